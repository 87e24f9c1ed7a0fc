// Messages that a phrase spells out: every alternative of its groups once, with and without what is
// optional, its slots filled, its dots empty and not. For checks of rules against each other; slow.
#pragma once

#include "nlu/lexicon.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clerk::nlu {

// Empty: the rule is no phrase, or holds a value of which no sample is known.
[[nodiscard]] std::vector<std::string> samples_of(const Lexicon& lexicon, std::uint32_t rule);

}  // namespace clerk::nlu
