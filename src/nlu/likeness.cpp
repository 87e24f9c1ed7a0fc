#include "nlu/likeness.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace clerk::nlu {
namespace {

constexpr std::size_t postings_walked_max = 4'000;  // of one piece: beyond, it says nothing

// log2(1 + all / some) in sixteenths, by whole numbers: the same on every machine.
std::int32_t rarity(std::size_t all, std::size_t some) {
    std::uint64_t ratio = ((all + some) << 16) / some;  // 16.16
    std::int32_t result = 0;
    while (ratio >= (2u << 16)) {
        ratio >>= 1;
        result += 16;
    }
    for (int bit = 8; bit > 0; bit /= 2) {
        ratio = (ratio * ratio) >> 16;
        if (ratio < (2u << 16)) continue;
        ratio >>= 1;
        result += bit;
    }
    return result;
}

struct Preferred {
    std::size_t uses = 0;
    std::string word;
};

std::vector<std::string> vocabulary(const std::map<std::string, std::size_t>& uses) {
    std::vector<Preferred> all;
    for (const auto& [word, count] : uses)
        all.push_back({count, word});
    std::ranges::stable_sort(all, std::greater{}, &Preferred::uses);
    std::vector<std::string> words;
    for (Preferred& one : all)
        words.push_back(std::move(one.word));
    return words;
}

}  // namespace

Likeness::Likeness(std::span<const ExampleSource> examples, std::span<const std::string> normal) {
    struct Use {
        std::uint64_t key;
        std::uint32_t example;
        int share;
    };

    std::vector<Use> uses;
    std::map<std::string, std::size_t> words;
    std::set<std::uint32_t> intents;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        std::vector<std::string> said;
        for (const Feature& piece : features_of(normal[i], &said))
            uses.push_back({piece.key, static_cast<std::uint32_t>(i), piece.share});
        for (std::string& word : said)
            ++words[std::move(word)];
        intent_of_.push_back(examples[i].intent);
        intents.insert(examples[i].intent);
    }
    std::ranges::sort(uses, {}, [](const Use& use) { return std::pair(use.key, use.example); });
    intents_ = intents.size();
    norm_.resize(examples.size());
    rarity_of_unknown_ = rarity(intents_, 1);
    for (std::size_t from = 0; from < uses.size();) {
        std::size_t to = from;
        std::set<std::uint32_t> of;
        while (to < uses.size() && uses[to].key == uses[from].key)
            of.insert(intent_of_[uses[to++].example]);
        keys_.push_back(uses[from].key);
        first_.push_back(static_cast<std::uint32_t>(postings_.size()));
        rarity_.push_back(rarity(intents_, of.size()));
        for (; from < to; ++from) {
            const std::int32_t weight = rarity_.back() * uses[from].share;
            postings_.push_back({uses[from].example, weight});
            norm_[uses[from].example] += static_cast<std::int64_t>(weight) * weight;
        }
    }
    first_.push_back(static_cast<std::uint32_t>(postings_.size()));
    spelling_ = Spelling(vocabulary(words));
}

std::size_t Likeness::entry_of(std::uint64_t key) const {
    const auto at = std::ranges::lower_bound(keys_, key);
    const bool known = at != keys_.end() && *at == key;
    return known ? static_cast<std::size_t>(at - keys_.begin()) : keys_.size();
}

// The pieces of a clause, mistyped words put right.
std::vector<Likeness::Weighed> Likeness::weighed(std::string_view clause) const {
    std::vector<std::string> words;
    std::string right(clause);
    static_cast<void>(features_of(clause, &words));
    for (const std::string& word : words) {
        const std::string_view meant = spelling_.nearest(word);
        if (meant.empty() || meant == word) continue;
        const std::size_t at = right.find(word);
        if (at != std::string::npos) right.replace(at, word.size(), meant);
    }
    std::vector<Weighed> all;
    for (const Feature& piece : features_of(right)) {
        const std::size_t entry = entry_of(piece.key);
        const bool known = entry < keys_.size();
        const std::int64_t weight =
            known ? rarity_[entry] * piece.share : rarity_of_unknown_ * piece.share_unknown;
        all.push_back({weight, entry});
    }
    return all;
}

void Likeness::add_scores(std::string_view clause, std::vector<Like>& best) const {
    const std::vector<Weighed> pieces = weighed(clause);
    std::vector<std::int64_t> dot(intent_of_.size());
    std::int64_t norm = 0;
    for (const Weighed& piece : pieces) {
        norm += piece.weight * piece.weight;
        if (piece.entry == keys_.size()) continue;
        const std::size_t from = first_[piece.entry];
        const std::size_t to = first_[piece.entry + 1];
        if (to - from > postings_walked_max) continue;
        for (std::size_t i = from; i < to; ++i)
            dot[postings_[i].example] += piece.weight * postings_[i].weight;
    }
    for (std::size_t i = 0; i < dot.size(); ++i) {
        if (dot[i] == 0) continue;
        const double length =
            std::sqrt(static_cast<double>(norm)) * std::sqrt(static_cast<double>(norm_[i]));
        const int score = static_cast<int>(1000.0 * static_cast<double>(dot[i]) / length);
        Like& so_far = best[intent_of_[i]];
        if (score > so_far.score) so_far = {intent_of_[i], static_cast<std::uint32_t>(i), score};
    }
}

std::vector<Like> Likeness::like(std::span<const std::string_view> clauses, std::size_t most)
    const {
    if (intent_of_.empty()) return {};
    std::vector<Like> best(*std::ranges::max_element(intent_of_) + 1);
    for (const std::string_view clause : clauses)
        add_scores(clause, best);
    std::erase_if(best, [](const Like& one) { return one.score < like_beside_min; });
    std::ranges::stable_sort(best, std::greater{}, &Like::score);
    if (best.empty() || best.front().score < like_offer_min) return {};
    if (best.size() > most) best.resize(most);
    return best;
}

std::size_t Likeness::bytes() const {
    return postings_.capacity() * sizeof(Posting) + keys_.capacity() * 8 + first_.capacity() * 4
           + rarity_.capacity() * 4 + norm_.capacity() * 12;
}

}  // namespace clerk::nlu
