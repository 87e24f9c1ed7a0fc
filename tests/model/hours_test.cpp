#include "model/hours.hpp"

#include <catch2/catch.hpp>

using namespace clerk;

namespace {

constexpr UtcOffset china{480};

UnixMillis at(std::string_view text) {
    return *parse_iso_time(text, china);
}

// Monday to Friday with a lunch break, Saturday a night shift, Sunday closed.
OpenHours desk() {
    OpenHours hours;
    for (std::size_t day = 0; day < 5; ++day)
        hours.week[day] = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};
    hours.week[5] = {{22 * 60, 26 * 60}};
    return hours;
}

}  // namespace

TEST_CASE("nothing said: somebody is always there") {
    const OpenHours hours;
    CHECK(hours.always());
    CHECK(hours.open_at(at("2024-07-01 03:00"), china));
    CHECK(hours.opens(at("2024-07-01 03:00"), china) == at("2024-07-01 03:00"));
}

TEST_CASE("spans are half-open, with breaks between them") {
    const OpenHours hours = desk();  // 1 July 2024 is a Monday
    CHECK_FALSE(hours.open_at(at("2024-07-01 08:59"), china));
    CHECK(hours.open_at(at("2024-07-01 09:00"), china));
    CHECK_FALSE(hours.open_at(at("2024-07-01 12:00"), china));
    CHECK(hours.opens(at("2024-07-01 12:00"), china) == at("2024-07-01 13:00"));
    CHECK(hours.opens(at("2024-07-01 18:00"), china) == at("2024-07-02 09:00"));
}

TEST_CASE("a night shift goes past midnight, also into a closed day") {
    const OpenHours hours = desk();
    CHECK(hours.open_at(at("2024-07-06 23:00"), china));
    CHECK(hours.open_at(at("2024-07-07 01:59"), china));
    CHECK_FALSE(hours.open_at(at("2024-07-07 02:00"), china));
    CHECK(hours.opens(at("2024-07-07 02:00"), china) == at("2024-07-08 09:00"));
}

TEST_CASE("holidays and made-up workdays are unlike their weekday") {
    OpenHours hours = desk();
    hours.unlike[*parse_iso_date("2024-07-01")] = {};
    hours.unlike[*parse_iso_date("2024-07-07")] = {{10 * 60, 16 * 60}};
    CHECK_FALSE(hours.open_at(at("2024-07-01 10:00"), china));
    CHECK(hours.opens(at("2024-07-01 10:00"), china) == at("2024-07-02 09:00"));
    CHECK(hours.open_at(at("2024-07-07 11:00"), china));
    CHECK(hours.opens(at("2024-07-07 03:00"), china) == at("2024-07-07 10:00"));
}

TEST_CASE("never open again is said, not searched for ever") {
    OpenHours hours;
    hours.unlike[*parse_iso_date("2024-07-01")] = {{0, 60}};
    CHECK(hours.open_at(at("2024-07-01 00:30"), china));
    CHECK_FALSE(hours.opens(at("2024-07-01 01:00"), china).has_value());
}

TEST_CASE("what opens() says is open, and nothing before it is") {
    const OpenHours hours = desk();
    for (int step = 0; step < 7 * 24 * 4; ++step) {
        const UnixMillis now = at("2024-07-01 00:00") + minutes(15 * step);
        const auto opens = hours.opens(now, china);
        REQUIRE(opens);
        CHECK(hours.open_at(*opens, china));
        for (UnixMillis early = now; early < *opens; early = early + minutes(15))
            CHECK_FALSE(hours.open_at(early, china));
    }
}

TEST_CASE("time in which somebody is there adds up over breaks, nights and days") {
    const OpenHours hours = desk();
    CHECK(hours.after(at("2024-07-01 08:00"), clerk::hours(2), china) == at("2024-07-01 11:00"));
    CHECK(hours.after(at("2024-07-01 11:00"), clerk::hours(2), china) == at("2024-07-01 14:00"));
    CHECK(hours.after(at("2024-07-06 21:00"), clerk::hours(3), china) == at("2024-07-07 01:00"));
    // From within a night that began the day before, into the next week.
    CHECK(hours.after(at("2024-07-07 01:00"), clerk::hours(2), china) == at("2024-07-08 10:00"));
    CHECK(
        OpenHours().after(at("2024-07-01 03:00"), clerk::hours(5), china) == at("2024-07-01 08:00")
    );
    OpenHours overlapping;
    overlapping.week[0] = {{9 * 60, 12 * 60}, {10 * 60, 13 * 60}};
    CHECK(
        overlapping.after(at("2024-07-01 09:00"), clerk::hours(4), china) == at("2024-07-01 13:00")
    );
    OpenHours once;
    once.unlike[local_date(at("2024-07-01 00:00"), china)] = {{0, 60}};
    CHECK_FALSE(once.after(at("2024-07-01 00:00"), clerk::hours(2), china));
}
