// An agent's desk: claims what waits, races with the others, replies with the last seq it has seen,
// writes notes, gives back and closes, and now and then acts on what it does not hold.
#pragma once

#include "sim/world.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>

namespace clerk::sim {

class Agent final : public Client {
public:
    Agent(World& world, int n, Random random);

    void act() override;
    void received(app::SessionKey key, const std::string& frame) override;
    void closed(app::SessionKey key) override;
    bool finish() override;

private:
    using Json = nlohmann::json;

    struct Known {
        ConversationId conversation;
        std::uint32_t version = 0;
        std::string state;
        std::string agent;  // whose it is; empty: nobody's
        std::uint64_t seen = 0;
    };

    struct Words {
        Kind kind{};  // reply or note
        TicketId ticket;
        std::string id;
        std::string text;
        std::uint64_t expect = 0;
    };

    void connect();
    void claim();
    void work_on(TicketId ticket);
    void speak(Kind kind, TicketId ticket);
    void say(Words words);
    void know(const Json& ticket);
    void on_ack(const Json& json);
    void on_nack(const Json& json);
    void entry(Kind kind, TicketId ticket);
    void entry(Kind kind, TicketId ticket, const Words& words, std::uint64_t seq);
    [[nodiscard]] std::optional<TicketId> pick(bool mine);

    int n_;
    std::optional<app::SessionKey> line_;
    bool welcomed_ = false;
    std::map<TicketId, Known> tickets_;
    std::optional<Words> open_;
};

}  // namespace clerk::sim
