#include "base/time.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk {
namespace {

constexpr UtcOffset china{480};

rc::Gen<Date> any_date() {  // years 1900 to 2200
    return rc::gen::map(rc::gen::inRange(-25'567, 84'006), [](std::int32_t day) {
        return Date{day};
    });
}

rc::Gen<UtcOffset> any_offset() {
    return rc::gen::map(rc::gen::inRange(-12 * 60, 14 * 60 + 1), [](std::int32_t minutes) {
        return UtcOffset{minutes};
    });
}

}  // namespace

TEST_CASE("days of the calendar") {
    CHECK(civil(Date{0}) == CivilDate{1970, 1, 1});
    CHECK(civil(Date{19'905}) == CivilDate{2024, 7, 1});
    CHECK(date_of({2024, 2, 29}).has_value());
    CHECK(date_of({2000, 2, 29}).has_value());
    for (const CivilDate none :
         {CivilDate{2023, 2, 29},
          CivilDate{2100, 2, 29},
          CivilDate{2024, 4, 31},
          CivilDate{2024, 13, 1},
          CivilDate{2024, 0, 1},
          CivilDate{2024, 1, 0}}) {
        CHECK_FALSE(date_of(none).has_value());
    }
    CHECK(weekday(*date_of({2024, 7, 1})) == 1);
    CHECK(weekday(*date_of({2024, 7, 7})) == 7);
    CHECK(weekday(*date_of({1969, 12, 31})) == 3);
}

TEST_CASE("a day is its date, and the next one is another") {
    rc::check([] {
        const Date date = *any_date();
        RC_ASSERT(date_of(civil(date)) == date);
        RC_ASSERT(weekday(date + 7) == weekday(date));
        RC_ASSERT(weekday(date + 1) == weekday(date) % 7 + 1);
        RC_ASSERT(parse_iso_date(iso_date(date)) == date);
    });
}

TEST_CASE("a shop's clock and UTC lead back to each other") {
    CHECK(local_date({1'719'799'200'000}, china) == *date_of({2024, 7, 1}));
    CHECK(local_clock({1'719'799'200'000}, china) == ClockTime{10, 0});
    // Before eight it is another day in UTC.
    CHECK(
        local_date(at_local(*date_of({2024, 7, 1}), {0, 30}, china), UtcOffset{0})
        == *date_of({2024, 6, 30})
    );
    rc::check([] {
        const Date date = *any_date();
        const ClockTime clock{*rc::gen::inRange(0, 24), *rc::gen::inRange(0, 60)};
        const UtcOffset offset = *any_offset();
        const UnixMillis at = at_local(date, clock, offset);
        RC_ASSERT(local_date(at, offset) == date);
        RC_ASSERT(local_clock(at, offset) == clock);
        RC_ASSERT(local_date(at + minutes(1) - Millis{1}, offset) == date);
    });
}

TEST_CASE("times are written in one way and read strictly") {
    CHECK(iso_time({1'719'799'200'123}) == "2024-07-01T02:00:00.123Z");
    CHECK(iso_time({0}) == "1970-01-01T00:00:00.000Z");
    const UnixMillis ten{1'719'799'200'000};
    for (const char* same :
         {"2024-07-01 10:00",
          "2024-07-01T10:00:00",
          "2024-07-01T02:00:00Z",
          "2024-07-01T10:00:00+08:00"}) {
        CAPTURE(same);
        CHECK(parse_iso_time(same, china) == ten);
    }
    for (const char* none :
         {"",
          "2024-07-01",
          "2024-7-1 10:00",
          "2024-07-01 24:00",
          "2024-07-01 10:60",
          "2024-02-30 10:00",
          "2024-07-01 10:00 ",
          " 2024-07-01 10:00",
          "2024-07-01 10:0",
          "2024-07-01T10:00:00+8",
          "2024-07-01 10:00Zz",
          "10:00",
          "2024-07-01 -1:00",
          "２０２４-07-01 10:00"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_iso_time(none, china).has_value());
    }
    for (const char* none :
         {"",
          "2024-07-1",
          "2024/07/01",
          "20240701",
          "2024-07-01 ",
          "2023-02-29",
          "-024-07-01",
          "2024-07-0x"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_iso_date(none).has_value());
    }
}

TEST_CASE("what is read from any bytes is a time that is written again") {
    rc::check([] {
        const std::string text = *rc::gen::arbitrary<std::string>();
        (void)parse_iso_date(text);
        (void)parse_iso_time(text, china);
        const UnixMillis at{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)};
        const std::string to_the_second = iso_time(at).substr(0, 19) + "Z";
        RC_ASSERT(parse_iso_time(to_the_second, china) == UnixMillis{at.value / 1000 * 1000});
    });
}

}  // namespace clerk
