// A shopper's client: runs errands, writes down each message before it goes out and each answer
// once it is here, says an unacknowledged message again under its id, and comes back by the last
// seq it has. A bug it can see by itself (a gap on an open line, a session that is gone, a request
// that is answered twice) it notes as wrong; everything else is for the checker.
#pragma once

#include "sim/world.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>

namespace clerk::sim {

class Shopper final : public Client {
public:
    Shopper(World& world, int n, Random random);

    void act() override;
    void received(app::SessionKey key, const std::string& frame) override;
    void closed(app::SessionKey key) override;
    bool finish() override;

private:
    using Json = nlohmann::json;

    struct Message {
        std::string id;
        std::string text;
        std::string choice;
    };

    // A socket of this shopper: the one that speaks, or another tab that only listens.
    struct Line {
        bool welcomed = false;
        bool signing_in = false;
        std::string secret;  // it came in by
        ConversationId conversation;
        std::uint64_t newest = 0;   // without a gap before it
        std::uint64_t backlog = 0;  // the welcome's seq: events up to here come before all others
    };

    struct Request {
        ConversationId conversation;
        std::string secret;
        bool answered = false;
    };

    void connect();
    void connect_as_customer(bool with_session);
    void open_tab();
    void start_over();
    void say_something();
    void say(Message message);
    void repeat();
    void send_by_request();
    void poll();
    void misbehave();
    void hang_up_others();
    void forget_answered();
    [[nodiscard]] Message next_message();
    [[nodiscard]] std::string answer_to(const std::string& question);

    void on_welcome(app::SessionKey key, const Json& frame);
    void on_event(app::SessionKey key, const Json& json, const std::string& frame);
    void on_ack(const Json& json);
    void on_nack(app::SessionKey key, const Json& json);
    void on_answer(app::SessionKey key, const Json& json);
    void has_come(app::SessionKey key, std::uint64_t seq);
    void keep(const Json& json, const std::string& frame);
    void wrong(std::string text);
    void entry(Kind kind, const Message& message, std::uint64_t seq = 0, std::int64_t at = 0);
    app::Send as_send(const Message& message);

    int customer_;
    std::map<app::SessionKey, Line> lines_;
    std::map<app::SessionKey, Request> requests_;
    std::optional<app::SessionKey> line_;  // the one that speaks
    std::string secret_;
    bool secret_may_be_old_ = false;
    ConversationId conversation_;
    std::map<std::uint64_t, std::string> events_;
    std::map<std::uint64_t, Message> acked_;
    std::optional<Message> open_;  // said and not yet acknowledged
    std::string last_text_;
    std::vector<std::pair<std::string, std::string>> buttons_;
    int next_nonce_ = 0;
};

}  // namespace clerk::sim
