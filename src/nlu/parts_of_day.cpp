#include "nlu/parts_of_day.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

struct PartWord {
    string_view word;
    PartOfDay part;
};

// clang-format off
constexpr auto parts = std::to_array<PartWord>({
    {"凌晨", PartOfDay::small_hours}, {"早上", PartOfDay::morning}, {"早晨", PartOfDay::morning},
    {"清晨", PartOfDay::morning},   {"上午", PartOfDay::morning}, {"上昼", PartOfDay::morning},
    {"朝早", PartOfDay::morning},   {"中午", PartOfDay::noon},    {"下午", PartOfDay::afternoon},
    {"午后", PartOfDay::afternoon}, {"下昼", PartOfDay::afternoon}, {"傍晚", PartOfDay::evening},
    {"晚上", PartOfDay::evening},   {"晚间", PartOfDay::evening}, {"夜晚", PartOfDay::evening},
    {"夜里", PartOfDay::night},     {"半夜", PartOfDay::night},   {"深夜", PartOfDay::night},
    {"午夜", PartOfDay::night},
});
// clang-format on

}  // namespace

PartOfDay read_part_zh(Reader& reader) {
    for (const PartWord& one : parts) {
        if (reader.take(one.word)) return one.part;
    }
    const auto stands = [&](string_view word) {
        if (!reader.rest().starts_with(word)) return false;
        const string_view next = reader.rest().substr(word.size());
        constexpr auto compared = std::to_array<string_view>({"点", "一点", "一些"});
        return std::ranges::none_of(
                   compared, [&](string_view one) { return next.starts_with(one); }
               )
               && reader.take(word);
    };
    if (stands("早")) return PartOfDay::morning;
    return stands("晚") ? PartOfDay::evening : PartOfDay::none;
}

std::optional<PartOfDay> read_part_en(Reader& reader) {
    constexpr auto words = std::to_array<PartWord>({
        {"morning", PartOfDay::morning},
        {"afternoon", PartOfDay::afternoon},
        {"evening", PartOfDay::evening},
        {"night", PartOfDay::evening},
    });
    const std::size_t begin = reader.at();
    constexpr auto before = std::to_array<string_view>({"in the ", "at "});
    if (reader.at_word_start()) (void)reader.take_one(before);
    for (const PartWord& one : words) {
        if (reader.at_word_start() && reader.take(one.word)) return one.part;
    }
    reader.move_to(begin);
    return std::nullopt;
}

std::optional<PartOfDay> read_am_pm(Reader& reader) {
    const std::size_t begin = reader.at();
    reader.skip_spaces();
    if (reader.take("am") || reader.take("a.m.") || reader.take("a.m")) return PartOfDay::morning;
    if (reader.take("pm") || reader.take("p.m.") || reader.take("p.m")) return PartOfDay::afternoon;
    reader.move_to(begin);
    return std::nullopt;
}

std::optional<int> hour_in(PartOfDay part, int hour, bool spelt_out) {
    if (hour > 24) return std::nullopt;
    if (hour == 24) return hour;
    switch (part) {
        case PartOfDay::small_hours:
            return hour == 12 ? 0 : hour;
        case PartOfDay::morning:
            return hour;
        case PartOfDay::noon:
            return hour <= 3 ? hour + 12 : hour;
        case PartOfDay::afternoon:
            if (hour == 0) return std::nullopt;
            return hour < 12 ? hour + 12 : hour;
        case PartOfDay::evening:
        case PartOfDay::night:
            if (hour <= 4) return hour + 24;
            return hour <= 12 ? hour + 12 : hour;
        case PartOfDay::none:
            break;
    }
    return hour >= 1 && hour <= 6 && !spelt_out ? hour + 12 : hour;
}

std::optional<ClockTime> beginning_of(PartOfDay part) {
    switch (part) {
        case PartOfDay::morning:
            return ClockTime{9, 0};
        case PartOfDay::noon:
            return ClockTime{12, 0};
        case PartOfDay::afternoon:
            return ClockTime{14, 0};
        case PartOfDay::evening:
            return ClockTime{18, 0};
        case PartOfDay::small_hours:
        case PartOfDay::night:
        case PartOfDay::none:
            break;
    }
    return std::nullopt;
}

}  // namespace clerk::nlu
