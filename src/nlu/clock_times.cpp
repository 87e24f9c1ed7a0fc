#include "nlu/clock_times.hpp"

#include "nlu/numerals.hpp"
#include "nlu/parts_of_day.hpp"
#include "nlu/spoken_times.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

// 五分, 一刻, 10分钟.
std::optional<int> read_some_minutes(Reader& reader) {
    if (reader.take("一刻")) {
        reader.take("钟");
        return 15;
    }
    std::optional<std::int64_t> minute = reader.digits(1, 2);
    if (!minute) minute = read_han_number(reader);
    if (!minute || *minute < 1 || *minute > 59 || !reader.take("分")) return std::nullopt;
    reader.take("钟");
    return static_cast<int>(*minute);
}

// After 点: 半, 一刻, 三刻, 整, 20分, 二十, 过五分; 差五分 is before it.
std::optional<int> read_minutes_zh(Reader& reader) {
    if (reader.take("差")) {
        const std::optional<int> to = read_some_minutes(reader);
        return to ? std::optional(-*to) : std::nullopt;
    }
    if (reader.take("过")) return read_some_minutes(reader);
    if (reader.take("半")) return 30;
    if (reader.take("一刻")) return 15;
    if (reader.take("三刻")) return 45;
    if (reader.take("整") || reader.take("钟")) return 0;
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> minute = reader.digits(1, 2);
    if (!minute) minute = read_han_number(reader);
    if (!minute || *minute > 59) {
        reader.move_to(begin);
        return 0;
    }
    reader.take("分");
    return static_cast<int>(*minute);
}

// 快一点, 一点都不 and 两点意见: a bit, and points. `before` ends where the number begins.
bool is_no_hour(string_view before, int hour, string_view after) {
    constexpr auto compared =
        std::to_array<string_view>({"快", "早", "晚", "慢", "多", "少", "大", "小", "好", "轻",
                                    "重", "高", "低", "长", "短", "近", "远", "宜", "有", "差",
                                    "贵", "新", "旧", "厚", "薄", "松", "紧", "点"});
    constexpr auto a_bit = std::to_array<string_view>({"都", "也", "儿", "点", "不", "没"});
    constexpr auto points = std::to_array<string_view>(
        {"意见", "要求", "问题", "建议", "疑问", "原因", "不满", "想法", "说明", "希望"}
    );
    const auto begins = [&](string_view word) {
        return after.starts_with(word);
    };
    if (std::ranges::any_of(points, begins)) return true;
    if (hour != 1) return false;
    return std::ranges::any_of(compared, [&](string_view word) { return before.ends_with(word); })
           || std::ranges::any_of(a_bit, begins);
}

// 下午三点半, 24点, 差五分三点.
std::optional<ClockTime> read_time_zh(Reader& reader) {
    const PartOfDay part = read_part_zh(reader);
    const string_view before = reader.before();
    int earlier = 0;
    if (reader.take("差")) {
        const std::optional<int> minutes = read_some_minutes(reader);
        if (!minutes) return std::nullopt;
        earlier = *minutes;
        (void)(reader.take("到") || reader.take("就"));
    }
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> read = reader.digits(1, 2);
    const bool spelt_out = read && reader.at() - begin == 2;
    if (!read) read = read_han_number(reader);
    if (!read || *read > 24) return std::nullopt;
    if (!reader.take("点") && !reader.take("时")) return std::nullopt;
    const std::size_t end = reader.at();
    std::optional<int> minute = read_minutes_zh(reader);
    int hour = static_cast<int>(*read);
    if (!minute || (hour == 24 && *minute > 0)) return std::nullopt;
    if (reader.at() == end && is_no_hour(before, hour, reader.rest())) return std::nullopt;
    if (earlier > 0) *minute = -earlier;
    if (*minute < 0) {  // of the hour before
        if (hour == 0 || hour > 12) return std::nullopt;
        hour = (hour + 10) % 12 + 1;
        *minute += 60;
    }
    const std::optional<int> resolved = hour_in(part, hour, spelt_out);
    return resolved ? std::optional(ClockTime{*resolved, *minute}) : std::nullopt;
}

// 15:30, 下午3:30, 3:30 pm, 3.30pm, 3pm.
std::optional<ClockTime> read_time_digits(Reader& reader) {
    const PartOfDay before = read_part_zh(reader);
    if (!reader.at_word_start()) return std::nullopt;
    const std::size_t begin = reader.at();
    const std::optional<std::int64_t> hour = reader.digits(1, 2);
    if (!hour || *hour > 24) return std::nullopt;
    const bool spelt_out = reader.at() - begin == 2;
    int minute = 0;
    const bool colon = reader.take(":");
    if (colon || reader.take(".")) {
        const std::optional<std::int64_t> read = reader.digits(2, 2);
        if (!read || *read > 59) return std::nullopt;
        minute = static_cast<int>(*read);
    }
    const std::optional<PartOfDay> after = read_am_pm(reader);
    if (!colon && !after) return std::nullopt;
    if (*hour == 24 && minute > 0) return std::nullopt;
    const bool half = after && *hour <= 12;
    const bool small = half && *hour == 12 && *after == PartOfDay::morning;
    const std::optional<int> resolved =
        half ? hour_in(small ? PartOfDay::small_hours : *after, static_cast<int>(*hour), true)
             : hour_in(before, static_cast<int>(*hour), spelt_out);
    return resolved ? std::optional(ClockTime{*resolved, minute}) : std::nullopt;
}

}  // namespace

std::optional<ClockTime> read_clock(Reader& reader) {
    if (const auto time = attempt(reader, read_time_zh)) return time;
    if (const auto time = attempt(reader, read_spoken_time)) return time;
    if (const auto time = attempt(reader, read_time_digits)) return time;
    if (!reader.at_word_start()) return std::nullopt;
    if (reader.take("noon") || reader.take("正午")) return ClockTime{12, 0};
    if (reader.take("midnight") || reader.take("午夜")) return ClockTime{24, 0};
    return std::nullopt;
}

std::optional<ClockTime> read_part_of_day(Reader& reader) {
    PartOfDay part = read_part_zh(reader);
    if (part == PartOfDay::none) part = read_part_en(reader).value_or(PartOfDay::none);
    Reader after = reader;
    after.skip_spaces();
    if (read_number(after)) return std::nullopt;  // of an hour that is none
    return beginning_of(part);
}

std::optional<ClockTime> read_time(Reader& reader) {
    std::optional<ClockTime> time = read_clock(reader);
    if (time) time->hour %= 24;
    return time;
}

}  // namespace clerk::nlu
