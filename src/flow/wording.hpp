// What a running flow reads of content beyond its own steps: labels and titles. The turn implements
// it on its Script; nothing here knows where they come from.
#pragma once

#include "flow/text.hpp"
#include "model/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::flow {

class Wording : public Labels {
public:
    // The ids of a choice type in their written order; `type` without "choice:".
    [[nodiscard]] virtual std::vector<std::string> choice_ids(std::string_view type) const = 0;
    // The shared text `card.<kind>.<field>`; `title` names the card itself. Empty: none.
    [[nodiscard]] virtual std::string card_label(
        std::string_view kind, std::string_view field, Lang lang
    ) const = 0;
    // What a button that starts this intent is called.
    [[nodiscard]] virtual std::string intent_title(std::string_view intent, Lang lang) const = 0;
};

}  // namespace clerk::flow
