#include "content/keys.hpp"

#include <array>

namespace clerk::content {
namespace {

using enum Shape;

constexpr KeySpec condition_key{"if", condition, "the step is taken only then"};

constexpr std::array intent_keys{
    KeySpec{"intent", word, "its id, as the file is called", true},
    KeySpec{"title", languages, "what it is called on a button", true},
    KeySpec{"starts", word, "the flow that it starts"},
    KeySpec{"answer", message, "what is said, when no flow is needed"},
    KeySpec{"buttons", texts, "intents offered below the answer"},
    KeySpec{"role", word, "a meaning that the clerk acts on itself: cancel, repeat, human_agent …"},
    KeySpec{"scope", word, "`always`: also while another errand is under way"},
    KeySpec{"flow", word, "only while this flow runs"},
    KeySpec{"phrases", texts, "anywhere in a clause"},
    KeySpec{"exactly", texts, "the whole message, politeness aside"},
    KeySpec{"re2", texts, "raw RE2, for what phrases cannot say"},
    KeySpec{"unless", texts, "phrases that veto the intent in their clause"},
    KeySpec{"examples", texts, "messages that must win for this intent"},
    KeySpec{"not_examples", texts, "messages that must not"},
};

constexpr std::array flow_keys{
    KeySpec{"flow", word, "its id, as the file is called", true},
    KeySpec{"title", languages, "what the errand is called", true},
    KeySpec{"needs", any, "none, signed_in, or {order_owner: slot}"},
    KeySpec{"takes", texts, "slots that a starting flow fills"},
    KeySpec{"gives", texts, "the name whose value the starting flow receives"},
    KeySpec{"fails", texts, "failures that `end` may name"},
    KeySpec{"slots", map, "what it asks for: name → type"},
    KeySpec{"silence", map, "its own nudge and close"},
    KeySpec{"steps", steps, "what it does, in order", true},
};

constexpr std::array slot_keys{
    KeySpec{"type", word, "a built-in type or one of config/types", true},
    KeySpec{"keep", word, "yes: shared by name and type over the conversation"},
    KeySpec{"why", message, "the answer to \"why do you ask?\""},
    KeySpec{"invalid", message, "said of an answer that is none; default: the type's"},
};

constexpr std::array needs_keys{
    KeySpec{"order_owner", word, "the slot that holds the order's number", true},
};

constexpr std::array silence_keys{
    KeySpec{"nudge", word, "silence until the clerk asks again: 3m"},
    KeySpec{"close", word, "silence until the errand is put away: 20m"},
};

constexpr std::array types_file_keys{
    KeySpec{"types", map, "name → type", true},
};

constexpr std::array type_keys{
    KeySpec{"pattern", word, "RE2 of the whole value"},
    KeySpec{"choice", map, "id → label in every language, and phrases"},
    KeySpec{"words", texts, "a list that phrases share as <name>; no kind of answer"},
    KeySpec{"invalid", message, "said of an answer that is none"},
};

constexpr std::array choice_keys{
    KeySpec{"zh", word, "the label in simplified Chinese", true},
    KeySpec{"en", word, "the label in English", true},
    KeySpec{"zh-Hant", word, "the label in traditional Chinese; default: converted from zh"},
    KeySpec{"phrases", texts, "other words for it"},
};

constexpr std::array texts_file_keys{
    KeySpec{"texts", map, "name → text", true},
};

constexpr std::array line_keys{
    KeySpec{"zh", word, "in simplified Chinese"},
    KeySpec{"en", word, "in English"},
    KeySpec{"zh-Hant", word, "in traditional Chinese; default: converted from zh"},
    KeySpec{"text", word, "a shared text, instead of languages"},
    KeySpec{"if", condition, "said only then"},
    KeySpec{"each", word, "a list: said once an element, which is `it`"},
};

constexpr std::array card_keys{
    KeySpec{"kind", word, "order, return or points", true},
    KeySpec{"of", word, "the record that it shows", true},
};

constexpr std::array say_keys{
    KeySpec{"say", message, "what is said", true},
    KeySpec{"card", map, "shown with it"},
    KeySpec{"buttons", texts, "intents offered below it"},
    condition_key,
};

constexpr std::array collect_keys{
    KeySpec{"collect", word, "the slot to fill", true},
    KeySpec{"ask", message, "the question", true},
    KeySpec{"again", any, "the question on later tries, one after another"},
    KeySpec{"from", word, "a list: its elements are the choices"},
    KeySpec{"label", message, "of an element (`it`); default: its title"},
    KeySpec{"where", condition, "what a value must be"},
    KeySpec{"wrong", message, "said when it is not"},
    KeySpec{"optional", word, "yes: \"skip\" leaves it unset"},
    KeySpec{"other", languages, "a further choice that is no value: its label"},
    KeySpec{"else", steps, "no usable answer, an empty list, or `other`"},
    condition_key,
};

constexpr std::array confirm_keys{
    KeySpec{"confirm", message, "the question", true},
    KeySpec{"else", steps, "\"no\"; default: ask what to change"},
    condition_key,
};

constexpr std::array choose_keys{
    KeySpec{"choose", message, "the question", true},
    KeySpec{"of", map, "id → label in every language, phrases, if, then", true},
    KeySpec{"again", any, "the question on later tries, one after another"},
    KeySpec{"else", steps, "no usable answer"},
    condition_key,
};

constexpr std::array option_keys{
    KeySpec{"zh", word, "the label in simplified Chinese", true},
    KeySpec{"en", word, "the label in English", true},
    KeySpec{"zh-Hant", word, "the label in traditional Chinese; default: converted from zh"},
    KeySpec{"phrases", texts, "other words for it"},
    KeySpec{"if", condition, "offered only then"},
    KeySpec{"then", steps, "what is done when it is chosen"},
};

constexpr std::array call_keys{
    KeySpec{"call", word, "the action", true},
    KeySpec{"with", any, "its arguments: [names], or argument → value"},
    KeySpec{"as", word, "the name of its result"},
    KeySpec{"else", map, "failure → steps"},
    condition_key,
};

constexpr std::array start_keys{
    KeySpec{"start", word, "the flow", true},
    KeySpec{"with", any, "what it takes: [names], or name → value"},
    KeySpec{"as", word, "the name of what it gives"},
    KeySpec{"else", map, "failure → steps"},
    condition_key,
};

constexpr std::array if_keys{
    KeySpec{"if", condition, "the condition", true},
    KeySpec{"then", steps, "when it holds", true},
    KeySpec{"else", steps, "when it does not"},
};

constexpr std::array label_keys{
    KeySpec{"label", word, "a place that `goto` may name", true},
};

constexpr std::array goto_keys{
    KeySpec{"goto", word, "a label at the top level of this flow", true},
    condition_key,
};

constexpr std::array retry_keys{
    KeySpec{"retry", word, "the slot to ask again", true},
    condition_key,
};

constexpr std::array set_keys{
    KeySpec{"set", map, "slot → value", true},
    condition_key,
};

constexpr std::array handoff_keys{
    KeySpec{"handoff", any, "a ticket's category, or {category, priority, text}", true},
    condition_key,
};

constexpr std::array handoff_details_keys{
    KeySpec{"category", word, "which desk it is for"},
    KeySpec{"priority", word, "how urgent; default: normal"},
    KeySpec{"text", message, "said first; default: the system's"},
};

constexpr std::array end_keys{
    KeySpec{"end", word, "`done`, or a failure of this flow's `fails`", true},
    condition_key,
};

constexpr std::array shop_keys{
    KeySpec{"shop", languages, "the shop's name", true},
    KeySpec{"utc_offset", word, "the shop's clock: +08:00"},
    KeySpec{"currency", word, "ISO 4217 code of the prices"},
    KeySpec{"languages", texts, "languages that every text must have"},
    KeySpec{"main_intents", texts, "buttons below the greeting, the help and the fallback"},
    KeySpec{"not_understood_handoff", word, "so many in a row, and a person is offered"},
    KeySpec{"keep_for", word, "how long a slot marked `keep` is remembered"},
    KeySpec{"silence", map, "nudge and close of all flows"},
    KeySpec{"origins", texts, "web origins that may embed the widget: https://shop.example"},
    KeySpec{"sign_in", map, "how the shop vouches for its customers"},
};

constexpr std::array sign_in_keys{
    KeySpec{"issuer", word, "`iss` of the shop's tokens", true},
    KeySpec{"audience", word, "`aud` of the shop's tokens", true},
    KeySpec{"key_file", word, "file that holds the secret"},
    KeySpec{"key_env", word, "environment variable that holds the secret"},
    KeySpec{"old_key_file", word, "file of the secret before, while it is being replaced"},
};

constexpr std::array returns_policy_keys{
    KeySpec{"policy", word, "returns", true},
    KeySpec{"effective", word, "since when: 2024-07-01", true},
    KeySpec{"region", word, "where: CN"},
    KeySpec{"no_reason_days", word, "days to return without a reason"},
    KeySpec{"quality_return_days", word, "days to return what is faulty"},
    KeySpec{"quality_exchange_days", word, "days to exchange what is faulty"},
    KeySpec{"proof_on_seller_days", word, "days in which the seller proves there was no defect"},
    KeySpec{"send_back_days", word, "days to hand in the parcel"},
    KeySpec{"excluded_categories", texts, "categories not returned without a reason"},
    KeySpec{"clauses", list, "id, name and text of each clause", true},
};

constexpr std::array clause_keys{
    KeySpec{"id", word, "the ruling's code", true},
    KeySpec{"name", languages, "how it is cited", true},
    KeySpec{"text", languages, "how it is said to a shopper", true},
};

constexpr std::array complaints_policy_keys{
    KeySpec{"policy", word, "complaints", true},
    KeySpec{"promise_low_hours", word, "hours until a person answers a slight one"},
    KeySpec{"promise_medium_hours", word, "… a medium one"},
    KeySpec{"promise_high_hours", word, "… a grave one"},
};

constexpr std::array points_policy_keys{
    KeySpec{"policy", word, "points", true},
    KeySpec{"shown_entries", word, "last movements told with the balance"},
};

}  // namespace

namespace keys {

const MappingSpec intent{"an intent", "what shoppers mean: intents/*.yaml", intent_keys};
const MappingSpec flow{"a flow", "what the clerk does: flows/*.yaml", flow_keys};
const MappingSpec slot{"a slot", "one value that a flow asks for", slot_keys};
const MappingSpec needs{"`needs`", "who must be known", needs_keys};
const MappingSpec silence{"`silence`", "what happens when nothing is said", silence_keys};
const MappingSpec types_file{"a file of types", "config/types/*.yaml", types_file_keys};
const MappingSpec type{"a type", "a kind of answer", type_keys};
const MappingSpec choice{"a choice", "one of a type's values", choice_keys};
const MappingSpec texts_file{"a file of texts", "config/texts/*.yaml", texts_file_keys};
const MappingSpec line{"a text", "a line in every language", line_keys};
const MappingSpec card{"a card", "a record, laid out", card_keys};
const MappingSpec option{"an option", "one of a choose's options", option_keys};
const MappingSpec say{"`say`", "says something", say_keys};
const MappingSpec collect{"`collect`", "asks until a slot holds a value", collect_keys};
const MappingSpec confirm{"`confirm`", "asks for a yes", confirm_keys};
const MappingSpec choose{"`choose`", "asks which way to go", choose_keys};
const MappingSpec call{"`call`", "has an action done", call_keys};
const MappingSpec start{"`start`", "runs another flow", start_keys};
const MappingSpec if_step{"`if`", "goes one way or the other", if_keys};
const MappingSpec label{"`label`", "a place to go to", label_keys};
const MappingSpec go_to{"`goto`", "goes to a label", goto_keys};
const MappingSpec retry{"`retry`", "asks a slot again", retry_keys};
const MappingSpec set{"`set`", "gives slots values", set_keys};
const MappingSpec handoff{"`handoff`", "fetches a person", handoff_keys};
const MappingSpec handoff_details{"`handoff`", "which desk, how urgent", handoff_details_keys};
const MappingSpec end{"`end`", "ends the flow", end_keys};
const MappingSpec shop{"the shop's settings", "config/shopclerk.yaml", shop_keys};
const MappingSpec sign_in{"`sign_in`", "the shop's tokens (JWT, HS256)", sign_in_keys};
const MappingSpec returns_policy{
    "the returns policy", "config/policies/returns.yaml", returns_policy_keys};
const MappingSpec clause{"a clause", "one clause of the returns policy", clause_keys};
const MappingSpec complaints_policy{
    "the complaints policy", "config/policies/complaints.yaml", complaints_policy_keys};
const MappingSpec points_policy{
    "the points policy", "config/policies/points.yaml", points_policy_keys};

}  // namespace keys

std::span<const MappingSpec* const> all_mappings() {
    static constexpr std::array all{
        &keys::intent,
        &keys::flow,
        &keys::slot,
        &keys::needs,
        &keys::silence,
        &keys::say,
        &keys::collect,
        &keys::confirm,
        &keys::choose,
        &keys::option,
        &keys::call,
        &keys::start,
        &keys::if_step,
        &keys::label,
        &keys::go_to,
        &keys::retry,
        &keys::set,
        &keys::handoff,
        &keys::handoff_details,
        &keys::end,
        &keys::line,
        &keys::card,
        &keys::types_file,
        &keys::type,
        &keys::choice,
        &keys::texts_file,
        &keys::shop,
        &keys::sign_in,
        &keys::returns_policy,
        &keys::clause,
        &keys::complaints_policy,
        &keys::points_policy,
    };
    return all;
}

}  // namespace clerk::content
