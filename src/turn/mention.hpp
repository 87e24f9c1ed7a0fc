// Values in words: what a rule captured, what a clause mentions, what earlier messages held. Which
// types may be found where is decided here, so that a bare number or a "yes" never fills a slot
// that nobody was asked about.
#pragma once

#include "flow/flow.hpp"
#include "turn/rank.hpp"
#include "turn/working.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

// The part of a message that one clause is, as a message of its own.
[[nodiscard]] nlu::Understanding clause_alone(
    const nlu::Understanding& message, std::size_t clause
);
// The shopper's own words of a span of the normal form.
[[nodiscard]] std::string original(const nlu::Understanding& message, nlu::Span span);
// The same with the words of `taken` cut out.
[[nodiscard]] std::string words_without(
    const nlu::Understanding& message, nlu::Span span, std::vector<nlu::Span> taken
);

// Anything that is said answers a question about such a type.
[[nodiscard]] bool is_free(std::string_view type);
// May be taken from words that answer no question: never yes_no, free text or a bare number.
[[nodiscard]] bool tells_itself(std::string_view type);

// The one value of `type` that `within` mentions; nullopt: none, or several that differ.
[[nodiscard]] std::optional<nlu::Mention> only_mention(
    const Turn& turn, std::string_view type, const nlu::NormalText& text, nlu::Span within
);

// A run of so many digits in words that tell no value of the type, and no phone number either: a
// number that was mistyped, or copied in part. Empty: there is none.
[[nodiscard]] std::string off_number(
    const Turn& turn, std::string_view type, const std::string& words, std::size_t digits_min
);
// Of digits that nobody has asked for, so many are more than a quantity, a floor or a model.
constexpr std::size_t telling_digits_min = 6;

// The one value that `within` mentions beside `than`: "not 1234, it is 5678".
[[nodiscard]] std::optional<Value> other_mention(
    const Turn& turn,
    std::string_view type,
    const nlu::NormalText& text,
    nlu::Span within,
    const Value& than
);

// The options that words name by parts of their labels; where one says all that another says and
// more, the one alone.
[[nodiscard]] std::vector<const Option*> named_options(
    const Turn& turn, const std::vector<Option>& options, const std::string& words
);
// The one such option; null: none, or several.
[[nodiscard]] const Option* named_option(
    const Turn& turn, const std::vector<Option>& options, const std::string& words
);
// A thing that the running errand's words call by its name (the aside `thing`), when no option
// bears it; empty: there is none.
[[nodiscard]] std::string missing_thing(const Turn& turn, const std::vector<Option>& options);

// "Order" beside a number is what the slot is called (the text slot.NAME), not a wish; so is
// nothing.
[[nodiscard]] bool names_slot(const Turn& turn, std::string_view slot, std::string_view normal);

// Whether the words hold what the slot is called.
[[nodiscard]] bool calls_slot(const Turn& turn, std::string_view slot, std::string_view normal);

// Whether `within` says a value of the slot's type and nothing else but how the slot is called.
[[nodiscard]] bool tells_only(
    const Turn& turn,
    const flow::SlotSpec& slot,
    const nlu::Understanding& message,
    nlu::Span within
);

// What starts an errand: slots its rule captured, and the words that nobody has taken yet.
struct Opening {
    NamedValues slots;
    std::string heard;
    bool anew = false;  // "another order": nothing that was kept is meant
    bool same = false;  // "it", "instead": it is about what the errand under way is about
    std::string story;  // the clause, where it tells something beside the wish itself
};

[[nodiscard]] Opening opening_of(
    const Turn& turn,
    const nlu::Understanding& message,
    const nlu::Clause& clause,
    const Candidate& winner
);

// Whether the flow asks for the slot; others are only given or computed.
[[nodiscard]] bool is_collected(const flow::Flow& flow, std::string_view slot);

// Whether the words tell one value of the type to whoever has not asked for it.
[[nodiscard]] bool tells_value(const Turn& turn, std::string_view type, const std::string& words);

// A value for an unset slot from what the running flow has heard.
struct Found {
    Value value;
    std::uint32_t heard = 0;  // index into Frame::heard …
    std::string left;         // … and that message without the words that gave the value
};

[[nodiscard]] std::optional<Found> find_heard(const Turn& turn, const flow::AskSlot& question);

}  // namespace clerk::turn
