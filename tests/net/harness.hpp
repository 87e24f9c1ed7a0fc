// A real server on a real port, with a clerk behind it that does as the test says.
#pragma once

#include "app/inbox.hpp"
#include "net/server.hpp"
#include "telemetry/metrics.hpp"
#include "wire/codec.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace clerk::net {

class TestChance final : public Chance {
public:
    std::uint64_t bits() override { return ++n_ * 0x9E3779B97F4A7C15ULL; }

private:
    std::atomic<std::uint64_t> n_{0};
};

class TestClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override { return {1'700'000'000'000}; }
};

// Drains an inbox on a thread of its own, as the engine does, and answers from `on_input`.
class FakeClerk final : public Clerk {
public:
    using Handler = std::function<std::vector<app::Delivery>(const app::Envelope&)>;

    FakeClerk();
    ~FakeClerk() override;

    bool submit(app::Envelope envelope) override;
    [[nodiscard]] nlu::Understanding understand(std::string_view text) const override;

    [[nodiscard]] bool healthy() const override { return healthy_; }

    void run(app::Outlet& outlet);
    // Replaces what it does; by default hello is welcomed, what is sent is acknowledged.
    void answer_with(Handler handler);

    void be_healthy(bool healthy) { healthy_ = healthy; }

    void be_full(bool full) { full_ = full; }

    // From now on every input is met with an exception, on the network thread that brings it.
    void be_broken(bool broken) { broken_ = broken; }

    [[nodiscard]] std::vector<app::Envelope> seen() const;
    [[nodiscard]] std::size_t count_of(std::size_t index) const;  // inputs of that alternative

    template <class T>
    [[nodiscard]] std::size_t count() const {
        return count_of(app::Input(T{}).index());
    }

    // Waits until so many inputs of the kind were seen, at most two seconds.
    template <class T>
    [[nodiscard]] bool waits_for(std::size_t n) const {
        for (int i = 0; i < 400 && count<T>() < n; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return count<T>() >= n;
    }

private:
    app::Inbox inbox_{256};
    std::atomic<bool> healthy_{true};
    std::atomic<bool> full_{false};
    std::atomic<bool> broken_{false};
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    Handler handler_;
    std::vector<app::Envelope> seen_;
    std::thread thread_;
};

[[nodiscard]] app::Delivery frame_to(app::SessionKey to, std::string frame);
[[nodiscard]] app::Delivery nack_to(app::SessionKey to, app::Code code);
// What FakeClerk does when nobody said otherwise.
[[nodiscard]] std::vector<app::Delivery> polite_answer(const app::Envelope& envelope);

class Harness {
public:
    explicit Harness(std::function<void(Options&)> adjust = {});
    ~Harness();

    [[nodiscard]] std::uint16_t port() const { return server->port(); }

    [[nodiscard]] double metric(const std::string& name) const;

    wire::JsonCodec codec;
    TestClock clock;
    TestChance chance;
    telemetry::Metrics metrics;
    std::unique_ptr<Server> server;
    FakeClerk clerk;
};

}  // namespace clerk::net
