// Whether a message says yes or no. Never by a word found somewhere in it: 不是不行, "not sure",
// 可以吗 and "no problem" each hold the other word, or ask.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace clerk::nlu {

// REQUIRES: normal form. nullopt: neither, or both.
[[nodiscard]] std::optional<bool> read_yes_no(std::string_view normal);

// A "no" that is said to the whole matter: 算了, "never mind".
[[nodiscard]] bool is_dismissal(std::string_view normal);

// A yes or no with more behind it: "yes, and where is my order", 好的，我还有多少积分.
struct AnswerAndMore {
    bool yes = false;
    bool but = false;      // "yes, but …"
    std::size_t end = 0;   // of the answer …
    std::size_t rest = 0;  // … and where what follows begins
};

// REQUIRES: the normal form of a clause. nullopt: no such beginning, or nothing behind it. An
// objection counts, spoken out or not: "yes, but …".
[[nodiscard]] std::optional<AnswerAndMore> read_answer_and_more(std::string_view normal);

}  // namespace clerk::nlu
