#include "telemetry/metrics.hpp"

#include <array>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::telemetry {
namespace {

struct Name {
    const char* name;
    const char* help;
};

// In the order of the enumerations; the static_asserts below notice a forgotten one.
constexpr std::array<Name, 16> counters = {{
    {"shopclerk_messages_received_total", "Messages of shoppers that the inbox took"},
    {"shopclerk_messages_refused_total", "Messages answered with a nack"},
    {"shopclerk_turns_total", "Turns taken and committed"},
    {"shopclerk_turns_failed_total", "Turns that threw and ended in an apology"},
    {"shopclerk_batches_total", "Transactions committed"},
    {"shopclerk_commits_failed_total", "Transactions that could not be committed"},
    {"shopclerk_not_understood_total", "Messages that no rule caught"},
    {"shopclerk_hand_offs_total", "Conversations put in the queue"},
    {"shopclerk_sessions_opened_total", "Sockets opened"},
    {"shopclerk_sessions_refused_total", "Connections refused over a cap"},
    {"shopclerk_sessions_dropped_total", "Slow readers, floods and dead peers cut off"},
    {"shopclerk_http_requests_total", "HTTP requests answered"},
    {"shopclerk_http_refused_total", "HTTP requests refused by the framing gate or a limit"},
    {"shopclerk_exceptions_contained_total", "Exceptions caught at the edge of a session or turn"},
    {"shopclerk_reloads_total", "Contents taken over while running"},
    {"shopclerk_reloads_refused_total", "Contents refused while running"},
}};
static_assert(counters.size() == static_cast<std::size_t>(Counter::reloads_refused) + 1);

constexpr std::array<Name, 6> gauges = {{
    {"shopclerk_sessions", "Open sockets"},
    {"shopclerk_conversations_cached", "Conversations held in memory"},
    {"shopclerk_tickets_queued", "Tickets waiting for a person"},
    {"shopclerk_inbox", "Stimuli waiting when the batch was taken"},
    {"shopclerk_wal_bytes", "Size of the write-ahead log"},
    {"shopclerk_healthy", "1 while writes are accepted"},
}};
static_assert(gauges.size() == static_cast<std::size_t>(Gauge::healthy) + 1);

constexpr std::array<Name, 4> histograms = {{
    {"shopclerk_batch_size", "Stimuli a transaction"},
    {"shopclerk_batch_seconds", "Begin to commit, and deliveries handed over"},
    {"shopclerk_turn_seconds", "In the inbox and in the turn, until committed"},
    {"shopclerk_understand_seconds", "Matching one message"},
}};
static_assert(histograms.size() == static_cast<std::size_t>(Histogram::understand_seconds) + 1);

prometheus::Histogram::BucketBoundaries boundaries(Histogram histogram) {
    switch (histogram) {
        case Histogram::batch_size:
            return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
        case Histogram::understand_seconds:
            return {1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 1e-3, 1e-2};
        case Histogram::batch_seconds:
        case Histogram::turn_seconds:
            break;
    }
    return {1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 0.1, 0.5, 1, 5};
}

}  // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    std::vector<prometheus::Counter*> counters;
    std::vector<prometheus::Gauge*> gauges;
    std::vector<prometheus::Histogram*> histograms;
};

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {
    prometheus::Registry& all = parts_->registry;
    for (const auto& [name, help] : counters) {
        auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(all);
        parts_->counters.push_back(&family.Add({}));
    }
    for (const auto& [name, help] : gauges) {
        auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(all);
        parts_->gauges.push_back(&family.Add({}));
    }
    for (std::size_t i = 0; i < histograms.size(); ++i) {
        const auto& [name, help] = histograms[i];
        auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(all);
        parts_->histograms.push_back(&family.Add({}, boundaries(static_cast<Histogram>(i))));
    }
}

Metrics::~Metrics() = default;

void Metrics::count(Counter counter, double n) {
    parts_->counters[static_cast<std::size_t>(counter)]->Increment(n);
}

void Metrics::set(Gauge gauge, double value) {
    parts_->gauges[static_cast<std::size_t>(gauge)]->Set(value);
}

void Metrics::observe(Histogram histogram, double value) {
    parts_->histograms[static_cast<std::size_t>(histogram)]->Observe(value);
}

std::string Metrics::expose() const {
    return prometheus::TextSerializer().Serialize(parts_->registry.Collect());
}

}  // namespace clerk::telemetry
