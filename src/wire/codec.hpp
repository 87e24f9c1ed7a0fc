// The codec of the program: docs/PROTOCOL.md in code. It changes nothing and is thread-safe.
#pragma once

#include "app/ports.hpp"
#include "base/limits.hpp"

namespace clerk::wire {

// What a welcome tells a client it may say.
struct SpeechLimits {
    double messages_per_second = static_cast<double>(limits::messages_per_second_default);
    double burst = static_cast<double>(limits::message_burst_default);
};

class JsonCodec final : public app::Codec {
public:
    JsonCodec() = default;

    explicit JsonCodec(SpeechLimits speech) : speech_(speech) {}

    [[nodiscard]] app::EncodedRow encode_row(ConversationId, const Events&) const override;
    [[nodiscard]] Result<Events> decode_row(std::string_view body) const override;
    [[nodiscard]] std::vector<app::PublicEvent> public_events(std::string_view) const override;
    [[nodiscard]] std::string encode_state(const ConversationState&) const override;
    [[nodiscard]] Result<ConversationState> decode_state(std::string_view body) const override;

    [[nodiscard]] std::string welcome(const app::Welcome& welcome) const override;
    [[nodiscard]] std::string ack(std::string_view client_id, std::uint64_t seq, UnixMillis at)
        const override;
    [[nodiscard]] std::string nack(const app::Nack& nack) const override;
    [[nodiscard]] std::string status(Owner owner, std::size_t position) const override;
    [[nodiscard]] std::string typing(bool on, From from, TicketId ticket) const override;
    [[nodiscard]] std::string events_page(
        const std::vector<std::string>& events, std::uint64_t seq, Owner owner, std::size_t position
    ) const override;

    [[nodiscard]] std::string desk_welcome(
        const app::AgentRef& agent,
        const std::vector<app::TicketView>& queue,
        const std::vector<app::TicketView>& mine
    ) const override;
    [[nodiscard]] std::string ticket(const app::TicketView& view) const override;
    [[nodiscard]] std::string opened(const app::OpenedView& view) const override;
    [[nodiscard]] std::string won(TicketId ticket) const override;
    [[nodiscard]] std::string lost(TicketId ticket, std::string_view by) const override;
    [[nodiscard]] std::string stale(
        TicketId ticket, std::string_view client_id, const std::vector<std::string>& events
    ) const override;
    [[nodiscard]] std::string desk_event(std::string_view json, TicketId ticket) const override;

private:
    SpeechLimits speech_;
};

}  // namespace clerk::wire
