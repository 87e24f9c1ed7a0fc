// A whole shop in one thread: the real engine on the real store in a file, with time, chance, the
// network, faults and restarts in the simulator's hand.
//
//   clients (shoppers, agents, an intruder) ──submit──> Engine::work ──Outlet──> their queues
//        └── write down what they know (Journal)           └── FaultyStore ──> SQLite, a file
//
// Nothing outside the seed decides anything, so the same seed gives the same trace; `trace` is its
// hash. A step: some clients act, time passes (and now and then jumps), a fault may be armed, the
// engine works, answers arrive, are late, or are lost with their line. A Crash leaves the file as
// it is; the engine starts again on a copy of it, as a killed process would.
#pragma once

#include "app/engine.hpp"
#include "content/snapshot.hpp"
#include "sim/faulty_store.hpp"
#include "sim/journal.hpp"
#include "sim/random.hpp"
#include "store/database.hpp"
#include "telemetry/metrics.hpp"
#include "wire/codec.hpp"

#include <deque>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clerk::sim {

struct SimClock final : Clock {
    UnixMillis at;

    [[nodiscard]] UnixMillis now() const override { return at; }
};

class World;

// A client of the shop: acts when it is its turn, and takes what comes.
class Client {
public:
    Client(World& world, std::string name, Random random)
        : world_(world), name_(std::move(name)), random_(random) {}

    virtual ~Client() = default;
    virtual void act() = 0;
    virtual void received(app::SessionKey key, const std::string& frame) = 0;
    // The line is gone: closed by the server, cut, or the server died.
    virtual void closed(app::SessionKey key) = 0;
    // After the last fault: one more try at whatever is open. True when nothing is.
    virtual bool finish() = 0;

protected:
    void hang_up(app::SessionKey key);  // and knows of it at once

    std::string new_id() { return name_ + "-" + std::to_string(++ids_); }

    World& world_;
    std::string name_;
    Random random_;

private:
    int ids_ = 0;
};

// Parts of the shell that a test puts in place of the real ones, to see that the checker notices.
struct Sabotage {
    std::function<std::unique_ptr<app::Store>(app::Store&)> store;
    std::function<std::unique_ptr<app::Outlet>(app::Outlet&)> outlet;
};

struct Plan {
    std::uint64_t seed = 1;
    int steps = 160;
    int shoppers = 6;
    int agents = 3;
    bool faults = true;
    std::int64_t heads_behind_rows_max = -1;  // -1: as the seed has it
    Sabotage sabotage;
};

struct Figures {
    std::uint64_t batches = 0;
    std::uint64_t inputs = 0;
    std::uint64_t frames = 0;
    std::uint64_t struck = 0;
    std::uint64_t crashes = 0;
    std::uint64_t restarts = 0;
    std::uint64_t reloads = 0;
    std::uint64_t cuts = 0;
    std::uint64_t conversations = 0;
    std::uint64_t tickets = 0;
    std::uint64_t returns = 0;
    std::uint64_t complaints = 0;

    void add(const Figures& other);
    void print(std::ostream& out) const;
};

class World final : public app::Outlet {
public:
    explicit World(Plan plan);
    ~World() override;
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // The whole run, and its quiet end: no more faults, everybody finishes, timers run out.
    void run();

    // Where the shop's file is now, closed. REQUIRES: after run()
    [[nodiscard]] std::string file() const;

    [[nodiscard]] const Journal& journal() const { return journal_; }

    [[nodiscard]] std::uint64_t trace() const { return trace_; }

    [[nodiscard]] const Figures& figures() const { return figures_; }

    // --- for clients --------------------------------------------------------------------------
    // A socket, or one request: its number is never used again.
    app::SessionKey open(Client& client);
    // The client hangs up.
    void hang_up(app::SessionKey key);
    void submit(app::SessionKey key, app::Input input);

    [[nodiscard]] UnixMillis now() const { return clock_.at; }

    void note(Entry entry) { journal_.push_back(std::move(entry)); }

    // What a network thread makes of a text; now and then by content that is gone.
    [[nodiscard]] nlu::Understanding understand(const std::string& text);

    // Whether nothing is broken on purpose any more.
    [[nodiscard]] bool calm() const { return calm_; }

    // A conversation that somebody else has, for those who try.
    [[nodiscard]] ConversationId anybodys(Random& random) const;
    [[nodiscard]] TicketId any_ticket(Random& random) const;

    void deliver(std::vector<app::Delivery> deliveries) override;

private:
    struct Line {
        Client* client = nullptr;
        std::deque<app::Delivery> coming;
    };

    void start();
    void restart(bool crashed);
    void step();
    void pass_time();
    void arm_fault();
    void work();
    void arrivals(double promptness);
    void arrive(app::SessionKey key);
    void settle();
    void trace(std::string_view bytes);

    Plan plan_;
    Random random_;
    std::filesystem::path folder_;
    int life_ = 0;  // how often the shop was opened: names the file's copy
    SimClock clock_;
    SeededChance chance_;
    Faults faults_;
    wire::JsonCodec codec_;
    telemetry::Metrics metrics_;
    std::vector<content::SnapshotPtr> contents_;
    std::size_t content_ = 0;

    std::unique_ptr<store::Database> database_;
    std::unique_ptr<app::Store> broken_store_;
    std::unique_ptr<FaultyStore> store_;
    std::unique_ptr<app::Outlet> broken_outlet_;
    std::unique_ptr<app::Engine> engine_;

    std::vector<std::unique_ptr<Client>> clients_;
    std::map<app::SessionKey, Line> lines_;
    std::uint64_t next_line_ = 0;
    Journal journal_;
    std::uint64_t trace_;
    Figures figures_;
    bool calm_ = false;
    int full_steps_ = 0;
};

// The shop every run begins with: so many customers ("c-0" …), each with orders that were received
// yesterday. What a shopper knows of it:
struct OwnOrder {
    std::string no;
    std::string tail;  // the phone's last four digits
};

constexpr int customers_max = 24;
constexpr int orders_each = 4;
constexpr std::uint64_t agents_max = 8;           // "agent-1" …
constexpr UnixMillis opening{1'719'799'200'000};  // 2024-07-01 10:00 in China

[[nodiscard]] std::vector<OwnOrder> orders_of(int customer);
void fill_shop(store::Database& database);

// The shipped content, and an edited copy of it whose flows have other steps.
[[nodiscard]] const std::vector<content::SnapshotPtr>& shop_contents();

}  // namespace clerk::sim
