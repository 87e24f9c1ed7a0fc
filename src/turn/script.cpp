#include "turn/script.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

using std::string_view;

constexpr std::array builtins{
    SystemName{"shopper", "record:shopper"},
    SystemName{"now", "date_time"},
    SystemName{"lang", "choice:lang"},
    SystemName{"channel", "choice:channel"},
    SystemName{"another", "bool"},
    SystemName{"under_way", "bool"},
    SystemName{"failure", "choice:failure", true}};

constexpr std::array title_name{SystemName{"title", "text"}};
constexpr std::array value_name{SystemName{"value", "text"}};
constexpr std::array only_names{SystemName{"value", "text"}, SystemName{"only", "text"}};
constexpr std::array agent_name{SystemName{"name", "text"}};
constexpr std::array order_name{SystemName{"order_no", "order_no"}};
constexpr std::array ticket_names{
    SystemName{"number", "text"},
    SystemName{"position", "count", true},
    SystemName{"opens", "date_time", true}};

constexpr std::array texts{
    // --- talking
    SystemText{"greeting", "a new conversation begins; the main intents' buttons follow", {}},
    SystemText{"help", "\"what can you do?\"; the main intents' buttons follow", {}},
    SystemText{"repeat_nothing", "\"say that again\" before the clerk has said anything", {}},
    SystemText{"affirm_idle", "\"yes\", \"ok\" while no question is open", {}},
    SystemText{"deny_idle", "\"no\" while no question is open", {}},
    SystemText{"waiting", "\"ok\" to a question that wants words: take your time", {}},
    SystemText{"stale_choice", "a button of a question that is no longer open was pressed", {}},
    // --- not understood: each asks differently, and the last fetches a person
    SystemText{"fallback.1", "not understood: please say it in other words", {}},
    SystemText{"fallback.no_words", "the same for emoji and marks without a word", {}},
    SystemText{"fallback.number", "the same for a number and nothing else", {}},
    SystemText{"fallback.language", "the same for words that are neither Chinese nor English", {}},
    SystemText{"fallback.2", "again not understood: pick one of the buttons (main intents)", {}},
    SystemText{"fallback.3", "a third time: shall a person help? (button)", {}},
    SystemText{"fallback.person", "still not understood: a colleague is called", {}},
    SystemText{"clarify", "two or more meanings fit: did you mean one of the buttons?", {}},
    SystemText{"did_you_mean", "no rule knows it, but it is like one of the buttons", {}},
    SystemText{"none_of_these", "label of the clarification's last button", {}},
    SystemText{"clarify_none", "the shopper chose \"none of these\": say it differently", {}},
    // --- inside an errand
    SystemText{"resume", "back to an errand; its question follows", title_name},
    SystemText{
        "restated", "asked for again while it is under way; its question follows", title_name},
    SystemText{"resume_offer", "a digression is over: go on with <title>? (buttons)", title_name},
    SystemText{"resume_which", "the same, several errands being interrupted", {}},
    SystemText{"resume_none", "label of the offer's last button", {}},
    SystemText{"resume_dropped", "none of several interrupted errands goes on", {}},
    SystemText{"next_errand", "the second thing of one message is begun now", title_name},
    SystemText{"not_among", "<value> is named, but is in none of the choices", value_name},
    SystemText{"is_phone", "a phone number where another number was asked for", {}},
    SystemText{"number_off", "<value> has too few or too many digits to be one", value_name},
    SystemText{"invalid_default", "no usable answer; type and slot have no text of their own", {}},
    SystemText{
        "answer_first",
        "a question named beside an errand is answered before the errand goes on",
        title_name},
    SystemText{
        "only_this", "<value> is named, but the one thing there is, is called <only>", only_names},
    SystemText{"confirm_last", "neither yes nor no once more; the confirmation's text follows", {}},
    SystemText{"confirm_again", "neither yes nor no; the confirmation's text follows", {}},
    SystemText{"confirm_no", "\"no\" to a confirmation: what to change? (values as buttons)", {}},
    SystemText{"choose_again", "none of the choices; the question follows", {}},
    SystemText{"corrected", "an earlier answer was changed to <value>", value_name},
    SystemText{"reopened", "an earlier answer is asked again, the question follows", {}},
    SystemText{"too_late", "a correction of what has already been carried out", {}},
    SystemText{"noted", "a value was told that is not asked for now; the question follows", {}},
    SystemText{"skip_not_possible", "\"skip\" at a question that must be answered", {}},
    SystemText{"why_default", "\"why do you ask?\" at a slot without its own reason", {}},
    SystemText{"why_confirm", "\"why?\" at a confirmation without its own reason", {}},
    SystemText{"why_idle", "\"why?\" of what was told; a button offers a person", {}},
    SystemText{"cancelled", "the errand was dropped at the shopper's wish", title_name},
    SystemText{"restarted", "the errand begins anew", title_name},
    SystemText{"nothing_open", "cancel, restart, skip, why or a correction with nothing open", {}},
    // --- who is it
    SystemText{"sign_in", "this needs a signed-in shopper; a button offers a person", {}},
    SystemText{"signed_in", "notice: the shop vouched for <name>", agent_name},
    SystemText{"not_proven", "order number and digits do not fit (never says which)", order_name},
    SystemText{
        "not_proven_again", "the same, and asks for the digits or the number again", order_name},
    SystemText{"too_many_proofs", "too many wrong tries; a button offers a person", {}},
    // --- people
    SystemText{"handing_over", "said before a hand-off: a colleague will help", {}},
    SystemText{
        "handed_off",
        "notice: in the queue, ticket <number>, place <position>; closed until <opens>",
        ticket_names},
    SystemText{"handoff_failed", "the queue cannot be reached: please try later", {}},
    SystemText{"agent_joined", "notice: <name> has taken over", agent_name},
    SystemText{"agent_left", "notice: <name> has given the chat back", agent_name},
    SystemText{"resolved", "notice: <name> has closed the matter", agent_name},
    SystemText{"returned_to_bot", "after agent_left: the clerk is here again", {}},
    SystemText{"resolved_bye", "after resolved: the clerk's good-bye", {}},
    SystemText{"summary.errand", "for the agent, before what the chat is about", {}},
    SystemText{"summary.proven", "for the agent, before an order that is the shopper's", {}},
    SystemText{"summary.also", "for the agent, before what the shopper wanted next", {}},
    SystemText{"summary.last_words", "for the agent, before the shopper's last words", {}},
    // --- what goes wrong
    SystemText{"action_failed", "an action cannot be done now; a button offers a person", {}},
    SystemText{"action_slow", "an action is not answered now; it is tried again in a moment", {}},
    SystemText{"action_given_up", "it was not, three times: a colleague carries on", {}},
    SystemText{"internal_error", "a fault of ours; a colleague is called", {}},
    SystemText{
        "content_changed",
        "the errand's script was edited under way; a button begins anew",
        title_name},
    // --- silence
    SystemText{"nudge", "the shopper has been silent at an open question", {}},
    SystemText{"closed_silence", "a long silence; what is open can be taken up again", {}},
};

template <class Map>
auto find_in(const Map& map, string_view name) -> const typename Map::mapped_type* {
    const auto at = map.find(name);
    return at == map.end() ? nullptr : &at->second;
}

}  // namespace

const Intent* Script::intent(string_view id) const {
    const auto at = std::ranges::find(intents, id, &Intent::id);
    return at == intents.end() ? nullptr : &*at;
}

const Intent* Script::role(string_view role) const {
    const auto at = std::ranges::find(intents, role, &Intent::role);
    return at == intents.end() ? nullptr : &*at;
}

const flow::Flow* Script::flow(string_view id) const {
    return find_in(flows, id);
}

const flow::MessageText* Script::text(string_view name) const {
    return find_in(texts, name);
}

const TypeInfo* Script::type(string_view name) const {
    return find_in(types, name);
}

std::span<const SystemName> builtin_names() {
    return builtins;
}

std::span<const SystemText> system_texts() {
    return turn::texts;
}

const std::vector<string_view>& required_texts() {
    static const std::vector<string_view> names = [] {
        std::vector<string_view> all;
        for (const SystemText& text : system_texts())
            all.push_back(text.name);
        return all;
    }();
    return names;
}

const std::vector<string_view>& required_flows() {
    // takes: [order_no]; collects the phone's last digits; calls identity.prove; fails: not_found,
    // too_many. It says nothing of the outcome: the turn does.
    static const std::vector<string_view> names{"system/prove_order"};
    return names;
}

const std::vector<string_view>& required_roles() {
    static const std::vector<string_view> names{
        "human_agent", "cancel", "repeat", "help", "affirm", "deny"};
    return names;
}

const std::vector<string_view>& known_roles() {
    static const std::vector<string_view> names{
        "human_agent",
        "cancel",
        "repeat",
        "help",
        "affirm",
        "deny",
        "restart",
        "skip",
        "wait",
        "why",
        "correct",
        "another",
        "it",
        "instead",
        "thing",
        "small_talk"};
    return names;
}

}  // namespace clerk::turn
