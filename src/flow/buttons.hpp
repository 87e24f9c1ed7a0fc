// The ids of buttons that start an intent: "intent:return_item"; below a card that shows an order,
// with what it is about: "intent:return_item?order_no=2024061234". So a tap means the order that
// was shown, however much has been said since, and to no more effect than if it had been typed.
#pragma once

#include "model/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::flow {

// What a card's record is known by: the type of that value and the value, as a text.
struct Subject {
    std::string type;
    std::string value;

    friend bool operator==(const Subject&, const Subject&) = default;
};

// nullopt: the record goes by mere words, or by nothing.
[[nodiscard]] std::optional<Subject> subject_of(const Value& record);

[[nodiscard]] std::string intent_button_id(
    std::string_view intent, const std::optional<Subject>& about = std::nullopt
);

struct IntentButton {
    std::string intent;
    std::optional<Subject> about;
};

// nullopt: a button that answers a question.
[[nodiscard]] std::optional<IntentButton> read_intent_button(std::string_view id);

}  // namespace clerk::flow
