// Mistyped Latin words: the word of a vocabulary that one slip of the finger makes of another — a
// letter too many, one missing, two swapped, in a long word one wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::nlu {

class Spelling {
public:
    Spelling() = default;
    // Words in order of preference; the shortest ones are left out, a slip makes anything of them.
    explicit Spelling(std::vector<std::string> words);

    // Itself if it is known; empty if nothing near is.
    [[nodiscard]] std::string_view nearest(std::string_view word) const;

private:
    std::vector<std::string> words_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> known_;  // hash of the word → its index
    std::vector<std::pair<std::uint64_t, std::uint32_t>>
        without_;  // … of it with a letter left out
};

// Whether one slip makes `a` of `b`.
[[nodiscard]] bool one_slip_apart(std::string_view a, std::string_view b);

}  // namespace clerk::nlu
