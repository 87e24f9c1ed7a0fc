#include "app/receipts.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <rapidcheck.h>
#include <string>

namespace clerk::app {
namespace {

TEST_CASE("receipts are found by their id and nothing else") {
    Receipts receipts;
    CHECK(receipts.find("message-1") == nullptr);
    receipts.note("message-1", {.content_hash = 7, .seq = 2, .at = {1'000}});
    receipts.note("message-2", {.content_hash = 8, .seq = 4, .at = {2'000}});
    REQUIRE(receipts.find("message-1") != nullptr);
    CHECK(receipts.find("message-1")->seq == 2);
    CHECK(receipts.find("message-2")->content_hash == 8);
    CHECK(receipts.find("message-3") == nullptr);
    CHECK(receipts.find("") == nullptr);
}

TEST_CASE("an id noted twice has the newer receipt") {
    Receipts receipts;
    receipts.note("message-1", {.seq = 2});
    receipts.note("message-1", {.seq = 9});
    CHECK(receipts.size() == 1);
    CHECK(receipts.find("message-1")->seq == 9);
}

TEST_CASE("receipts are what a map of ids would be") {
    const bool holds = rc::check([](const std::vector<std::pair<std::string, std::uint64_t>>& all) {
        Receipts receipts;
        std::map<std::string, std::uint64_t> map;
        for (const auto& [id, seq] : all) {
            receipts.note(id, {.seq = seq});
            map[id] = seq;
        }
        RC_ASSERT(receipts.size() == map.size());
        for (const auto& [id, seq] : map) {
            RC_ASSERT(receipts.find(id) != nullptr);
            RC_ASSERT(receipts.find(id)->seq == seq);
        }
    });
    CHECK(holds);
}

}  // namespace
}  // namespace clerk::app
