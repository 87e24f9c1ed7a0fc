#include "access/limiter.hpp"

#include <catch2/catch.hpp>

namespace clerk::access {
namespace {

constexpr Rate five_a_second{20, 5};

TEST_CASE("a bucket gives its burst, then its rate", "[limiter]") {
    TokenBucket bucket;
    for (int i = 0; i < 20; ++i)
        CHECK(bucket.take(five_a_second, 1'000).value == 0);
    CHECK(bucket.take(five_a_second, 1'000).value == 200);
    CHECK(bucket.take(five_a_second, 1'100).value == 100);
    CHECK(bucket.take(five_a_second, 1'200).value == 0);
    CHECK(bucket.take(five_a_second, 1'200).value > 0);
    CHECK(bucket.take(five_a_second, 100'000).value == 0);
}

TEST_CASE("a refused message costs nothing", "[limiter]") {
    TokenBucket bucket;
    const Rate one{1, 1};
    CHECK(bucket.take(one, 0).value == 0);
    for (int i = 0; i < 50; ++i)
        CHECK(bucket.take(one, 500).value > 0);
    CHECK(bucket.take(one, 1'000).value == 0);
}

TEST_CASE("a clock that goes back gives nothing away", "[limiter]") {
    TokenBucket bucket;
    const Rate one{1, 1};
    CHECK(bucket.take(one, 10'000).value == 0);
    CHECK(bucket.take(one, 5'000).value > 0);
    CHECK(bucket.take(one, 10'500).value > 0);
    CHECK(bucket.take(one, 11'000).value == 0);
}

TEST_CASE("keys do not disturb each other", "[limiter]") {
    KeyedBuckets buckets({1, 1}, 10);
    CHECK(buckets.take("a", 0).value == 0);
    CHECK(buckets.take("a", 0).value > 0);
    CHECK(buckets.take("b", 0).value == 0);
}

TEST_CASE("a full table makes strangers wait and forgets who is rested", "[limiter]") {
    KeyedBuckets buckets({1, 1}, 3);
    for (const char* key : {"a", "b", "c"})
        CHECK(buckets.take(key, 10'000).value == 0);
    CHECK(buckets.take("d", 10'000).value > 0);
    CHECK(buckets.size() == 3);
    CHECK(buckets.take("a", 10'000).value > 0);  // known, and still spent
    CHECK(buckets.take("d", 11'100).value == 0);
    CHECK(buckets.size() == 1);
}

TEST_CASE("failures lock a key until its window is over", "[limiter]") {
    FailureCounter failures(3, minutes(15), 100);
    for (int i = 0; i < 3; ++i) {
        CHECK(failures.locked_for("agent", 1'000).value == 0);
        failures.add("agent", 1'000);
    }
    CHECK(failures.locked_for("agent", 1'000) == minutes(15));
    CHECK(failures.locked_for("agent", 1'000 + 899'999).value == 1);
    CHECK(failures.locked_for("other", 1'000).value == 0);
    CHECK(failures.locked_for("agent", 1'000 + 900'000).value == 0);
    failures.add("agent", 901'000);
    CHECK(failures.locked_for("agent", 901'000).value == 0);
}

TEST_CASE("a success is forgiven at once", "[limiter]") {
    FailureCounter failures(1, minutes(15), 100);
    failures.add("agent", 0);
    CHECK(failures.locked_for("agent", 0).value > 0);
    failures.forget("agent");
    CHECK(failures.locked_for("agent", 0).value == 0);
}

TEST_CASE("more keys than fit lock strangers out, not the table open", "[limiter]") {
    FailureCounter failures(1, minutes(15), 2);
    failures.add("a", 0);
    failures.add("b", 0);
    failures.add("c", 0);
    CHECK(failures.locked_for("a", 0).value > 0);
    CHECK(failures.locked_for("c", 0).value > 0);
    CHECK(failures.locked_for("c", 900'000).value == 0);
}

}  // namespace
}  // namespace clerk::access
