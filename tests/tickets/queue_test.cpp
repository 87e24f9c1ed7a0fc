#include "tickets/queue.hpp"

#include <catch2/catch.hpp>

namespace clerk::tickets {
namespace {

Ticket waiting(std::uint64_t id, const char* priority, std::int64_t since) {
    Ticket t;
    t.id = {id};
    t.state = TicketState::queued;
    t.priority = priority;
    t.queued_at = {since};
    return t;
}

TEST_CASE("the more urgent go first, then those who waited longer") {
    Queue queue;
    queue.put(waiting(1, "normal", 100));
    queue.put(waiting(2, "low", 10));
    queue.put(waiting(3, "urgent", 300));
    queue.put(waiting(4, "normal", 50));
    queue.put(waiting(5, "high", 500));
    CHECK(queue.in_order() == std::vector<TicketId>{{3}, {5}, {4}, {1}, {2}});
    CHECK(queue.position({3}) == 1);
    CHECK(queue.position({2}) == 5);
}

TEST_CASE("an unknown priority waits like a normal one") {
    CHECK(urgency("nonsense") == urgency("normal"));
}

TEST_CASE("who is not waiting has no position, and may be removed again") {
    Queue queue;
    queue.put(waiting(1, "normal", 100));
    queue.remove({1});
    queue.remove({1});
    CHECK(queue.position({1}) == 0);
    CHECK(queue.size() == 0);
}

TEST_CASE("put again moves, it never doubles") {
    Queue queue;
    queue.put(waiting(1, "normal", 100));
    queue.put(waiting(2, "normal", 200));
    queue.put(waiting(2, "urgent", 200));
    CHECK(queue.in_order() == std::vector<TicketId>{{2}, {1}});
    CHECK(queue.size() == 2);
}

}  // namespace
}  // namespace clerk::tickets
