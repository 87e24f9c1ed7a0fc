// The small pieces that likeness counts: characters of Han and their pairs and triples, Latin words
// and the three-letter pieces of them, whichever way a word was mistyped. Digits, marks and emoji
// say nothing about what is wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

struct Feature {
    std::uint64_t key = 0;
    int share = 0;          // how much it counts among the pieces of its text, in sixteenths
    int share_unknown = 0;  // … and against likeness, where no example has it
};

constexpr std::size_t features_max = 512;  // of one text; what is beyond says little more

// The pieces of a text in normal form, sorted by key, each once; at most features_max.
// `words` receives its Latin words, in order.
[[nodiscard]] std::vector<Feature> features_of(
    std::string_view normal, std::vector<std::string>* words = nullptr
);

}  // namespace clerk::nlu
