#include "retail/complaints.hpp"

#include <catch2/catch.hpp>

namespace clerk::retail {
namespace {

Status move(std::string_view from, std::string_view to) {
    return check(ComplaintMove{from, to, {}, {}, {}});
}

TEST_CASE("a promise depends on how grave it is; what is not known counts as grave") {
    const ComplaintPolicy policy{
        .promise_low_hours = 48, .promise_medium_hours = 24, .promise_high_hours = 4};
    constexpr UnixMillis now{1'000};
    CHECK(promise_for("low", policy, {}, now) == now + hours(48));
    CHECK(promise_for("medium", policy, {}, now) == now + hours(24));
    CHECK(promise_for("high", policy, {}, now) == now + hours(4));
    CHECK(promise_for("", policy, {}, now) == now + hours(4));
}

TEST_CASE("only hours in which people are there count towards a promise") {
    constexpr UtcOffset china{480};
    const auto at = [](std::string_view text) {
        return *parse_iso_time(text, UtcOffset{480});
    };
    const ComplaintPolicy policy{
        .promise_low_hours = 24, .promise_medium_hours = 12, .promise_high_hours = 4};
    Desks desks{.hours = {}, .offset = china};
    for (std::size_t day = 0; day < 5; ++day)
        desks.hours.week[day] = {{8 * 60 + 30, 12 * 60}, {13 * 60, 18 * 60}};
    const auto high = [&](std::string_view now) {
        return promise_for("high", policy, desks, at(now));
    };
    CHECK(high("2024-07-01 03:17") == at("2024-07-01 13:30"));  // a Monday, before they come
    CHECK(high("2024-07-01 13:30") == at("2024-07-01 17:30"));
    CHECK(high("2024-07-01 17:00") == at("2024-07-02 11:30"));
    CHECK(high("2024-07-05 18:00") == at("2024-07-08 13:30"));  // over the week's end
    CHECK(promise_for("medium", policy, desks, at("2024-07-01 08:30")) == at("2024-07-02 12:00"));
    desks.hours.week = {};
    desks.hours.unlike[local_date(at("2024-07-01 00:00"), china)] = {{0, 60}};
    CHECK(high("2024-07-02 10:00") == at("2024-07-02 14:00"));  // nobody ever: by the clock
}

TEST_CASE("a complaint goes its whole way, and back only when reopened") {
    constexpr const char* way[] = {
        "received",
        "acknowledged",
        "investigating",
        "proposed",
        "accepted",
        "executed",
        "callback_due",
        "confirmed"};
    for (std::size_t i = 0; i + 1 < std::size(way); ++i) {
        CHECK(move(way[i], way[i + 1]).ok());
        CHECK(move(way[i + 1], way[i]).error().code == "illegal");
    }
    CHECK(move("closed", "reopened").ok());
    CHECK(move("callback_due", "reopened").ok());
    CHECK(move("reopened", "investigating").ok());
    CHECK(move("received", "closed").error().code == "illegal");
    CHECK(move("refused", "escalated").ok());
    CHECK(move("escalated", "mediation").ok());
    CHECK(move("mediation", "executed").ok());
}

TEST_CASE("a complaint cannot close without cause, resolution and call-back") {
    CHECK(check(ComplaintMove{"confirmed", "closed", "late truck", "voucher", "satisfied"}).ok());
    CHECK(
        check(ComplaintMove{"confirmed", "closed", "", "voucher", "satisfied"}).error().code
        == "incomplete"
    );
    CHECK(
        check(ComplaintMove{"confirmed", "closed", "late", "", "satisfied"}).error().code
        == "incomplete"
    );
    CHECK(
        check(ComplaintMove{"confirmed", "closed", "late", "voucher", ""}).error().code
        == "incomplete"
    );
    // All three do not help it to jump.
    CHECK(
        check(ComplaintMove{"executed", "closed", "late", "voucher", "ok"}).error().code
        == "illegal"
    );
}

TEST_CASE("a refused move names the legal ones") {
    CHECK(
        move("proposed", "closed").error().message.find("accepted, refused") != std::string::npos
    );
    CHECK(move("nowhere", "closed").error().message.find("nowhere") != std::string::npos);
}

}  // namespace
}  // namespace clerk::retail
