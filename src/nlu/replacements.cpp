#include "nlu/replacements.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace clerk::nlu {
namespace {

constexpr std::size_t bytes_max = std::numeric_limits<std::uint8_t>::max();

char32_t first_of(std::string_view text) {
    return utf8::step(text, 0).code_point;
}

}  // namespace

void Replacements::add(std::string_view from, std::string_view to) {
    if (from.empty() || from.size() > bytes_max || to.size() > bytes_max) return;
    entries_.push_back(
        {static_cast<std::uint32_t>(texts_.size()),
         static_cast<std::uint8_t>(from.size()),
         static_cast<std::uint8_t>(to.size())}
    );
    (texts_ += from) += to;
}

void Replacements::finish() {
    std::vector<std::pair<std::uint64_t, Entry>> keyed;  // whole numbers sort quickly
    keyed.reserve(entries_.size());
    for (const Entry& entry : entries_)
        keyed.emplace_back(std::uint64_t{first_of(from(entry))} << 8 | entry.from, entry);
    std::ranges::sort(keyed, {}, [](const auto& one) { return one.first; });
    std::ranges::transform(keyed, entries_.begin(), [](const auto& one) { return one.second; });
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
        const char32_t c = first_of(from(entries_[i]));
        if (firsts_.empty() || firsts_.back().c != c) firsts_.push_back({c, i});
    }
    firsts_.push_back({0xFFFFFFFF, static_cast<std::uint32_t>(entries_.size())});
    texts_.shrink_to_fit();
    entries_.shrink_to_fit();
    firsts_.shrink_to_fit();
}

Replacements::Found Replacements::longest(std::string_view text) const {
    if (text.empty() || entries_.empty()) return {};
    const char32_t c = first_of(text);
    const auto first = std::ranges::lower_bound(firsts_, c, {}, &First::c);
    if (first->c != c) return {};
    // The longest first.
    for (std::uint32_t i = std::next(first)->begin; i-- > first->begin;) {
        const Entry& entry = entries_[i];
        if (!text.starts_with(from(entry))) continue;
        return {entry.from, std::string_view(texts_).substr(entry.at + entry.from, entry.to)};
    }
    return {};
}

}  // namespace clerk::nlu
