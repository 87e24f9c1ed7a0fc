// An engine in the test's hand: a clock that is set, chance that is seeded, a real store (in
// memory, or one that fails on request), and everything that would have left for the network, by
// session.
#pragma once

#include "app/engine.hpp"
#include "sim/faulty_store.hpp"
#include "store/database.hpp"
#include "telemetry/metrics.hpp"
#include "wire/codec.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clerk::app::kit {

using Json = nlohmann::json;

struct SetClock final : Clock {
    UnixMillis at{1'719'799'200'000};  // 2024-07-01 10:00 in China

    [[nodiscard]] UnixMillis now() const override { return at; }
};

struct CountingChance final : Chance {
    std::uint64_t n = 0;

    [[nodiscard]] std::uint64_t bits() override { return ++n * 0x9E3779B97F4A7C15ULL; }
};

// What each session was sent, parsed; a close stands as {"close": status}.
struct Recorder final : Outlet {
    std::map<SessionKey, std::vector<Json>> sent;

    void deliver(std::vector<Delivery> deliveries) override;
};

class House {
public:
    // A path keeps the shop over House's life; ":memory:" does not. Its end is a kill, unless the
    // engine was told to finish.
    explicit House(
        const std::string& path = ":memory:",
        std::int64_t heads_behind_rows_max = limits::heads_behind_rows_max
    );

    // Hands one input in and lets the engine work; returns what this session was sent.
    std::vector<Json> does(SessionKey who, Input input);
    // Only hands it in.
    void queue(SessionKey who, Input input);
    // Lets the engine work, and time pass before.
    void work(Millis later = {});

    std::vector<Json> hello(SessionKey who, Hello input = {});
    std::vector<Json> says(SessionKey who, std::string text, std::string id = {});
    std::vector<Json> taken(SessionKey who);  // and forgets them

    SetClock clock;
    CountingChance chance;
    Recorder outlet;
    wire::JsonCodec codec;
    telemetry::Metrics metrics;
    std::unique_ptr<store::Database> database;
    sim::Faults faults;  // of the store between the engine and the database
    std::unique_ptr<sim::FaultyStore> store;
    std::unique_ptr<Engine> engine;

private:
    int ids_ = 0;
};

// The frames of a verb, and the texts of the events.
[[nodiscard]] std::vector<Json> of_verb(const std::vector<Json>& frames, std::string_view verb);
[[nodiscard]] std::vector<std::string> texts(const std::vector<Json>& frames);

// What the tests ask with and for.
[[nodiscard]] Hello resume(const std::string& session, std::uint64_t last_seq = 0);
[[nodiscard]] Hello with_token(const char* ref, const char* nonce);
// The code these frames refuse with; others may stand beside it.
[[nodiscard]] std::string refusal(const std::vector<Json>& frames);
[[nodiscard]] TicketId ticket_of(const Json& frame);
void add_customer(House& house, const char* ref, const char* name);

// Lin has asked for a person and waits in the line; Mei and Hua are at their desks.
struct Handed {
    House house;
    TicketId ticket;

    Handed();
    std::vector<Json> claim(SessionKey who);
    std::vector<Json> reply(SessionKey who, std::uint64_t expect, std::string id = "reply-0001");
    std::uint64_t last_seq();
};

constexpr SessionKey lin{0, 1};    // a shopper
constexpr SessionKey bo{0, 2};     // another
constexpr SessionKey mei{0, 101};  // an agent
constexpr SessionKey hua{0, 102};  // another

}  // namespace clerk::app::kit
