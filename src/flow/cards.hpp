// Cards: what of a record is shown, in which order and form. The layouts are fixed here, their
// labels are content's shared texts `card.<kind>.<field>` and `card.<kind>.title`.
#pragma once

#include "flow/text.hpp"
#include "flow/wording.hpp"
#include "model/message.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::flow {

struct CardKind {
    std::string_view kind;    // "return"
    std::string_view record;  // the record it is made of: "rma"
};

[[nodiscard]] std::span<const CardKind> card_kinds();
// The labels the kind needs of content: "title", then its fields.
[[nodiscard]] std::vector<std::string> card_labels(std::string_view kind);

// Fields that are unset have no line. nullopt: no such kind, or the value is no record of its type.
[[nodiscard]] std::optional<Card> make_card(
    std::string_view kind, const Value& of, const Wording& wording, const Rendering& how
);

}  // namespace clerk::flow
