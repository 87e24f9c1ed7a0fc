// The engine: the one thread that changes anything. It takes everything that waits in the inbox,
// handles it input by input inside one transaction, commits, and only then lets the deliveries go.
//
//   inbox ──take──> begin ──handle each──> heads that are due ──COMMIT──> outlet
//                     └── timers and long-polls that are due join the batch
//
// If a store refuses in the middle, the batch is rolled back and its inputs are tried one by one,
// so that one poisonous input cannot starve the others; what still fails is refused "unavailable"
// and nothing of it is kept: the caches of all it touched are dropped. Health turns red until a
// commit succeeds again.
#pragma once

#include "app/actions.hpp"
#include "app/behind.hpp"
#include "app/conversations.hpp"
#include "app/desk.hpp"
#include "app/effects.hpp"
#include "app/head_writer.hpp"
#include "app/hub.hpp"
#include "app/inbox.hpp"
#include "app/ports.hpp"
#include "app/shoppers.hpp"
#include "app/system.hpp"
#include "app/talk.hpp"
#include "app/ticket_book.hpp"
#include "base/limits.hpp"
#include "content/snapshot.hpp"
#include "telemetry/metrics.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace clerk::app {

struct EngineParts {
    Store& store;
    const Codec& codec;
    Outlet& outlet;
    const Clock& clock;
    Chance& chance;
    telemetry::Metrics& metrics;
    std::uint64_t newest_id = 0;  // the largest given before this start: ids go on behind it
    // How many rows of the journal a head may lie behind; 0: it is written with every turn.
    std::int64_t heads_behind_rows_max = limits::heads_behind_rows_max;
};

class Engine {
public:
    Engine(EngineParts parts, content::SnapshotPtr content);

    // --- any thread -----------------------------------------------------------------------------
    // False: the inbox is full (answer busy) or closed.
    [[nodiscard]] bool submit(Envelope envelope);
    [[nodiscard]] content::SnapshotPtr content() const;
    // Takes effect with the next batch.
    void replace_content(content::SnapshotPtr content);

    [[nodiscard]] bool healthy() const { return healthy_; }

    // Has `work` done by the engine thread between two batches, when nothing is half written, and
    // waits for what comes of it: for the few who write beside the engine. "stopping": no batch
    // comes any more. REQUIRES: run() runs, in another thread.
    [[nodiscard]] Status between_batches(std::function<Status()> work);

    // The engine finishes what is in the inbox, then run() returns.
    void stop();

    // --- the engine thread ----------------------------------------------------------------------
    // Brings the heads up to the journal, reads timers and live tickets from the store, then works
    // until stop(), and leaves all heads whole.
    [[nodiscard]] Status run();
    // The parts of run(): for tests and simulations that bring their own clock. REQUIRES: start()
    // once, then rounds of work(), then finish() unless the process is to look killed.
    [[nodiscard]] Status start();
    void work(Millis wait);
    void finish();

private:
    [[nodiscard]] Millis until_next();
    void process(std::span<Envelope> inputs, bool with_timers);
    [[nodiscard]] bool attempt(std::span<Envelope> inputs, bool with_timers);
    void handle(Envelope& envelope, Batch& batch);
    void fire_timers(Batch& batch);
    void write_idle_heads();
    void give_up(const Batch& batch);
    void refuse_all(std::span<const Envelope> inputs);
    void deliver(Batch& batch);
    void recover_if_ill();
    void do_other_work();
    void refuse_other_work();

    EngineParts parts_;
    Inbox inbox_;
    IdSource ids_;
    Hub hub_;
    Timers timers_;
    Behind behind_;
    Conversations conversations_;
    HeadWriter heads_;
    TicketBook tickets_;
    Actions actions_;
    Effects effects_;
    Talk talk_;
    Shoppers shoppers_;
    Desk desk_;

    mutable std::mutex content_mutex_;
    content::SnapshotPtr content_;
    std::mutex other_work_mutex_;
    std::vector<std::packaged_task<Status()>> other_work_;
    bool no_other_work_ = false;  // the engine has stopped
    std::size_t last_taken_ = 0;  // inputs of the last round
    std::atomic<bool> healthy_{true};
    std::atomic<bool> stopping_{false};
};

}  // namespace clerk::app
