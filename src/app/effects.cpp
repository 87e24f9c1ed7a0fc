#include "app/effects.hpp"

#include <string>
#include <utility>

#include "base/overloaded.hpp"
#include "turn/take_turn.hpp"

namespace clerk::app {
namespace {

std::string key_of(const ConversationState& state, std::uint32_t turn, std::uint32_t n) {
    return to_string(state.id) + "/" + std::to_string(turn) + "/" + std::to_string(n);
}

std::vector<NamedValue> ticket_fields(const Ticket& ticket, std::size_t position) {
    std::vector<NamedValue> fields{{"number", ticket.number}};
    if (position > 0) fields.emplace_back("position", static_cast<std::int64_t>(position));
    return fields;
}

}  // namespace

EffectAnswer Effects::perform(
    const Effect& effect, const ConversationState& state, std::string_view address, Batch& batch
) {
    return std::visit(
        overloaded{
            [&](const HandOff& what) {
                return hand_off(what, state, key_of(state, state.turns, what.n), batch);
            },
            [&](const CallAction& call) {
                const std::string key = key_of(state, call.turn.value_or(state.turns), call.n);
                if (call.action == "ticket.open") return report(call, state, key, batch);
                return actions_.perform(
                    call,
                    ActionContext{
                        .state = state,
                        .content = *batch.content,
                        .now = batch.now,
                        .key = key,
                        .address = address}
                );
            }},
        effect
    );
}

EffectAnswer Effects::hand_off(
    const HandOff& what, const ConversationState& state, std::string_view key, Batch& batch
) {
    const Ticket ticket = tickets_.hand_over(what, state, key, batch);
    std::vector<NamedValue> fields = ticket_fields(ticket, tickets_.position(ticket.id));
    // The conversation keeps the ticket's id, so that both find each other again.
    fields.emplace_back("id", static_cast<std::int64_t>(ticket.id.value));
    return {.n = what.n, .value = make_record("ticket", std::move(fields))};
}

EffectAnswer Effects::report(
    const CallAction& call, const ConversationState& state, std::string_view key, Batch& batch
) {
    std::string summary = turn::summary_of(state, batch.content->script);
    const Ticket ticket = tickets_.report(call.args, state, std::move(summary), key, batch);
    return {.n = call.n, .value = make_record("ticket", ticket_fields(ticket, 0))};
}

}  // namespace clerk::app
