#include "app/behind.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <rapidcheck.h>

namespace clerk::app {
namespace {

constexpr ConversationId one{1};
constexpr ConversationId two{2};
constexpr CustomerId nobody{};
constexpr CustomerId li{7};

TEST_CASE("heads come due in the order in which they fell behind") {
    Behind behind;
    behind.reset(10);
    CHECK(behind.whole_to() == 10);
    CHECK_FALSE(behind.oldest(1'000));
    behind.row_written(one, 11, nobody);
    behind.row_written(two, 12, nobody);
    behind.row_written(one, 13, nobody);
    CHECK(behind.newest_row() == 13);
    CHECK(behind.whole_to() == 10);
    CHECK(behind.end_of(one) == 13);
    CHECK_FALSE(behind.oldest(10));
    CHECK(behind.oldest(11) == one);
    behind.head_written(one);
    CHECK(behind.end_of(one) == 0);
    CHECK(behind.whole_to() == 11);
    CHECK_FALSE(behind.oldest(11));
    CHECK(behind.oldest(12) == two);
    behind.head_written(two);
    CHECK(behind.whole_to() == 13);
    CHECK(behind.size() == 0);
}

TEST_CASE("a customer's conversations are known while their heads are behind") {
    Behind behind;
    behind.row_written(one, 1, nobody);
    CHECK(behind.of(li).empty());
    behind.row_written(one, 2, li);
    behind.row_written(two, 3, li);
    CHECK(behind.of(li) == std::vector{one, two});
    behind.head_written(one);
    CHECK(behind.of(li) == std::vector{two});
}

// The obviously right one: every row, and how far each head is.
struct Plain {
    std::map<ConversationId, std::vector<std::int64_t>> rows;
    std::int64_t newest = 0;

    [[nodiscard]] std::int64_t whole_to() const {
        std::int64_t to = newest;
        for (const auto& [id, behind] : rows)
            if (!behind.empty()) to = std::min(to, behind.front() - 1);
        return to;
    }
};

TEST_CASE("whatever is noted and taken back, it knows what a plain list knows") {
    rc::check([] {
        Behind behind;
        Plain plain;
        Plain committed;
        for (int i = 0; i < 60; ++i) {
            const ConversationId id{*rc::gen::inRange<std::uint64_t>(1, 6)};
            switch (*rc::gen::inRange(0, 6)) {
                case 0:
                    behind.begin();
                    committed = plain;
                    break;
                case 1:
                    behind.rollback();
                    plain = committed;
                    break;
                case 2:
                    behind.head_written(id);
                    plain.rows[id].clear();
                    break;
                default:
                    behind.row_written(id, ++plain.newest, nobody);
                    plain.rows[id].push_back(plain.newest);
            }
            RC_ASSERT(behind.whole_to() == plain.whole_to());
            RC_ASSERT(behind.newest_row() == plain.newest);
            std::size_t size = 0;
            for (const auto& [chat, rows] : plain.rows) {
                RC_ASSERT(behind.end_of(chat) == (rows.empty() ? 0 : rows.back()));
                size += rows.empty() ? 0 : 1;
            }
            RC_ASSERT(behind.size() == size);
            const auto oldest = behind.oldest(plain.newest);
            RC_ASSERT(oldest.has_value() == (size > 0));
            if (oldest) RC_ASSERT(plain.rows[*oldest].front() == plain.whole_to() + 1);
        }
    });
}

}  // namespace
}  // namespace clerk::app
