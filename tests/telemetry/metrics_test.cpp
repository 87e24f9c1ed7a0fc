#include "telemetry/metrics.hpp"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

namespace clerk::telemetry {
namespace {

bool holds(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST_CASE("every metric is there from the start, at nought", "[metrics]") {
    const Metrics metrics;
    const std::string text = metrics.expose();
    for (int i = 0; i <= static_cast<int>(Counter::reloads_refused); ++i)
        CHECK(!text.empty());
    CHECK(holds(text, "shopclerk_messages_received_total 0"));
    CHECK(holds(text, "shopclerk_reloads_refused_total 0"));
    CHECK(holds(text, "shopclerk_healthy 0"));
    CHECK(holds(text, "shopclerk_batch_size_count 0"));
}

TEST_CASE("counters add, gauges hold, histograms sort", "[metrics]") {
    Metrics metrics;
    metrics.count(Counter::turns);
    metrics.count(Counter::turns, 4);
    metrics.set(Gauge::sessions, 3);
    metrics.set(Gauge::sessions, 2);
    metrics.observe(Histogram::batch_size, 3);
    metrics.observe(Histogram::batch_size, 1'000);
    const std::string text = metrics.expose();
    CHECK(holds(text, "shopclerk_turns_total 5"));
    CHECK(holds(text, "shopclerk_sessions 2"));
    CHECK(holds(text, "shopclerk_batch_size_bucket{le=\"2\"} 0"));
    CHECK(holds(text, "shopclerk_batch_size_bucket{le=\"4\"} 1"));
    CHECK(holds(text, "shopclerk_batch_size_bucket{le=\"+Inf\"} 2"));
    CHECK(holds(text, "shopclerk_turns_failed_total 0"));
}

TEST_CASE("threads lose no counts", "[metrics]") {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 10'000; ++i)
                metrics.count(Counter::http_requests);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(holds(metrics.expose(), "shopclerk_http_requests_total 40000"));
}

}  // namespace
}  // namespace clerk::telemetry
