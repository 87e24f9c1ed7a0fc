#include "net/reply.hpp"

#include <boost/beast/http/status.hpp>

#include <cstdint>
#include <utility>

namespace clerk::net {

Reply reply_json(int status, std::string body) {
    Reply reply;
    reply.status = status;
    reply.headers = "Cache-Control: no-store\r\n";
    reply.body = std::make_shared<const std::string>(std::move(body));
    return reply;
}

Reply reply_text(int status, std::string body) {
    Reply reply = reply_json(status, std::move(body));
    reply.content_type = "text/plain; charset=utf-8";
    return reply;
}

Reply reply_empty(int status) {
    Reply reply;
    reply.status = status;
    reply.headers = "Cache-Control: no-store\r\n";
    return reply;
}

std::string retry_after_header(std::int64_t ms) {
    return "Retry-After: " + std::to_string((ms + 999) / 1000) + "\r\n";
}

std::string head_bytes(const Reply& reply, bool keep_alive) {
    std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " ";
    out += reason_of(reply.status);
    out += "\r\n";
    if (reply.body) {
        out += "Content-Type: ";
        out += reply.content_type;
        out += "\r\nContent-Length: " + std::to_string(reply.body->size()) + "\r\n";
    } else if (reply.status != 204 && reply.status != 304) {
        out += "Content-Length: 0\r\n";
    }
    out += "X-Content-Type-Options: nosniff\r\n";
    out += reply.headers;
    out += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
    return out;
}

std::string_view reason_of(int status) {
    return boost::beast::http::obsolete_reason(
        boost::beast::http::int_to_status(static_cast<unsigned>(status))
    );
}

}  // namespace clerk::net
