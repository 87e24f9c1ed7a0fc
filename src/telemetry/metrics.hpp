// What the shop's operators watch, as a closed set: every counter, gauge and histogram of the
// program is named here and nowhere else. Thread-safe; cheap enough for the hot path (an atomic
// add).
#pragma once

#include <memory>
#include <string>

namespace clerk::telemetry {

enum class Counter {
    messages_received,  // from shoppers, accepted into the inbox
    messages_refused,   // nacks
    turns,              // taken and committed
    turns_failed,       // threw, and ended in an apology
    batches,            // transactions
    commits_failed,     // transactions that were not
    not_understood,     // messages that no rule caught
    hand_offs,          // conversations put in the queue
    sessions_opened,    // sockets
    sessions_refused,   // over a cap
    sessions_dropped,   // slow readers, floods, dead peers
    http_requests,
    http_refused,  // by the framing gate or a limit
    exceptions_contained,
    reloads,
    reloads_refused,
};

enum class Gauge {
    sessions,  // open sockets
    conversations_cached,
    tickets_queued,
    inbox,  // waiting stimuli when the batch was taken
    wal_bytes,
    healthy,  // 1: writes are accepted
};

enum class Histogram {
    batch_size,
    batch_seconds,  // begin to commit, and deliveries handed over
    turn_seconds,   // in the inbox and in the turn, until committed
    understand_seconds,
};

class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void count(Counter counter, double n = 1);
    void set(Gauge gauge, double value);
    void observe(Histogram histogram, double value);
    // Prometheus text format.
    [[nodiscard]] std::string expose() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace clerk::telemetry
