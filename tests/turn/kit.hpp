// A small shop of three errands built by hand, and a chat with it that reads like one: what the
// turn's tests speak. Every stimulus that a Chat is given is checked for what holds always (replay
// == state, dense seq, bounds, silence while people own the chat).
#pragma once

#include "turn/script.hpp"
#include "turn/take_turn.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn::kit {

constexpr UnixMillis noon{1'719'806'400'000};  // 2024-07-01 12:00 in China

// --- building content

flow::Text text(std::string_view zh, std::string_view en);
flow::MessageText said(std::string_view zh, std::string_view en);
flow::ExprPtr expr(std::string_view source);
flow::Path path(std::string_view dotted);
flow::Arg pass(std::string name);  // the name as itself

// Adds intents and rules together.
class Words {
public:
    Words();
    Intent& intent(std::string id, std::string starts = {});
    void phrase(std::string_view intent, std::string text);
    void exactly(std::string_view intent, std::string text);
    void vaguely(std::string_view intent, std::string text);
    void unless(std::string_view intent, std::string text);
    // For what no rule knows.
    void example(std::string_view intent, std::string text);

    void type(nlu::TypeSource source) { source_.types.push_back(std::move(source)); }

    void into(Script& script);

private:
    void rule(std::string_view intent, nlu::RuleKind kind, std::string text);

    nlu::LexiconSource source_;
    std::vector<Intent> intents_;
};

// order_status (proven order), returns (proven; item, reason, confirm), points (signed in),
// complaint (free text, optional order), the roles, and every system text as "[name] …".
Script shop();
const Script& shared_shop();

Value order(std::string no, std::vector<std::string> items);

// --- chatting

// Answers for actions, by name: the failure's name or a value; the last one repeats.
struct Stub {
    Value value;
    std::string failure;
};

class Chat {
public:
    explicit Chat(const Script& script = shared_shop(), Lang lang = Lang::zh);

    void stub(std::string action, Stub answer) { stubs_[std::move(action)].push_back(answer); }

    // Each returns what was said by others than the shopper, one string a message.
    std::vector<std::string> says(std::string text);
    // An id without a mark is meant for the open question.
    std::vector<std::string> taps(std::string choice, std::string label);
    std::vector<std::string> does(const Stimulus& stimulus);
    std::vector<std::string> waits(Millis time);  // and the timer fires, if one is due

    void sign_in();

    const ConversationState& state() const { return state_; }

    const Events& all_events() const { return all_; }

    const Events& events() const { return turn_; }  // of the last turn

    const std::vector<Effect>& effects() const { return effects_; }  // of the last turn

    const Message& last() const { return state_.last_reply; }

    // The slot of the running frame; unset: none.
    Value slot(std::string_view name) const;
    std::string flow() const;  // "" : none runs

    template <class Kind>
    int count() const {
        int n = 0;
        for (const Event& event : turn_)
            n += std::holds_alternative<Kind>(event);
        return n;
    }

    template <class Kind>
    const Kind* find() const {
        for (const Event& event : turn_) {
            if (const auto* found = std::get_if<Kind>(&event)) return found;
        }
        return nullptr;
    }

    UnixMillis now = noon;

private:
    EffectAnswer answer(const Effect& effect);
    void check_invariants(const ConversationState& before, const Stimulus& stimulus) const;

    const Script* script_;
    ConversationState state_;
    Events all_;
    Events turn_;
    std::vector<Effect> effects_;
    std::map<std::string, std::vector<Stub>> stubs_;
    std::map<std::string, std::size_t> used_;
    std::uint64_t next_id_ = 1;
};

std::vector<std::string> labels(const Message& message);
std::vector<std::string> ids(const Message& message);  // without their marks

}  // namespace clerk::turn::kit
