#include "nlu/spelling.hpp"

#include "base/hash.hpp"

#include <algorithm>
#include <optional>

namespace clerk::nlu {
namespace {

constexpr std::size_t letters_min = 5;
constexpr std::size_t letters_max = 24;
// "story" is no mistyped "store": a wrong letter makes real words of short ones.
constexpr std::size_t letters_for_a_wrong_one = 7;

bool is_worth_it(std::string_view word) {
    return word.size() >= letters_min && word.size() <= letters_max;
}

std::string left_out(std::string_view word, std::size_t at) {
    return std::string(word.substr(0, at)) + std::string(word.substr(at + 1));
}

template <class Table>
auto entries(const Table& table, std::string_view word) {
    const std::uint64_t hash = fnv1a(word);
    return std::ranges::equal_range(table, hash, {}, &Table::value_type::first);
}

}  // namespace

bool one_slip_apart(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1 || a == b) return false;
    const std::size_t same =
        static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    const std::string_view rest_a = a.substr(same);
    const std::string_view rest_b = b.substr(same);
    if (a.size() < b.size()) return rest_a == rest_b.substr(1);
    if (rest_a.substr(1) == rest_b.substr(1)) return a.size() >= letters_for_a_wrong_one;
    return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0]
           && rest_a.substr(2) == rest_b.substr(2);
}

Spelling::Spelling(std::vector<std::string> words) : words_(std::move(words)) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        known_.emplace_back(fnv1a(words_[i]), index);
        if (!is_worth_it(words_[i])) continue;
        for (std::size_t at = 0; at < words_[i].size(); ++at)
            without_.emplace_back(fnv1a(left_out(words_[i], at)), index);
    }
    std::ranges::sort(known_);
    std::ranges::sort(without_);
}

std::string_view Spelling::nearest(std::string_view word) const {
    if (!entries(known_, word).empty()) return word;
    if (!is_worth_it(word)) return {};
    std::optional<std::uint32_t> best;
    const auto consider = [&](std::uint32_t index) {
        const bool earlier = !best || index < *best;
        const bool near = is_worth_it(words_[index]) && one_slip_apart(word, words_[index]);
        if (earlier && near) best = index;
    };
    for (const auto& [hash, index] : entries(without_, word))
        consider(index);
    for (std::size_t at = 0; at < word.size(); ++at) {
        const std::string shorter = left_out(word, at);
        for (const auto& [hash, index] : entries(known_, shorter))
            consider(index);
        for (const auto& [hash, index] : entries(without_, shorter))
            consider(index);
    }
    return best ? std::string_view(words_[*best]) : std::string_view();
}

}  // namespace clerk::nlu
