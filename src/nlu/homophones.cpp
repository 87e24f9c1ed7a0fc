#include "nlu/homophones.hpp"

#include "base/utf8.hpp"
#include "nlu/readings.hpp"

#include <algorithm>
#include <functional>

namespace clerk::nlu {
namespace {

constexpr std::size_t signs_min = 2;
constexpr std::size_t signs_max = 4;
constexpr unsigned reading_bits = 16;
constexpr std::size_t han_bytes = 3;

constexpr std::u32string_view numerals = U"零〇一二两俩三四五六七八九十百千万几半";

static_assert(signs_max * reading_bits <= 64);

std::u32string signs_of(std::string_view text) {
    std::u32string signs;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Step step = utf8::step(text, at);
        signs += step.code_point;
        at += step.bytes;
    }
    return signs;
}

using Readings = std::vector<std::uint16_t>;

// How the signs of a text sound; what is no Han of the basic plane does not.
Readings readings_of(std::string_view text) {
    Readings readings;
    readings.reserve(text.size() / han_bytes + 1);
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Step step = utf8::step(text, at);
        readings.push_back(reading_of(step.code_point));
        at += step.bytes;
    }
    return readings;
}

// 0: a sign of it has no reading.
std::uint64_t sound_of(std::span<const std::uint16_t> readings) {
    std::uint64_t sound = 0;
    for (const std::uint16_t reading : readings) {
        if (reading == 0) return 0;
        sound = sound << reading_bits | reading;
    }
    return sound;
}

bool is_counting(char32_t c) {
    return numerals.find(c) != std::u32string_view::npos;
}

// REQUIRES: of one length.
bool may_stand_for(std::u32string_view written, std::u32string_view word) {
    std::size_t same = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (written[i] == word[i]) {
            ++same;
        } else if (is_counting(written[i])) {
            return false;
        }
    }
    return same < word.size() && same >= word.size() / 2;
}

// A run of a text's signs that sounds like words.
template <class Words>
struct Run {
    std::size_t begin = 0;
    std::size_t size = 0;
    Words words;  // that it sounds like

    [[nodiscard]] std::u32string_view of(std::u32string_view signs) const {
        return signs.substr(begin, size);
    }
};

// Which signs of a text stand in a word already.
class Taken {
public:
    explicit Taken(std::size_t signs) : taken_(signs) {}

    [[nodiscard]] bool none_of(std::size_t begin, std::size_t size) const {
        return std::none_of(at(begin), at(begin + size), [](bool taken) { return taken; });
    }

    void take(std::size_t begin, std::size_t size) {
        for (std::size_t i = begin; i < begin + size; ++i)
            taken_[i] = true;
    }

private:
    [[nodiscard]] std::vector<bool>::const_iterator at(std::size_t i) const {
        return taken_.begin() + static_cast<std::ptrdiff_t>(i);
    }

    std::vector<bool> taken_;
};

}  // namespace

bool Homophones::is_worth_it(std::string_view word) {
    const std::u32string signs = signs_of(word);
    return signs.size() >= signs_min && signs.size() <= signs_max
           && std::ranges::all_of(signs, utf8::is_han);
}

Homophones::Homophones(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (!is_worth_it(word)) continue;
        const Readings readings = readings_of(word);
        const std::uint64_t sound = sound_of(readings);
        if (sound == 0) continue;
        begins_.set(beginning(readings[0], readings[1]));
        by_sound_.emplace_back(sound, static_cast<std::uint32_t>(words_.size()));
        words_.push_back(signs_of(word));
    }
    std::ranges::sort(by_sound_);
}

std::size_t Homophones::beginning(std::uint16_t first, std::uint16_t second) {
    return (first * std::size_t{61} + second) % beginnings;
}

std::span<const Homophones::Entry> Homophones::alike(std::span<const std::uint16_t> run) const {
    const std::uint64_t sound = sound_of(run);
    if (sound == 0) return {};
    const auto found = std::ranges::equal_range(by_sound_, sound, {}, &Entry::first);
    return {found.begin(), found.end()};
}

std::optional<std::string> Homophones::heard(std::string_view text) const {
    if (by_sound_.empty()) return std::nullopt;
    const Readings readings = readings_of(text);
    std::vector<Run<std::span<const Entry>>> runs;
    for (std::size_t at = 0; at + 1 < readings.size(); ++at) {
        if (!begins_[beginning(readings[at], readings[at + 1])]) continue;
        const std::size_t most = std::min(readings.size() - at, signs_max);
        for (std::size_t size = signs_min; size <= most; ++size) {
            const auto words = alike(std::span(readings).subspan(at, size));
            if (!words.empty()) runs.push_back({at, size, words});
        }
    }
    if (runs.empty()) return std::nullopt;
    std::ranges::stable_sort(runs, std::ranges::greater(), [](const auto& run) {
        return run.size;
    });
    std::u32string signs = signs_of(text);
    Taken taken(signs.size());
    for (const auto& run : runs) {
        const bool is_word = std::ranges::any_of(run.words, [&](const Entry& entry) {
            return words_[entry.second] == run.of(signs);
        });
        if (is_word) taken.take(run.begin, run.size);
    }
    bool changed = false;
    for (const auto& run : runs) {
        if (!taken.none_of(run.begin, run.size)) continue;
        const auto word = std::ranges::find_if(run.words, [&](const Entry& entry) {
            return may_stand_for(run.of(signs), words_[entry.second]);
        });
        if (word == run.words.end()) continue;
        signs.replace(run.begin, run.size, words_[word->second]);
        taken.take(run.begin, run.size);
        changed = true;
    }
    if (!changed) return std::nullopt;
    std::string out;
    out.reserve(text.size());
    for (const char32_t c : signs)
        utf8::append(out, c);
    return out;
}

}  // namespace clerk::nlu
