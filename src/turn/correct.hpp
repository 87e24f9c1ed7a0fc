// "No, the other order": earlier answers changed. Going back never crosses something that was
// written on the strength of the old answer (flow/advance.hpp knows), and keeps later answers that
// still do.
#pragma once

#include "turn/answer.hpp"
#include "turn/working.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::turn {

struct Change {
    std::string slot;
    Value value;
};

// Marks the parts that tell what the errand has asked for or has yet to ask for: the order's number
// while a return asks for its reason, the reason while it asks for the order.
void note_told(const Turn& turn, const nlu::Understanding& message, Reading& reading);

// Whether the words of `within` mean something only because they are one of the choices of what the
// frame asks for.
[[nodiscard]] bool is_told(
    const Turn& turn, const nlu::Understanding& message, nlu::Span within, const Frame& frame
);

// "The other one", and no more: of what, the question tells.
[[nodiscard]] bool says_other_one(const Turn& turn, const nlu::Understanding& message);

// A new value for an answered slot of the running flow, or the first for one that was skipped, in
// the clauses that answer and mean nothing else (`anywhere`: in all of them). nullopt: none, or it
// could be one of several slots.
[[nodiscard]] std::optional<Change> find_change(
    const Turn& turn, const nlu::Understanding& message, const Reading& reading, bool anywhere
);
// Another element of a list than the one that was chosen from it.
[[nodiscard]] std::optional<Change> find_other_choice(const Turn& turn, const std::string& words);
// Puts the new value in the old one's place; says so, or that it is too late.
void change_slot(Turn& turn, const Change& change);
// The answered slot that words call by its name: "change the reason".
[[nodiscard]] std::optional<std::string> slot_called(
    const Turn& turn, const nlu::Understanding& message
);
// Whether the running flow has been given an answer that could be corrected.
[[nodiscard]] bool has_answers(const Turn& turn);
// Asks for the slot again.
void reopen_slot(Turn& turn, const std::string& slot);

// "No" to a confirmation, or "that's wrong" without saying what: the given answers as choices; the
// only one there is, is asked again at once.
[[nodiscard]] Then ask_what_to_change(Turn& turn);
[[nodiscard]] bool asks_what_to_change(const Awaiting& awaiting);
// The slot that such a choice stands for.
[[nodiscard]] std::optional<std::string> slot_to_change(std::string_view option);

}  // namespace clerk::turn
