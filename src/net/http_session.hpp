// HTTP/1.1 on one connection: request by request, at most one at a time under way, each under a
// deadline for its head, its body, its answer and all of it together. A pipelined request waits for
// its turn.
#pragma once

#include "net/answer.hpp"
#include "net/connection.hpp"
#include "net/request_reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace clerk::net {

class HttpSession final : public Protocol {
public:
    HttpSession(Connection& connection, Site& site);

    [[nodiscard]] std::size_t received(std::span<char> bytes) override;
    void delivered(const app::Delivery& delivery) override;
    void woken(std::uint64_t job) override;
    void tick(std::int64_t now_ms) override;
    void drain() override;
    [[nodiscard]] bool half_closed() override;
    void ended() override;

private:
    enum class Phase : unsigned char { idle, head, body, answer, closing, upgraded };

    [[nodiscard]] std::size_t read_one(std::string_view bytes);
    void begin_request();
    void take_head(std::size_t more_bytes);  // so many have come after it
    void dispatch();
    void carry_out(Ask ask);
    void carry_out(Later later);
    void carry_out(Upgrade upgrade);
    void refuse_and_close(const Refused& refused);
    void reply(Reply reply);
    void leave_engine();

    Connection& connection_;
    Site& site_;
    std::unique_ptr<RequestReader> reader_;  // of the request under way, whose views look into it
    Request request_;
    std::string headers_;  // for the reply under way
    std::shared_ptr<std::optional<Reply>> later_;
    std::uint64_t key_ = 0;  // of the question under way
    std::int64_t phase_by_ms_;
    std::int64_t request_by_ms_ = 0;
    int ok_status_ = 200;
    Phase phase_ = Phase::idle;
    bool asked_ = false;      // the engine, under key_
    bool long_poll_ = false;  // and it may take a while
    bool last_ = false;       // close after this reply
};

// The first thing a connection speaks: HTTP, or, to who is over a cap, one refusal.
[[nodiscard]] std::unique_ptr<Protocol> open_http(Connection& connection, Site& site);

}  // namespace clerk::net
