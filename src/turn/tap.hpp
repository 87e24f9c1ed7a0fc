// Buttons that belong to a question. Each carries the mark of the question it was shown with, so
// that a "yes" to what was asked a while ago can never answer what is asked now. The same question
// asked again has the same mark: its older buttons still do.
#pragma once

#include "model/conversation.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::turn {

// Of a question at this step of the frame; never 0. The words count where nothing else tells two
// questions of one step apart: a confirmation.
[[nodiscard]] std::uint32_t mark_of(
    const Frame* frame, const Awaiting& question, std::string_view words
);

// "yes" of the question 0x1a2b3c is the button "yes@1a2b3c".
[[nodiscard]] std::string marked(std::string_view option, std::uint32_t mark);

struct Tap {
    std::string option;
    std::uint32_t mark = 0;  // 0: it carries none
};

[[nodiscard]] Tap tap_of(std::string_view choice);

}  // namespace clerk::turn
