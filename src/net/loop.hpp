// One network thread: an io_context, the connections that live on it, a tick for all their
// deadlines, and the mailbox by which the engine's deliveries come in. An exception that gets as
// far as here is caught, counted, and the loop goes on.
#pragma once

#include "app/ports.hpp"
#include "net/asio.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace clerk::net {

class Connection;
class Site;
struct Peer;

class Loop {
public:
    Loop(Site& site, std::uint32_t number);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // --- any thread
    // -------------------------------------------------------------------------------
    void start();
    // Deliveries for this loop's sessions; wakes it at most once until it has taken them.
    void deliver(std::vector<app::Delivery> deliveries);
    // Calls woken(job) on this thread, if the connection is still there then.
    void wake(std::uint64_t connection, std::uint64_t job);
    // A fresh socket of this loop's io_context.
    void adopt(Socket socket, Peer peer);
    // All connections are told; run() ends when the last is gone.
    void drain();
    // Ends now, whoever is still there.
    void abort();
    void join();

    [[nodiscard]] std::size_t size() const { return count_; }

    [[nodiscard]] asio::io_context& io() { return io_; }

    // --- this thread
    // ------------------------------------------------------------------------------ A key that was
    // never used before: of a session, or of one HTTP request.
    [[nodiscard]] std::uint64_t fresh_key() { return next_key_++; }

    [[nodiscard]] app::SessionKey session_key(std::uint64_t key) const { return {number_, key}; }

    // Deliveries for the request's key go to the connection.
    void await(std::uint64_t request, std::uint64_t connection) { requests_[request] = connection; }

    void forget_request(std::uint64_t request) { requests_.erase(request); }

    void forget(Connection& connection);

    // Where input passes through; its content lasts until the next read on this thread.
    [[nodiscard]] std::vector<char>& scratch() { return scratch_; }

    // The same for a message that is taken out of it.
    [[nodiscard]] std::vector<char>& message_room() { return message_room_; }

    [[nodiscard]] Site& site() { return site_; }

private:
    void run();
    void tick();
    void take_mail();
    [[nodiscard]] std::shared_ptr<Connection> find(std::uint64_t key) const;

    Site& site_;
    std::uint32_t number_;
    asio::io_context io_{1};
    asio::executor_work_guard<Executor> work_;
    Timer timer_;
    std::unordered_map<std::uint64_t, std::shared_ptr<Connection>> connections_;
    std::unordered_map<std::uint64_t, std::uint64_t> requests_;
    std::vector<char> scratch_;
    std::vector<char> message_room_;
    std::uint64_t next_key_ = 1;
    bool draining_ = false;
    std::atomic<std::size_t> count_{0};
    std::mutex mail_mutex_;
    std::vector<app::Delivery> mail_;
    std::thread thread_;
};

}  // namespace clerk::net
