// Cards: what of a record is shown, in which order and form. The layouts are fixed here, their
// labels are content's shared texts `card.<kind>.<field>` and `card.<kind>.title`.
#pragma once

#include "flow/text.hpp"
#include "flow/wording.hpp"
#include "model/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::flow {

[[nodiscard]] std::vector<std::string> card_kinds();
// The record type a card of this kind is made of ("return" → "rma"); empty: no such kind.
[[nodiscard]] std::string_view card_record(std::string_view kind);
// The labels the kind needs of content: "title", then its fields.
[[nodiscard]] std::vector<std::string> card_labels(std::string_view kind);

// Fields that are unset have no line. nullopt: no such kind, or the value is no record of its type.
[[nodiscard]] std::optional<Card> make_card(
    std::string_view kind, const Value& of, const Wording& wording, const Rendering& how
);
// The same for channels without cards: the title, a line a field, a line a row.
[[nodiscard]] std::string card_text(const Card& card, Lang lang);

}  // namespace clerk::flow
