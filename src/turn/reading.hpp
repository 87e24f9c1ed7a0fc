// A message read against the open question: which clause answers it, what the others mean. Nothing
// is changed here; turn/message.hpp acts on it.
#pragma once

#include "turn/mention.hpp"
#include "turn/rank.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clerk::turn {

// An answer to the open question: one of its options, a value, or both. The options "$skip" and
// "$other" of flow/advance.hpp carry no value; the words that told of another may tell which.
struct Answer {
    std::string option;
    Value value;
    std::string words = {};

    friend bool operator==(const Answer&, const Answer&) = default;
};

// What a clause is to the open question and its errand. Only a wish means an intent.
enum class Use : unsigned char {
    wish,
    answer,    // to the question
    restated,  // a value that the errand has asked for before, and nothing else
    early,     // a value that it has yet to ask for, and nothing else
};

// Points into the understanding: REQUIRES it to outlive this.
struct Part {
    const nlu::Clause* clause = nullptr;
    std::vector<Candidate> ranking;  // empty: nothing fired here
    Use use = Use::wish;
    bool takes_back = false;  // "picked the wrong one", and no more: it tells no value

    [[nodiscard]] const Candidate* winner() const {
        return ranking.empty() ? nullptr : &ranking.front();
    }
};

struct Reading {
    std::optional<Answer> answer;
    std::vector<Part> parts;  // clause by clause
};

[[nodiscard]] Reading read(const Turn& turn, const nlu::Understanding& message);

// What a tapped button of the open question answers. REQUIRES: its mark is the question's.
[[nodiscard]] std::optional<Answer> tapped_answer(const Awaiting& awaiting, std::string_view id);

}  // namespace clerk::turn
