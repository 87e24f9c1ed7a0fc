#include "wire/inbound.hpp"

#include "base/limits.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace clerk::wire {
namespace {

template <class T, class Frame>
T frame_of(const Read<Frame>& read) {
    REQUIRE(std::holds_alternative<Frame>(read));
    REQUIRE(std::holds_alternative<T>(std::get<Frame>(read)));
    return std::get<T>(std::get<Frame>(read));
}

template <class Frame>
app::Nack nack_of(const Read<Frame>& read) {
    REQUIRE(std::holds_alternative<app::Nack>(read));
    return std::get<app::Nack>(read);
}

app::Code code_of(std::string_view json) {
    return nack_of(read_shopper(json)).code;
}

const std::string id = "0123456789abcdef";

std::string send_with(std::string_view rest) {
    return R"({"verb":"send","id":")" + id + "\"" + std::string(rest) + "}";
}

TEST_CASE("hello begins, resumes or signs in") {
    const auto bare = frame_of<HelloFrame>(read_shopper(R"({"verb":"hello"})"));
    CHECK(bare.session.empty());
    CHECK_FALSE(bare.conversation);
    const auto full = frame_of<HelloFrame>(read_shopper(
        R"({"verb":"hello","session":"s","token":"t","conversation":"77","last_seq":5,"lang":"en"})"
    ));
    CHECK(full.session == "s");
    CHECK(full.token == "t");
    CHECK(full.conversation == ConversationId{77});
    CHECK(full.last_seq == 5);
    CHECK(full.lang == Lang::en);
}

TEST_CASE("a message's text is trimmed, full-width spaces too, and may not be empty") {
    const auto said =
        frame_of<SendFrame>(read_shopper(send_with(",\"text\":\" \\t　查订单　\\n\"")));
    CHECK(said.text == "查订单");
    CHECK(said.id == id);
    CHECK(code_of(send_with(",\"text\":\"\"")) == app::Code::empty);
    CHECK(code_of(send_with(",\"text\":\" 　\\n\"")) == app::Code::empty);
    CHECK(code_of(send_with("")) == app::Code::bad_field);
    const auto tap = frame_of<SendFrame>(read_shopper(send_with(R"(,"choice":"intent:help")")));
    CHECK(tap.choice == "intent:help");
}

TEST_CASE("over-long text is told its length, and the refusal names the message") {
    const std::string fits(limits::message_text_bytes_max, 'x');
    CHECK(frame_of<SendFrame>(read_shopper(send_with(",\"text\":\"" + fits + "\""))).text == fits);
    const auto nack = nack_of(read_shopper(send_with(",\"text\":\"" + fits + "y\"")));
    CHECK(nack.code == app::Code::too_long);
    CHECK(nack.message == "text has 4097 bytes; at most 4096 are taken");
    CHECK(nack.client_id == id);
}

TEST_CASE("a client id is 8 to 64 of its alphabet") {
    const auto with_id = [](const std::string& value) {
        return R"({"verb":"send","text":"hi","id":")" + value + "\"}";
    };
    CHECK(code_of(with_id("short")) == app::Code::bad_id);
    CHECK(code_of(with_id(std::string(65, 'a'))) == app::Code::bad_id);
    CHECK(code_of(with_id("has space!")) == app::Code::bad_id);
    CHECK(code_of(with_id("中文中文中文")) == app::Code::bad_id);
    CHECK(code_of(R"({"verb":"send","text":"hi"})") == app::Code::bad_field);
    CHECK(code_of(R"({"verb":"send","text":"hi","id":7})") == app::Code::bad_field);
    CHECK(frame_of<SendFrame>(read_shopper(with_id("AZaz09_-"))).id == "AZaz09_-");
}

TEST_CASE("fields of the wrong type are named") {
    struct Case {
        const char* json;
        const char* message;
    };

    for (const Case& c : {
             Case{R"({"verb":"hello","last_seq":-1})", "last_seq must be a whole number from 0"},
             Case{R"({"verb":"hello","last_seq":"5"})", "last_seq must be a whole number from 0"},
             Case{R"({"verb":"hello","last_seq":1.5})", "last_seq must be a whole number from 0"},
             Case{R"({"verb":"hello","conversation":77})", "conversation must be a text"},
             Case{
                 R"({"verb":"hello","conversation":"x"})",
                 "conversation must be an id: digits in a text"},
             Case{
                 R"({"verb":"hello","conversation":"007"})",
                 "conversation must be an id: digits in a text"},
             Case{
                 R"({"verb":"hello","conversation":"99999999999999999999"})",
                 "conversation must be an id: digits in a text"},
             Case{R"({"verb":"hello","lang":"fr"})", "lang must be zh, zh-Hant or en"},
             Case{R"({"verb":"hello","session":{"a":1}})", "session must be a text"},
             Case{R"({"verb":"typing"})", "on must be true or false"},
             Case{R"({"verb":"pull"})", "after is missing"},
             Case{R"({"text":"hi"})", "verb is missing"},
             Case{R"({"verb":3})", "verb is missing"},
         }) {
        const auto nack = nack_of(read_shopper(c.json));
        CHECK(nack.code == app::Code::bad_field);
        CHECK(nack.message == c.message);
    }
}

TEST_CASE("unknown fields are ignored, unknown verbs are not") {
    frame_of<PingFrame>(read_shopper(R"({"verb":"ping","more":{"x":[1]}})"));
    CHECK(code_of(R"({"verb":"claim","ticket":"5","version":1})") == app::Code::bad_verb);
    CHECK(code_of("{") == app::Code::bad_json);
    const auto nack = nack_of(read_shopper("{\"verb\":\"\\u202egnp\"}"));
    CHECK(nack.code == app::Code::bad_verb);
    CHECK(nack.message == "no such verb: \\u{202e}gnp");
}

TEST_CASE("the desk's verbs name their ticket, in refusals too") {
    const auto reply = frame_of<ReplyFrame>(read_desk(
        R"({"verb":"reply","ticket":"9","id":"0123456789abcdef","text":"您好","expect_seq":4})"
    ));
    CHECK(reply.ticket == TicketId{9});
    CHECK(reply.expect_seq == 4);
    CHECK(frame_of<ReleaseFrame>(read_desk(R"({"verb":"resolve","ticket":"9"})")).resolve);
    CHECK_FALSE(frame_of<ReleaseFrame>(read_desk(R"({"verb":"release","ticket":"9"})")).resolve);
    CHECK(
        frame_of<ClaimFrame>(read_desk(R"({"verb":"claim","ticket":"9","version":3})")).version == 3
    );
    const auto blind =
        nack_of(read_desk(R"({"verb":"reply","ticket":"9","id":"0123456789abcdef","text":"hi"})"));
    CHECK(blind.code == app::Code::bad_field);
    CHECK(blind.message == "expect_seq is missing");
    CHECK(blind.ticket == TicketId{9});
    CHECK(
        nack_of(read_desk(R"({"verb":"send","id":"0123456789abcdef","text":"x"})")).code
        == app::Code::bad_verb
    );
}

TEST_CASE("bodies of requests need no verb") {
    CHECK(std::get<HelloFrame>(read_open_body("")).session.empty());
    CHECK(std::get<HelloFrame>(read_open_body(R"({"lang":"en"})")).lang == Lang::en);
    CHECK(
        std::get<SendFrame>(read_send_body(R"({"id":"0123456789abcdef","text":"hi"})")).text == "hi"
    );
    CHECK(nack_of(read_send_body("[]")).code == app::Code::bad_json);
    CHECK(
        std::get<SignInBody>(read_sign_in_body(R"({"login":"mei","password":"p"})")).login == "mei"
    );
    CHECK(nack_of(read_sign_in_body(R"({"login":"mei"})")).code == app::Code::bad_field);
}

TEST_CASE("a token's claims: the audience may be one of a list") {
    const auto one =
        read_claims(R"({"sub":"c1","aud":"shop","exp":9,"iss":"i","nonce":"n"})", "shop");
    REQUIRE(one);
    CHECK(one->audience == "shop");
    CHECK(one->expires_s == 9);
    const auto list = read_claims(R"({"sub":"c1","aud":["other","shop"],"exp":9})", "shop");
    REQUIRE(list);
    CHECK(list->audience == "shop");
    CHECK(read_claims(R"({"sub":"c1","aud":["other"]})", "shop")->audience.empty());
    CHECK(read_claims(R"({"exp":"9"})", "shop")->expires_s == 0);
    CHECK_FALSE(read_claims("not json", "shop"));
    CHECK(read_token_header(R"({"alg":"HS256","kid":"k1"})")->second == "k1");
    CHECK_FALSE(read_token_header("[]"));
    CHECK_FALSE(read_token_header(R"({"alg":"HS256","crit":["exp"]})"));
    CHECK(read_claims(R"({"nbf":7})", "shop")->not_before_s == 7);
}

TEST_CASE("every code has a name and a status of the 4xx or 5xx kind") {
    for (int i = 0; i <= static_cast<int>(app::Code::internal); ++i) {
        const auto code = static_cast<app::Code>(i);
        CHECK_FALSE(name_of(code).empty());
        CHECK(http_status_of(code) >= 400);
        CHECK(http_status_of(code) < 600);
    }
    CHECK(name_of(app::Code::internal) == "internal");
}

}  // namespace
}  // namespace clerk::wire
