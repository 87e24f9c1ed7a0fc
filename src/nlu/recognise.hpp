// Values in words: where they are mentioned in a text, and what a whole message means as the answer
// to a question. Behind Lexicon's mentions, answer and pick, which say what is promised.
#pragma once

#include "nlu/lexicon.hpp"
#include "nlu/types.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

[[nodiscard]] std::vector<Mention> find_mentions(
    const Types& types, std::string_view type, const NormalText& text, Span within, Here here
);

[[nodiscard]] std::optional<Value> read_answer(
    const Types& types, std::string_view type, const Understanding& message, Here here
);

[[nodiscard]] std::optional<std::size_t> pick_option(
    const Normaliser& normaliser, std::span<const std::string> labels, const Understanding& message
);

}  // namespace clerk::nlu
