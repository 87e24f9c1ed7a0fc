#include "cli/retold.hpp"

#include "base/limits.hpp"
#include "turn/take_turn.hpp"

#include <algorithm>
#include <utility>

namespace clerk::cli {
namespace {

// What the clerk said; notices about people in the queue are not its words.
void add_words(const Events& events, std::vector<std::string>& said) {
    for (const Event& event : events) {
        const auto* one = std::get_if<Said>(&event);
        if (one && one->message.from == From::bot) said.push_back(one->message.text);
    }
}

struct Answered {
    std::string action;
    std::string failure;
    Value value;
};

// What the ticket was: all that a hand-over's answer holds which is not lost.
Value ticket_of(const TicketLinked& link) {
    return make_record(
        "ticket", {{"id", static_cast<std::int64_t>(link.ticket.value)}, {"number", link.number}}
    );
}

// The answers of a turn's actions, in order: a result stands as what was made of it at once.
std::vector<Answered> answers_of(const Events& turn) {
    std::vector<Answered> all;
    for (const Event& event : turn) {
        if (const auto* answer = std::get_if<ActionAnswered>(&event)) {
            all.push_back({answer->action, answer->failure, {}});
        } else if (const auto* set = std::get_if<SlotSet>(&event); set && !all.empty()) {
            const bool result = set->source == "action" && set->name != "failure";
            if (result && !all.back().value.is_set()) all.back().value = set->value;
        } else if (const auto* link = std::get_if<TicketLinked>(&event); link && !all.empty()) {
            if (link->ticket) all.back().value = ticket_of(*link);
        }
    }
    return all;
}

std::string action_of(const Effect& effect) {
    const auto* call = std::get_if<CallAction>(&effect);
    return call ? call->action : std::string("hand_off");
}

std::uint32_t number_of(const Effect& effect) {
    return std::visit([](const auto& one) { return one.n; }, effect);
}

std::vector<std::string> said_now(
    ConversationState state,
    const turn::ShopperSays& words,
    UnixMillis now,
    std::vector<Answered> answers,
    const turn::Script& script
) {
    std::vector<std::string> said;
    turn::Outcome outcome = turn::take_turn(std::move(state), words, script, now);
    add_words(outcome.events, said);
    auto next = answers.begin();
    for (std::size_t round = 0; outcome.effect && round < limits::effect_rounds_max; ++round) {
        const std::string action = action_of(*outcome.effect);
        if (next == answers.end() || next->action != action) {
            said.push_back("[" + action + "]");
            break;
        }
        EffectAnswer answer;
        answer.n = number_of(*outcome.effect);
        answer.failure = next->failure;
        answer.value = std::move(next->value);
        ++next;
        outcome = turn::take_turn(std::move(outcome.state), answer, script, now);
        add_words(outcome.events, said);
    }
    return said;
}

}  // namespace

std::optional<Difference> retold(
    const ConversationState& before, const Events& turn, const turn::Script& script
) {
    const auto* first = turn.empty() ? nullptr : std::get_if<Said>(&turn.front());
    const bool theirs = first && first->message.from == From::shopper && before.owner == Owner::bot;
    if (!theirs) return std::nullopt;
    turn::ShopperSays words;
    words.client_id = first->message.client_id;
    words.choice = first->message.choice;
    words.text = first->message.text;
    words.understanding = script.lexicon->understand(words.text);
    words.content_hash = first->content_hash;
    Difference difference{first->seq, words.text, {}, {}};
    add_words(turn, difference.was);
    difference.now = said_now(before, words, first->at, answers_of(turn), script);
    if (difference.was == difference.now) return std::nullopt;
    return difference;
}

}  // namespace clerk::cli
