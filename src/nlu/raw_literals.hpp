// The words of a raw rule, held against the normal form: a rule whose literals no message can hold
// never matches, and its author should hear of it rather than wonder.
#pragma once

#include "nlu/normalise.hpp"
#include "nlu/phrase.hpp"

#include <string_view>
#include <vector>

namespace clerk::nlu {

// Errors: literals that normalising changes or that reach over the end of a clause, and empty
// alternatives. REQUIRES: RE2 takes `regex`.
[[nodiscard]] std::vector<PhraseFault> check_literals(
    std::string_view regex, const Normaliser& normaliser
);

}  // namespace clerk::nlu
