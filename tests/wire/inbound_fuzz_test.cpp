// Whatever bytes come, they are a frame within its limits or a refusal that can be sent; and what
// was written by a client of ours is read as it was meant.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "wire/codec.hpp"
#include "wire/inbound.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <rapidcheck.h>
#include <string>
#include <vector>

namespace clerk::wire {
namespace {

using Json = nlohmann::json;

// Pieces of frames in any order: most are no JSON, some are, a few are frames.
rc::Gen<std::string> nearly_frames() {
    const auto piece = rc::gen::elementOf(std::vector<std::string>{
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"verb\"",
        "\"send\"",
        "\"hello\"",
        "\"reply\"",
        "\"id\"",
        "\"0123456789\"",
        "\"text\"",
        "\"你好\"",
        "\"ticket\"",
        "\"1\"",
        "true",
        "null",
        "-1",
        "1e400",
        "18446744073709551616",
        "0.5",
        "\\u0000",
        "\\ud800",
        "\xFF",
        " ",
        "{\"verb\":\"send\",\"id\":\"0123456789\",\"text\":",
        "\"after\":",
        "\"seq\""});
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(piece),
        [](const std::vector<std::string>& all) {
            std::string out;
            for (const std::string& one : all)
                out += one;
            return out;
        }
    );
}

void sendable(const app::Nack& nack) {
    const std::string frame = JsonCodec().nack(nack);
    RC_ASSERT(utf8::valid(frame));
    RC_ASSERT(Json::parse(frame).at("verb") == "nack");
    RC_ASSERT(frame.size() < limits::frame_bytes_max);
}

void within_limits(const SendFrame& send) {
    RC_ASSERT(utf8::valid(send.text));
    RC_ASSERT(utf8::valid(send.choice));
    RC_ASSERT(send.text.size() <= limits::message_text_bytes_max);
    RC_ASSERT(send.id.size() >= 8u);
    RC_ASSERT(send.id.size() <= limits::client_id_bytes_max);
    RC_ASSERT(!send.text.empty() || !send.choice.empty());
}

}  // namespace

TEST_CASE("any bytes are a frame or a refusal, for every reader") {
    rc::check([] {
        const std::string text =
            *rc::gen::oneOf(nearly_frames(), rc::gen::arbitrary<std::string>());
        const auto shopper = read_shopper(text);
        if (const auto* nack = std::get_if<app::Nack>(&shopper)) {
            sendable(*nack);
        } else if (const auto* send = std::get_if<SendFrame>(&std::get<ShopperFrame>(shopper))) {
            within_limits(*send);
        }
        const auto desk = read_desk(text);
        if (const auto* nack = std::get_if<app::Nack>(&desk)) sendable(*nack);
        const auto body = read_send_body(text);
        if (const auto* nack = std::get_if<app::Nack>(&body)) sendable(*nack);
        if (const auto* send = std::get_if<SendFrame>(&body)) within_limits(*send);
        const auto open = read_open_body(text);
        if (const auto* nack = std::get_if<app::Nack>(&open)) sendable(*nack);
        const auto sign_in = read_sign_in_body(text);
        if (const auto* nack = std::get_if<app::Nack>(&sign_in)) sendable(*nack);
        (void)read_claims(text, "shop");
    });
}

TEST_CASE("a good frame cut anywhere, or with one byte changed, never does harm") {
    const std::string good =
        R"({"verb":"send","id":"0123456789abcdef","text":"退货 \"一\" \u4e00","choice":"intent:x"})";
    REQUIRE(std::holds_alternative<ShopperFrame>(read_shopper(good)));
    for (std::size_t at = 0; at < good.size(); ++at) {
        CHECK(std::holds_alternative<app::Nack>(read_shopper(good.substr(0, at))));
        for (int byte = 0; byte < 256; byte += 5) {
            std::string other = good;
            other[at] = static_cast<char>(byte);
            const auto read = read_shopper(other);
            if (const auto* frame = std::get_if<ShopperFrame>(&read)) {
                if (const auto* send = std::get_if<SendFrame>(frame)) within_limits(*send);
            }
        }
    }
}

TEST_CASE("what a client says is what is read, whatever it says") {
    rc::check([] {
        const std::string text =
            "a"
            + *rc::gen::suchThat(
                rc::gen::container<std::string>(rc::gen::inRange<char>('!', '~')),
                [](const std::string& s) { return s.size() < 1'000; }
            );
        const Json frame{{"verb", "send"}, {"id", "0123456789"}, {"text", text}, {"more", {1, 2}}};
        const auto read = read_shopper(frame.dump());
        RC_ASSERT(std::holds_alternative<ShopperFrame>(read));
        const auto& send = std::get<SendFrame>(std::get<ShopperFrame>(read));
        RC_ASSERT(send.text == text);
        RC_ASSERT(send.id == "0123456789");
    });
}

}  // namespace clerk::wire
