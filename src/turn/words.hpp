// The script's words as flow/ reads them, and the names that every text may use: what connects the
// engine of flows to one conversation and one script.
#pragma once

#include "flow/advance.hpp"
#include "model/conversation.hpp"
#include "turn/script.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

// The labels, cards and titles of a script. Holds a reference: REQUIRES the script to outlive it.
class ScriptWording : public flow::Wording {
public:
    explicit ScriptWording(const Script& script) : script_(script) {}

    [[nodiscard]] std::string label(const Choice& choice, Lang lang) const override;
    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view type) const override;
    [[nodiscard]] std::string card_label(std::string_view kind, std::string_view field, Lang lang)
        const override;
    [[nodiscard]] std::string intent_title(std::string_view intent, Lang lang) const override;

    [[nodiscard]] std::string traditional(std::string_view simplified) const override;

private:
    [[nodiscard]] std::string plain(const flow::Text& text, Lang lang) const;

    const Script& script_;
};

// shopper now lang channel. Holds references: REQUIRES state and script to outlive it.
class Builtins : public flow::ValueScope {
public:
    Builtins(const ConversationState& state, const Script& script, UnixMillis now)
        : state_(state), script_(script), now_(now) {}

    [[nodiscard]] Value find(std::string_view name) const override;

    [[nodiscard]] UtcOffset offset() const override { return script_.settings.offset; }

private:
    const ConversationState& state_;
    const Script& script_;
    UnixMillis now_;
};

// A frame's value: the shopper asked for another one than the last. Texts and conditions read it as
// `another`.
constexpr std::string_view another_mark = "$another";
// … and one that holds the number that the digits did not fit.
constexpr std::string_view unproven_mark = "$unproven";

// "choice:return_reason" and "return_reason" both name the type that config/types calls the latter.
[[nodiscard]] std::string_view type_key(std::string_view type);
// The same for the lexicon, which knows built-in types too; empty: nothing in words is of this
// type.
[[nodiscard]] std::string lexicon_type(const Script& script, std::string_view type);

}  // namespace clerk::turn
