#include "base/suggest.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace clerk {
namespace {

// Longer names are compared by their beginnings: nobody reads a suggestion for them.
constexpr std::size_t compared_bytes_max = 128;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string folded(std::string_view text) {
    std::string out(text.substr(0, compared_bytes_max));
    std::ranges::transform(out, out.begin(), lower);
    return out;
}

// What an input method makes of the marks between names.
struct WideMark {
    std::string_view wide;
    std::string_view plain;
};

constexpr std::array wide_marks{
    WideMark{"，", ","},
    WideMark{"、", ","},
    WideMark{"【", "["},
    WideMark{"】", "]"},
    WideMark{"：", ":"},
    WideMark{"（", "("},
    WideMark{"）", ")"},
    WideMark{"．", "."},
    WideMark{"。", "."}};

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
    a = a.substr(0, compared_bytes_max);
    b = b.substr(0, compared_bytes_max);
    // Optimal string alignment over three rolling rows.
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
    const std::string wanted = folded(name);
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::optional<std::string> found;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, folded(candidate));
        // A name of which nothing is left is no suggestion.
        if (distance < best && distance < std::max(wanted.size(), candidate.size())) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    const auto found = nearest(name, candidates);
    if (found) return "; did you mean `" + *found + "`?";
    for (const WideMark& mark : wide_marks) {
        if (name.find(mark.wide) == std::string_view::npos) continue;
        return "; `" + std::string(mark.wide) + "` is full-width, write `" + std::string(mark.plain)
               + "`";
    }
    return "";
}

}  // namespace clerk
