// Mistakes as editors make them: a file with ▸ before every character that `check` must point at,
// and the words it must say there. Each goes into the small shop, the way `check` reads it; nothing
// else may be said, so that one slip is never a screenful.
#pragma once

#include "content/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::content::testing {

struct Mistake {
    std::string_view what;
    std::string_view text;
    std::string_view said;  // "warning: …" where it is one
};

struct Marked {
    std::string text;  // without the marks
    std::vector<Position> places;
};

[[nodiscard]] Marked marked(std::string_view text);

// The text as the file `path` of the small shop.
void expect(std::string_view path, std::string_view text, std::string_view said);
// The lines below the head of intents/trial.yaml, which answers.
void expect_in_intent(const Mistake& mistake);
// The steps of flows/trial.yaml, which has the slots order_no, reason, n, day and note.
void expect_in_flow(const Mistake& mistake);

}  // namespace clerk::content::testing
