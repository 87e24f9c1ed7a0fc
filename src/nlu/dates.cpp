#include "nlu/dates.hpp"

#include "nlu/calendar_days.hpp"
#include "nlu/clock_times.hpp"
#include "nlu/doubts.hpp"
#include "nlu/numerals.hpp"
#include "nlu/relative_days.hpp"
#include "nlu/spoken_times.hpp"
#include "nlu/week_days.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

void skip_joint(Reader& reader) {
    constexpr auto joints = std::to_array<string_view>(
        {"的", ",", "at", "around", "about", "on", "大概", "大约", "差不多"}
    );
    reader.skip_spaces();
    while (reader.take_one(joints))
        reader.skip_spaces();
}

// Between a day and its weekday: 7月12日（周五）, "Friday, the 12th".
void skip_bracket(Reader& reader) {
    constexpr auto marks = std::to_array<string_view>({"(", ",", "the "});
    reader.skip_spaces();
    while (reader.take_one(marks))
        reader.skip_spaces();
}

// The 12th of this month or the next.
std::optional<Date> read_bare_ordinal(Reader& reader, Date today) {
    constexpr auto endings = std::to_array<string_view>({"st", "nd", "rd", "th"});
    const auto day = reader.digits(1, 2);
    if (!day || !reader.take_one(endings)) return std::nullopt;
    const CivilDate now = civil(today);
    const auto date = date_of({now.year, now.month, static_cast<int>(*day)});
    if (date && *date >= today) return date;
    const int month = now.month % 12 + 1;
    return date_of({now.year + (month == 1 ? 1 : 0), month, static_cast<int>(*day)});
}

// "Friday, July 12", "Friday the 12th": the weekday and the day must be one.
Date with_day_behind(Reader& reader, Date day, Date today) {
    const std::size_t end = reader.at();
    const auto calendar = attempt(reader, [&](Reader& at) -> std::optional<Date> {
        skip_bracket(at);
        const auto date = read_calendar_day(at, today);
        return date ? date : read_bare_ordinal(at, today);
    });
    if (calendar && weekday(*calendar) == weekday(day)) return *calendar;
    reader.move_to(end);
    return day;
}

// 7月12日（周五）.
Date with_weekday_behind(Reader& reader, Date day) {
    const std::size_t end = reader.at();
    const auto name = attempt(reader, [](Reader& at) {
        skip_bracket(at);
        return read_week_day_name(at);
    });
    if (name && weekday(day) == *name) {
        reader.take(")");
    } else {
        reader.move_to(end);
    }
    return day;
}

// A day, and the part of it that its own word says: "tonight", "this afternoon".
struct DayAndPart {
    Date day;
    PartOfDay part = PartOfDay::none;
};

std::optional<DayAndPart> read_day_and_part(Reader& reader, Date today) {
    struct Word {
        string_view word;
        PartOfDay part;
    };

    constexpr auto words = std::to_array<Word>({
        {"tonight", PartOfDay::evening},
        {"this evening", PartOfDay::evening},
        {"this afternoon", PartOfDay::afternoon},
        {"this morning", PartOfDay::morning},
    });
    for (const Word& one : words) {
        if (reader.at_word_start() && reader.take(one.word)) return DayAndPart{today, one.part};
    }
    const auto day = read_date(reader, today);
    return day ? std::optional(DayAndPart{*day}) : std::nullopt;
}

// After a day: 三点, "at 10", "morning"; the day's own part where nothing else is said.
std::optional<ClockTime> read_time_of(Reader& reader, PartOfDay part) {
    const std::size_t end = reader.at();
    skip_joint(reader);
    const bool joined = reader.before().ends_with("at ") || reader.before().ends_with("around ")
                        || reader.before().ends_with("about ");
    if (auto time = attempt(reader, read_clock)) {
        const bool round = part == PartOfDay::evening && time->hour >= 5 && time->hour <= 12;
        if (round) time->hour += 12;
        return time;
    }
    if (joined || take_joint(reader)) {
        const auto bare = attempt(reader, [&](Reader& at) { return read_bare_hour(at, part); });
        if (bare) return bare;
    }
    reader.move_to(end);
    if (part != PartOfDay::none) return beginning_of(part);
    return attempt(reader, [](Reader& at) {
        skip_joint(at);
        return read_part_of_day(at);
    });
}

// 明天三点, "tonight at 8", "next Friday afternoon".
std::optional<UnixMillis> read_day_first(Reader& reader, Date today, UtcOffset offset) {
    const auto day = read_day_and_part(reader, today);
    const auto time = day ? read_time_of(reader, day->part) : std::nullopt;
    return time ? std::optional(at_local(day->day, *time, offset)) : std::nullopt;
}

// "tomorrow morning": the part that stands behind the day.
PartOfDay read_part_behind(Reader& reader) {
    const auto part = attempt(reader, [](Reader& at) {
        at.skip_spaces();
        const PartOfDay chinese = read_part_zh(at);
        return chinese == PartOfDay::none ? read_part_en(at) : std::optional(chinese);
    });
    return part.value_or(PartOfDay::none);
}

// "3pm tomorrow", "at 10 tomorrow", "8 tonight", "10 tomorrow morning". `asked`: any number before
// a day may be the hour.
std::optional<UnixMillis> read_time_first(
    Reader& reader, Date today, UtcOffset offset, bool asked
) {
    auto time = attempt(reader, read_clock);
    const bool bare = !time;
    const bool joined = bare && reader.at_word_start() && take_joint(reader);
    Reader hour = reader;
    if (bare && reader.at_word_start()) time = read_bare_hour(reader, PartOfDay::none);
    if (!time) return std::nullopt;
    skip_joint(reader);
    auto day = read_day_and_part(reader, today);
    if (!day) return std::nullopt;
    if (bare && day->part == PartOfDay::none) day->part = read_part_behind(reader);
    if (bare && !joined && !asked && day->part == PartOfDay::none) return std::nullopt;
    if (bare && day->part != PartOfDay::none) time = read_bare_hour(hour, day->part);
    if (!time) return std::nullopt;
    const bool evening = day->part == PartOfDay::evening;
    if (evening && !bare && time->hour >= 5 && time->hour <= 12) time->hour += 12;
    return at_local(day->day, *time, offset);
}

// 两小时后, 一个半小时后, "in half an hour": minutes from now.
std::optional<int> read_minutes_from_now(Reader& reader) {
    const bool in = reader.at_word_start() && reader.take("in");
    reader.skip_spaces();
    constexpr auto halves =
        std::to_array<string_view>({"半个小时", "半个钟头", "半小时", "half an hour"});
    constexpr auto hours =
        std::to_array<string_view>({"个小时", "小时", "个钟头", "个钟", "hours", "hour"});
    constexpr auto minutes = std::to_array<string_view>({"分钟", "minutes", "minute"});
    constexpr auto later = std::to_array<string_view>({"后", "之后", "以后", "from now", "later"});
    int total = 30;
    if (!reader.take_one(halves)) {
        const bool one = reader.at_word_start() && (reader.take("an") || reader.take("a"));
        const auto count = one ? std::optional<std::int64_t>(1) : read_number(reader);
        if (!count || *count > 1'000) return std::nullopt;
        const bool half = reader.take("个半");
        reader.skip_spaces();
        const bool hour = reader.take_one(hours).has_value();
        if (!hour && (half || !reader.take_one(minutes))) return std::nullopt;
        total = static_cast<int>(*count) * (hour ? 60 : 1) + (half ? 30 : 0);
    }
    const std::size_t end = reader.at();
    reader.skip_spaces();
    if (reader.take_one(later)) return total;
    reader.move_to(end);
    return in ? std::optional(total) : std::nullopt;
}

UnixMillis minutes_after(UnixMillis now, int count) {
    const UnixMillis at = now + minutes(count);
    return at - Millis{at.value % minutes(1).value};
}

// What names its day itself, or the distance from now.
std::optional<UnixMillis> read_dated(Reader& reader, UnixMillis now, UtcOffset offset) {
    const Date today = local_date(now, offset);
    if (const auto count = attempt(reader, read_minutes_from_now)) {
        return minutes_after(now, *count);
    }
    const auto first =
        attempt(reader, [&](Reader& at) { return read_day_first(at, today, offset); });
    if (first) return first;
    return attempt(reader, [&](Reader& at) { return read_time_first(at, today, offset, false); });
}

UnixMillis next_at(ClockTime time, UnixMillis now, UtcOffset offset) {
    const Date today = local_date(now, offset);
    const UnixMillis at = at_local(today, time, offset);
    return at > now ? at : at_local(today + 1, time, offset);
}

// What a text says of days and times, piece by piece.
struct Pieces {
    std::vector<DateTimeMention> dated;

    struct Lone {
        std::size_t begin;
        std::size_t end;
        ClockTime time;
    };

    std::vector<Lone> times;
    std::vector<Date> days;
};

// Two days side by side that are not one: "tomorrow or Friday", 7月12日周四.
bool read_two_days(Reader& reader, Date today, Pieces& pieces) {
    constexpr auto links = std::to_array<string_view>({"或者", "或", "or", "和", "、", "and"});
    const std::size_t begin = reader.at();
    const auto first = read_date(reader, today);
    if (!first || is_denied(reader.text(), begin, reader.at())) return false;
    skip_bracket(reader);
    if (reader.take_one(links)) skip_bracket(reader);
    const auto second = read_date(reader, today);
    if (!second || *second == *first) return false;
    pieces.days.insert(pieces.days.end(), {*first, *second});
    return true;
}

// Takes the piece that stands at the reader's place.
bool read_piece(Reader& reader, UnixMillis now, UtcOffset offset, Pieces& pieces) {
    const Date today = local_date(now, offset);
    const std::size_t begin = reader.at();
    if (read_two_days(reader, today, pieces)) return true;
    reader.move_to(begin);
    const string_view text = reader.text();
    const auto meant = [&] {
        return !is_denied(text, begin, reader.at());
    };
    if (const auto at = read_dated(reader, now, offset)) {
        if (meant()) pieces.dated.push_back({begin, reader.at(), *at});
        return true;
    }
    if (skip_span(reader, SpanOf::days)) return true;
    const auto day = attempt(reader, [&](Reader& at) { return read_date(at, today); });
    if (day && meant()) pieces.days.push_back(*day);
    if (day) return true;
    if (const auto time = read_clock(reader)) {
        if (meant()) pieces.times.push_back({begin, reader.at(), *time});
        return true;
    }
    return skip_span(reader, SpanOf::hours);
}

}  // namespace

std::optional<Date> read_date(Reader& reader, Date today) {
    const std::size_t begin = reader.at();
    if (const auto day = read_relative_day(reader, today)) {
        const string_view words = reader.text().substr(begin, reader.at() - begin);
        return names_week_day(words) ? with_day_behind(reader, *day, today) : *day;
    }
    const auto day = read_calendar_day(reader, today);
    return day ? std::optional(with_weekday_behind(reader, *day)) : std::nullopt;
}

std::optional<UnixMillis> read_date_time(Reader& reader, UnixMillis now, UtcOffset offset) {
    if (const auto dated = read_dated(reader, now, offset)) return dated;
    const auto time = attempt(reader, read_clock);
    return time ? std::optional(next_at(*time, now, offset)) : std::nullopt;
}

std::optional<UnixMillis> read_hour_and_day(Reader& reader, UnixMillis now, UtcOffset offset) {
    return read_time_first(reader, local_date(now, offset), offset, true);
}

std::vector<DateTimeMention> find_date_times(
    string_view text, std::size_t begin, std::size_t end, UnixMillis now, UtcOffset offset
) {
    Pieces pieces;
    const string_view whole = text.substr(0, end);
    for (std::size_t at = begin; at < end;) {
        Reader reader(whole, at);
        const bool read = read_piece(reader, now, offset, pieces) && reader.at() > at;
        at = read ? reader.at() : next_place(whole, at);
    }
    const Date today = local_date(now, offset);
    std::erase_if(pieces.days, [&](Date day) { return day < today; });
    const bool one_day =
        std::ranges::all_of(pieces.days, [&](Date day) { return day == pieces.days.front(); });
    for (const Pieces::Lone& one : pieces.times) {
        if (!one_day) break;
        const UnixMillis at = pieces.days.empty() ? next_at(one.time, now, offset)
                                                  : at_local(pieces.days.front(), one.time, offset);
        pieces.dated.push_back({one.begin, one.end, at});
    }
    std::ranges::sort(pieces.dated, {}, &DateTimeMention::begin);
    return std::move(pieces.dated);
}

}  // namespace clerk::nlu
