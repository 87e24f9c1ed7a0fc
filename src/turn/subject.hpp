// What "it" is: the order that was last shown or talked of. It is remembered like a kept slot,
// under a name that no flow can have, so it is as old as it is and goes when another shopper signs
// in. It opens an errand that the shopper means it by ("return it", 退掉它), to no more effect than
// if its number had been typed: whose it is, is proven as ever.
#pragma once

#include "flow/buttons.hpp"
#include "turn/wish.hpp"
#include "turn/working.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::turn {

// A type that records are known by: an order's number. Mere words name nothing for certain.
[[nodiscard]] bool names_record(std::string_view type);

// The value of a slot is talked of from now on; nothing happens where its type is no record's name.
void talk_of(Turn& turn, std::string_view type, const Value& value);
// So is what the buttons of a message are about.
void talk_of(Turn& turn, const Message& shown);

// What the wish's errand is about, as a slot that opens it, unless its words have given one.
void open_about(const Turn& turn, const flow::Subject& about, Wish& wish);
// The same of what is talked of, where the clause refers to it and nothing else.
void open_about_it(const Turn& turn, const nlu::Clause& clause, Wish& wish);

// The button of the one errand that the words name ("cancel it") among those that are about such a
// thing as is talked of; nullopt: none, or several.
[[nodiscard]] std::optional<std::string> button_about_it(
    const Turn& turn, const std::string& words
);

}  // namespace clerk::turn
