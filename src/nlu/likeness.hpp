// The second stage: what a message is like when no rule knows it — a typo, a paraphrase. A small
// model over the very examples that content gives for its intents, laid out at load: pieces of
// text (features.hpp), each weighted by how few intents use it, and the nearest example by the
// cosine of the angle between them. The answer is only ever an offer, and names the example it
// rests on.
//
// Pure and the same on every machine: whole numbers, but for one square root. What it costs is
// bounded by the pieces of a message and the examples that share one.
#pragma once

#include "nlu/features.hpp"
#include "nlu/spelling.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

struct ExampleSource {
    std::uint32_t intent = 0;  // index into LexiconSource::intents
    std::string text;
};

struct Like {
    std::uint32_t intent = 0;
    std::uint32_t example = 0;  // index into the examples
    int score = 0;              // thousandths: 1000 is the example itself

    friend bool operator==(const Like&, const Like&) = default;
};

// The best must reach the first to be worth an offer, whatever stands beside it the second.
// Measured on messages that are none of the shop's business (docs/decisions/0023-…).
constexpr int like_offer_min = 450;
constexpr int like_beside_min = 300;
// Examples compared with: beyond these, no more are learnt from. 20,000 short ones take 10 MB.
constexpr std::size_t like_examples_max = 20'000;

class Likeness {
public:
    Likeness() = default;
    // Texts in normal form, one an example.
    Likeness(std::span<const ExampleSource> examples, std::span<const std::string> normal);

    // The intents whose examples come nearest to one of these clauses, best first, each once, all
    // of at least like_beside_min, the first of at least like_offer_min; at most `most`.
    [[nodiscard]] std::vector<Like> like(
        std::span<const std::string_view> clauses, std::size_t most
    ) const;

    [[nodiscard]] std::size_t bytes() const;

private:
    struct Posting {
        std::uint32_t example = 0;
        std::int32_t weight = 0;
    };

    struct Weighed {
        std::int64_t weight = 0;
        std::size_t entry = 0;  // of keys_; keys_.size(): unknown
    };

    [[nodiscard]] std::size_t entry_of(std::uint64_t key) const;
    [[nodiscard]] std::vector<Weighed> weighed(std::string_view clause) const;
    void add_scores(std::string_view clause, std::vector<Like>& best) const;

    std::vector<std::uint32_t> intent_of_;  // by example
    std::vector<std::int64_t> norm_;        // by example: sum of squared weights
    std::vector<std::uint64_t> keys_;       // sorted
    std::vector<std::uint32_t> first_;      // of keys_[i]'s postings; one more at the end
    std::vector<std::int32_t> rarity_;      // of keys_[i]
    std::vector<Posting> postings_;
    std::int32_t rarity_of_unknown_ = 0;
    std::size_t intents_ = 0;
    Spelling spelling_;
};

}  // namespace clerk::nlu
