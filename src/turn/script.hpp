// The Script: everything take_turn needs of content, compiled and immutable: the lexicon, the
// intents, the flows, the shared texts and type labels. content/ builds it, one shared_ptr to const
// is swapped at a reload; a turn sees exactly one.
#pragma once

#include "base/time.hpp"
#include "flow/flow.hpp"
#include "model/hours.hpp"
#include "nlu/lexicon.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

enum class IntentScope : unsigned char { anywhere, always, flow };

// What a shopper can mean. `starts` names a flow, else `answer` is said.
struct Intent {
    std::string id;
    flow::Text title;
    std::string starts;
    flow::MessageText answer;
    std::vector<std::string> buttons;  // shown with `answer`
    IntentScope scope = IntentScope::anywhere;
    std::string of_flow;  // scope flow: only while this flow runs
    // A meaning that the turn acts on itself, one of known_roles(); empty for all others. `answer`
    // given beside "help", "affirm" or "deny" is said instead of the system's text. "small_talk" is
    // said only when the message holds nothing else, and never clarified.
    std::string role;
    std::string raises;  // a priority: words of this intent, in any message, lift the ticket to it
    std::string origin;  // file:line
};

// A type of config/types: its labels and what to say of an answer that is none.
struct TypeInfo {
    std::string name;
    bool is_choice = false;
    std::vector<std::pair<std::string, flow::Text>> labels;  // choice ids in order
    flow::MessageText invalid;
};

struct Settings {
    UtcOffset offset;
    std::string currency = "CNY";
    std::vector<std::string> main_intents;  // buttons of the greeting, the help and fallback.2
    int not_understood_handoff = 3;         // this many in a row: offer a person
    Millis keep_for = minutes(30);          // `keep: true` slots
    OpenHours people;                       // when they answer
    Millis nudge_after{};                   // 0: never
    Millis close_after{};
};

struct Script {
    std::shared_ptr<const nlu::Lexicon> lexicon;
    std::vector<Intent> intents;                           // parallel to lexicon->intents()
    std::map<std::string, flow::Flow, std::less<>> flows;  // system flows are named "system/…"
    std::map<std::string, flow::MessageText, std::less<>> texts;  // shared texts by name
    std::map<std::string, TypeInfo, std::less<>> types;
    Settings settings;
    std::uint64_t hash = 0;

    // Each nullptr when there is none.
    [[nodiscard]] const Intent* intent(std::string_view id) const;
    [[nodiscard]] const Intent* role(std::string_view role) const;  // the first intent that has it
    [[nodiscard]] const flow::Flow* flow(std::string_view id) const;
    [[nodiscard]] const flow::MessageText* text(std::string_view name) const;
    [[nodiscard]] const TypeInfo* type(std::string_view name) const;
};

struct SystemName {
    std::string_view name;
    std::string_view type;  // a TypeName
    bool maybe_unset = false;
};

// The names every text and condition may read: shopper now lang channel; another, whether the
// shopper asked for another one than the last; under_way, whether an errand is; and failure, which
// is set in the branch of a failed call or start.
[[nodiscard]] std::span<const SystemName> builtin_names();

// A shared text that the turn itself says: when, and with which names beside the built-in ones.
struct SystemText {
    std::string_view name;  // its key in config/texts
    std::string_view when;  // for people who write it
    std::span<const SystemName> names;
};

[[nodiscard]] std::span<const SystemText> system_texts();

// The shared texts, system flows and roles of intents that a script must have; `check` refuses a
// content folder that lacks one, naming the file it is expected in.
[[nodiscard]] const std::vector<std::string_view>& required_texts();  // names of system_texts()
[[nodiscard]] const std::vector<std::string_view>& required_flows();
[[nodiscard]] const std::vector<std::string_view>& required_roles();
// Every role an intent may have.
[[nodiscard]] const std::vector<std::string_view>& known_roles();

}  // namespace clerk::turn
