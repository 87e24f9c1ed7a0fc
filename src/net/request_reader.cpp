#include "net/request_reader.hpp"

#include "base/limits.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;

constexpr std::string_view end_of_head = "\r\n\r\n";

Refused refused_by_parser(const beast::error_code& failure) {
    if (failure == http::error::header_limit) return {431, "too large a head"};
    // The gate has passed one length in digits: they are too many for a number of 64 bits.
    if (failure == http::error::body_limit || failure == http::error::bad_content_length) {
        return {413, "the body is too large"};
    }
    return {400, "not an HTTP/1.1 request: " + failure.message()};
}

}  // namespace

struct RequestReader::Parser : http::request_parser<http::string_body> {};

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {
    parser_->header_limit(limits::http_header_bytes_max);
    parser_->body_limit(limits::http_body_bytes_max);
    parser_->eager(false);
}

RequestReader::~RequestReader() = default;

bool RequestReader::has_head() const {
    return parser_->is_header_done();
}

bool RequestReader::done() const {
    return parser_->is_done();
}

std::string RequestReader::take_body() {
    return std::move(parser_->get().body());
}

std::variant<std::size_t, Refused> RequestReader::put(std::string_view bytes) {
    if (!has_head()) return put_head(bytes);
    beast::error_code failure;
    const std::size_t used = parser_->put(boost::asio::buffer(bytes), failure);
    if (failure && failure != http::error::need_more) return refused_by_parser(failure);
    return used;
}

std::variant<std::size_t, Refused> RequestReader::put_head(std::string_view bytes) {
    const std::string_view near = bytes.substr(0, limits::http_header_bytes_max);
    const std::size_t end = near.find(end_of_head);
    if (auto fault = check_bytes(near.substr(0, end))) return *std::move(fault);
    if (end == std::string_view::npos) {
        if (near.size() == limits::http_header_bytes_max) return Refused{431, "too large a head"};
        return std::size_t{0};
    }
    const std::string_view raw = near.substr(0, end + end_of_head.size());
    if (auto fault = check_lines(raw)) return *std::move(fault);
    beast::error_code failure;
    const std::size_t used = parser_->put(boost::asio::buffer(raw), failure);
    if (failure) return refused_by_parser(failure);
    // The gate and the parser must agree on where the head ends, whatever it holds.
    if (used != raw.size() || !has_head()) return Refused{400, "a head that ends twice"};
    fill_head();
    if (auto fault = check_meaning(head_)) return *std::move(fault);
    return used;
}

void RequestReader::fill_head() {
    const auto& message = parser_->get();
    head_.method = message.method_string();
    head_.target = message.target();
    const std::size_t question = std::min(head_.target.find('?'), head_.target.size());
    head_.path = head_.target.substr(0, question);
    head_.query = head_.target.substr(std::min(question + 1, head_.target.size()));
    for (const auto& field : message) {
        head_.headers.push_back({field.name_string(), field.value()});
    }
    head_.body_size = static_cast<std::size_t>(parser_->content_length().value_or(0));
    const bool current = message.version() == 11;
    head_.keep_alive = current && parser_->keep_alive();
    head_.upgrade = current && parser_->upgrade()
                    && http::token_list(message[http::field::upgrade]).exists("websocket");
    head_.expects_continue = same_word(head_.header("expect"), "100-continue");
}

}  // namespace clerk::net
