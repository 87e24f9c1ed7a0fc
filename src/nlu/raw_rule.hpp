// `re2:` rules: raw RE2, for what phrases cannot say. Read just far enough to know its wildcards
// (for specificity) and its slots, and to say in words what RE2 does not have.
//
// A named group whose name is a type is a slot: (?P<order_no>[0-9]{10}). Han is simplified and the
// rule folds case, because messages are in normal form. Everything that is no literal character
// counts as a wildcard: . \d [a-z] [^…]; a small class of single characters ([退换]) counts as the
// literal it is.
#pragma once

#include "nlu/normalise.hpp"
#include "nlu/pattern.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

struct ParsedRaw {
    Pattern pattern;
    std::vector<PhraseFault> faults;

    [[nodiscard]] bool ok() const;
};

[[nodiscard]] ParsedRaw parse_raw(
    std::string_view text,
    const Normaliser& normaliser,
    const std::function<bool(std::string_view)>& is_type
);

// The same source without captures, for use inside another pattern; Han simplified.
[[nodiscard]] std::string without_captures(std::string_view text, const Normaliser& normaliser);

// RE2's complaint in words that name the fix.
[[nodiscard]] PhraseFault explain_refusal(
    std::string_view text, std::string_view complaint, std::string_view argument
);

}  // namespace clerk::nlu
