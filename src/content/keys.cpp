#include "content/keys.hpp"

#include <array>
#include <cstddef>

namespace clerk::content {
namespace {

using enum Shape;

template <std::size_t A, std::size_t B>
constexpr std::array<KeySpec, A + B> operator+(
    const std::array<KeySpec, A>& a, const std::array<KeySpec, B>& b
) {
    std::array<KeySpec, A + B> all;
    for (std::size_t i = 0; i < A + B; ++i)
        all[i] = i < A ? a[i] : b[i - A];
    return all;
}

// Every step but `if` and `label` may carry it.
constexpr std::array guarded{KeySpec{"if", condition, "the step is taken only then"}};

constexpr std::array intent_keys{
    KeySpec{"intent", word, "its id, as the file is called", true},
    KeySpec{"title", languages, "what it is called on a button", true},
    KeySpec{"starts", word, "the flow that it starts"},
    KeySpec{"answer", message, "what is said, when no flow is needed"},
    KeySpec{"buttons", texts, "intents offered below the answer"},
    KeySpec{
        "role",
        word,
        "a meaning that the clerk acts on itself: cancel, repeat, human_agent …",
        false,
        nullptr,
        "role"},
    KeySpec{
        "raises",
        word,
        "a priority: its words, in any message, lift the ticket to it",
        false,
        nullptr,
        "priority"},
    KeySpec{
        "scope",
        word,
        "`always`: also while another errand is under way",
        false,
        nullptr,
        "=always"},
    KeySpec{"flow", word, "only while this flow runs"},
    KeySpec{"phrases", texts, "anywhere in a clause"},
    KeySpec{"vaguely", texts, "phrases that count only where nothing more definite is said"},
    KeySpec{"exactly", texts, "the whole message, politeness aside"},
    KeySpec{"re2", texts, "raw RE2, for what phrases cannot say"},
    KeySpec{"unless", texts, "phrases that veto the intent in their clause"},
    KeySpec{"nowhere", texts, "phrases that veto the intent in the whole message"},
    KeySpec{"examples", texts, "messages that must win for this intent"},
    KeySpec{"not_examples", texts, "messages that must not"},
};

constexpr std::array flow_keys{
    KeySpec{"flow", word, "its id, as the file is called", true},
    KeySpec{"title", languages, "what the errand is called", true},
    KeySpec{"needs", either, "none, signed_in, or {order_owner: slot}", false, &keys::needs},
    KeySpec{"takes", texts, "slots that a starting flow fills"},
    KeySpec{"gives", texts, "the name whose value the starting flow receives"},
    KeySpec{"fails", texts, "failures that `end` may name"},
    KeySpec{"slots", named, "what it asks for: name → type", false, &keys::slot},
    KeySpec{"silence", mapping, "its own nudge and close", false, &keys::silence},
    KeySpec{"steps", steps, "what it does, in order", true},
};

constexpr std::array slot_keys{
    KeySpec{"type", word, "a built-in type or one of config/types", true},
    KeySpec{"keep", flag, "yes: shared by name and type over the conversation"},
    KeySpec{"why", message, "the answer to \"why do you ask?\""},
    KeySpec{"invalid", message, "said of an answer that is none; default: the type's"},
};

constexpr std::array needs_keys{
    KeySpec{"order_owner", word, "the slot that holds the order's number", true},
};

constexpr std::array silence_keys{
    KeySpec{"nudge", duration, "silence until the clerk asks again: 3m"},
    KeySpec{"close", duration, "silence until the errand is put away: 20m"},
};

constexpr std::array types_file_keys{
    KeySpec{"types", named, "name → type", true, &keys::type},
};

constexpr std::array type_keys{
    KeySpec{"pattern", word, "RE2 of the whole value"},
    KeySpec{"choice", named, "id → label in every language, and phrases", false, &keys::choice},
    KeySpec{"words", texts, "a list that phrases share as <name>; no kind of answer"},
    KeySpec{"invalid", message, "said of an answer that is none"},
};

constexpr std::array label_keys{
    KeySpec{"zh", word, "the label in simplified Chinese", true},
    KeySpec{"en", word, "the label in English", true},
    KeySpec{"zh-Hant", word, "the label in traditional Chinese; default: converted from zh"},
    KeySpec{"phrases", texts, "other words for it"},
};

constexpr std::array option_keys = label_keys
                                   + std::array{
                                       KeySpec{"if", condition, "offered only then"},
                                       KeySpec{"then", steps, "what is done when it is chosen"},
                                   };

constexpr std::array texts_file_keys{
    KeySpec{"texts", messages, "name → text", true},
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
    KeySpec{"kind", word, "what is laid out", true, nullptr, "card"},
    KeySpec{"of", word, "the record that it shows", true},
};

constexpr std::array say_keys =
    std::array{
        KeySpec{"say", message, "what is said", true},
        KeySpec{"card", mapping, "shown with it", false, &keys::card},
        KeySpec{"buttons", texts, "intents offered below it"},
    }
    + guarded;

constexpr std::array collect_keys =
    std::array{
        KeySpec{"collect", word, "the slot to fill", true},
        KeySpec{"ask", message, "the question", true},
        KeySpec{"again", ladder, "the question on later tries, one after another"},
        KeySpec{"from", word, "a list: its elements are the choices"},
        KeySpec{"label", message, "of an element (`it`); default: its title"},
        KeySpec{
            "unasked",
            word,
            "`first`: not asked unless another is named; `told`: unless nothing tells when"},
        KeySpec{"where", condition, "what a value must be"},
        KeySpec{"wrong", message, "said when it is not"},
        KeySpec{"optional", flag, "yes: \"skip\" leaves it unset"},
        KeySpec{"other", languages, "a further choice that is no value: its label"},
        KeySpec{"else", steps, "no usable answer, an empty list, or `other`"},
    }
    + guarded;

constexpr std::array confirm_keys =
    std::array{
        KeySpec{"confirm", message, "the question", true},
        KeySpec{"why", message, "the answer to \"why?\""},
        KeySpec{"else", steps, "\"no\"; default: ask what to change"},
    }
    + guarded;

constexpr std::array choose_keys =
    std::array{
        KeySpec{"choose", message, "the question", true},
        KeySpec{
            "of", named, "id → label in every language, phrases, if, then", true, &keys::option},
        KeySpec{"again", ladder, "the question on later tries, one after another"},
        KeySpec{"else", steps, "no usable answer"},
    }
    + guarded;

constexpr std::array branched{KeySpec{"else", branches, "failure → steps"}};

constexpr std::array call_keys =
    std::array{
        KeySpec{"call", word, "the action", true, nullptr, "action"},
        KeySpec{"with", arguments, "its arguments: [names], or argument → value"},
        KeySpec{"as", word, "the name of its result"},
    }
    + branched + guarded;

constexpr std::array start_keys =
    std::array{
        KeySpec{"start", word, "the flow", true},
        KeySpec{"with", arguments, "what it takes: [names], or name → value"},
        KeySpec{"as", word, "the name of what it gives"},
    }
    + branched + guarded;

constexpr std::array if_keys{
    KeySpec{"if", condition, "the condition", true},
    KeySpec{"then", steps, "when it holds", true},
    KeySpec{"else", steps, "when it does not"},
};

constexpr std::array label_step_keys{
    KeySpec{"label", word, "a place that `goto` may name", true},
};

constexpr std::array goto_keys =
    std::array{
        KeySpec{"goto", word, "a label at the top level of this flow", true},
    }
    + guarded;

constexpr std::array retry_keys =
    std::array{
        KeySpec{"retry", word, "the slot to ask again", true},
    }
    + guarded;

constexpr std::array set_keys =
    std::array{
        KeySpec{"set", values, "slot → value", true},
    }
    + guarded;

constexpr std::array handoff_keys =
    std::array{
        KeySpec{
            "handoff",
            either,
            "a ticket's category, or {category, priority, text}",
            true,
            &keys::handoff_details,
            "ticket_category"},
    }
    + guarded;

constexpr std::array handoff_details_keys{
    KeySpec{"category", word, "which desk it is for", false, nullptr, "ticket_category"},
    KeySpec{"priority", word, "how urgent; default: normal", false, nullptr, "priority"},
    KeySpec{"text", message, "said first; default: the system's"},
};

constexpr std::array end_keys =
    std::array{
        KeySpec{"end", word, "`done`, or a failure of this flow's `fails`", true},
    }
    + guarded;

constexpr std::array shop_keys{
    KeySpec{"shop", languages, "the shop's name", true},
    KeySpec{"utc_offset", word, "the shop's clock: +08:00"},
    KeySpec{"currency", word, "ISO 4217 code of the prices"},
    KeySpec{"languages", texts, "languages that every text must have", false, nullptr, "lang"},
    KeySpec{"main_intents", texts, "buttons below the greeting, the help and the fallback"},
    KeySpec{"not_understood_handoff", number, "so many in a row, and a person is offered"},
    KeySpec{"keep_for", duration, "how long a slot marked `keep` is remembered"},
    KeySpec{"silence", mapping, "nudge and close of all flows", false, &keys::silence},
    KeySpec{"hours", hours, "when people answer: mon-fri: [09:00-18:00], 2024-10-01: closed"},
    KeySpec{"origins", texts, "web origins that may embed the widget: https://shop.example"},
    KeySpec{"sign_in", mapping, "how the shop vouches for its customers", false, &keys::sign_in},
};

constexpr std::array sign_in_keys{
    KeySpec{"issuer", word, "`iss` of the shop's tokens", true},
    KeySpec{"audience", word, "`aud` of the shop's tokens", true},
    KeySpec{"key_file", word, "file that holds the secret"},
    KeySpec{"key_env", word, "environment variable that holds the secret"},
    KeySpec{"old_key_file", word, "file of the secret before, while it is being replaced"},
};

constexpr KeySpec policy_key(std::string_view among) {
    return {"policy", word, "which rules these are", true, nullptr, among};
}

constexpr std::array returns_policy_keys{
    policy_key("=returns"),
    KeySpec{"effective", word, "since when: 2024-07-01", true},
    KeySpec{"region", word, "where: CN"},
    KeySpec{"no_reason_days", number, "days to return without a reason"},
    KeySpec{"quality_return_days", number, "days to return what is faulty"},
    KeySpec{"quality_exchange_days", number, "days to exchange what is faulty"},
    KeySpec{"proof_on_seller_days", number, "days in which the seller proves there was no defect"},
    KeySpec{"send_back_days", number, "days to hand in the parcel"},
    KeySpec{"excluded_categories", texts, "categories not returned without a reason"},
    KeySpec{"clauses", list, "id, name and text of each clause", true, &keys::clause},
};

constexpr std::array clause_keys{
    KeySpec{"id", word, "the ruling's code", true, nullptr, "ruling_code"},
    KeySpec{"name", languages, "how it is cited", true},
    KeySpec{"text", languages, "how it is said to a shopper", true},
};

constexpr std::array complaints_policy_keys{
    policy_key("=complaints"),
    KeySpec{"promise_low_hours", number, "hours until a person answers a slight one"},
    KeySpec{"promise_medium_hours", number, "… a medium one"},
    KeySpec{"promise_high_hours", number, "… a grave one"},
};

constexpr std::array points_policy_keys{
    policy_key("=points"),
    KeySpec{"shown_entries", number, "last movements told with the balance"},
};

}  // namespace

namespace keys {

// clang-format off
const MappingSpec intent{"intent", "an intent", "what shoppers mean: intents/*.yaml", intent_keys};
const MappingSpec flow{"flow", "a flow", "what the clerk does: flows/*.yaml", flow_keys};
const MappingSpec slot{"slot", "a slot", "one value that a flow asks for", slot_keys, true};
const MappingSpec needs{"needs", "`needs`", "who must be known", needs_keys};
const MappingSpec silence{
    "silence", "`silence`", "what happens when nothing is said", silence_keys};
const MappingSpec types_file{"types", "a file of types", "config/types/*.yaml", types_file_keys};
const MappingSpec type{"type", "a type", "a kind of answer", type_keys};
const MappingSpec choice{"choice", "a choice", "one of a type's values", label_keys};
const MappingSpec texts_file{"texts", "a file of texts", "config/texts/*.yaml", texts_file_keys};
const MappingSpec line{"line", "a text", "a line in every language", line_keys};
const MappingSpec card{"card", "a card", "a record, laid out", card_keys};
const MappingSpec option{"option", "an option", "one of a choose's options", option_keys};
const MappingSpec say{"say", "`say`", "says something", say_keys};
const MappingSpec collect{"collect", "`collect`", "asks until a slot holds a value", collect_keys};
const MappingSpec confirm{"confirm", "`confirm`", "asks for a yes", confirm_keys};
const MappingSpec choose{"choose", "`choose`", "asks which way to go", choose_keys};
const MappingSpec call{"call", "`call`", "has an action done", call_keys};
const MappingSpec start{"start", "`start`", "runs another flow", start_keys};
const MappingSpec if_step{"if", "`if`", "goes one way or the other", if_keys};
const MappingSpec label{"label", "`label`", "a place to go to", label_step_keys};
const MappingSpec go_to{"goto", "`goto`", "goes to a label", goto_keys};
const MappingSpec retry{"retry", "`retry`", "asks a slot again", retry_keys};
const MappingSpec set{"set", "`set`", "gives slots values", set_keys};
const MappingSpec handoff{"handoff", "`handoff`", "fetches a person", handoff_keys};
const MappingSpec handoff_details{
    "handoff_details", "`handoff`", "which desk, how urgent", handoff_details_keys};
const MappingSpec end{"end", "`end`", "ends the flow", end_keys};
const MappingSpec shop{"shop", "the shop's settings", "config/shopclerk.yaml", shop_keys};
const MappingSpec sign_in{"sign_in", "`sign_in`", "the shop's tokens (JWT, HS256)", sign_in_keys};
const MappingSpec returns_policy{
    "returns", "the returns policy", "config/policies/returns.yaml", returns_policy_keys};
const MappingSpec clause{"clause", "a clause", "one clause of the returns policy", clause_keys};
const MappingSpec complaints_policy{
    "complaints", "the complaints policy", "config/policies/complaints.yaml",
    complaints_policy_keys};
const MappingSpec points_policy{
    "points", "the points policy", "config/policies/points.yaml", points_policy_keys};
// clang-format on

}  // namespace keys

std::span<const MappingSpec* const> step_mappings() {
    static constexpr std::array all{
        &keys::say,
        &keys::collect,
        &keys::confirm,
        &keys::choose,
        &keys::call,
        &keys::start,
        &keys::if_step,
        &keys::label,
        &keys::go_to,
        &keys::retry,
        &keys::set,
        &keys::handoff,
        &keys::end,
    };
    return all;
}

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
