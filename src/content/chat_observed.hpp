// What a turn came to, as lines of a chat test: so that comparing, diffing and --update are about
// lines.
#pragma once

#include "content/chat_pattern.hpp"
#include "content/chat_test.hpp"

#include <string>
#include <vector>

namespace clerk::content {

struct Observed {
    LineKind kind = LineKind::text;
    std::string text;      // of texts and buttons; the name of cards and writes
    Pairs pairs;           // of cards and writes
    bool required = true;  // may not go unmentioned
};

[[nodiscard]] std::vector<Observed> observe(const TurnRecord& record);

[[nodiscard]] bool fits(const ChatLine& expected, const Observed& got, Captures& captures);
// Whether the line is about a card or a write of that name, whatever it says of its fields.
[[nodiscard]] bool speaks_of(const ChatLine& line, const Observed& one);
// As it would be written; `all_pairs` false: a card without its fields.
[[nodiscard]] std::string print(const Observed& observed);
[[nodiscard]] std::string print(const ChatLine& line);

// The two side by side, as few changes as possible. Empty when all fits.
[[nodiscard]] std::vector<DiffLine> diff(
    const std::vector<ChatLine>& expected, const std::vector<Observed>& got, Captures& captures
);

// A stub's value, typed by the action's result; throws std::invalid_argument with advice.
[[nodiscard]] Value stub_value(const std::string& text, const TypeName& type);

}  // namespace clerk::content
