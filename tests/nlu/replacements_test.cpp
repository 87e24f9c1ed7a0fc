// Texts replaced by others, the longest first.
#include "nlu/replacements.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace clerk::nlu {
namespace {

std::string found(const Replacements& all, std::string_view text) {
    const Replacements::Found one = all.longest(text);
    return std::to_string(one.bytes) + " " + std::string(one.to);
}

TEST_CASE("the longest that a text begins with is found") {
    Replacements all;
    all.add("发", "發");
    all.add("头发", "頭髮");
    all.add("头", "頭");
    all.add("头发长", "頭髮長");
    all.add("a", "");
    all.finish();
    CHECK(found(all, "头发好") == "6 頭髮");
    CHECK(found(all, "头发长") == "9 頭髮長");
    CHECK(found(all, "头") == "3 頭");
    CHECK(found(all, "发头") == "3 發");
    CHECK(found(all, "ab") == "1 ");
    CHECK(found(all, "好头") == "0 ");
    CHECK(found(all, "\U0010FFFF") == "0 ");
    CHECK(found(all, "") == "0 ");
}

TEST_CASE("what cannot be kept is left out") {
    Replacements all;
    all.finish();
    CHECK(all.empty());
    CHECK(found(all, "x") == "0 ");
    Replacements long_ones;
    long_ones.add("", "x");
    long_ones.add(std::string(256, 'a'), "x");
    long_ones.add("b", std::string(256, 'x'));
    long_ones.finish();
    CHECK(long_ones.empty());
    Replacements just;
    just.add(std::string(255, 'a'), std::string(255, 'x'));
    just.finish();
    CHECK(just.longest(std::string(300, 'a')).to.size() == 255);
}

TEST_CASE("any set of replacements is as a look at each of them") {
    rc::check([] {
        Replacements all;
        std::vector<std::string> known;
        for (int i = 0; i < 12; ++i) {
            auto from = *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c'));
            from.resize(std::min<std::size_t>(from.size(), 4));
            if (from.empty() || std::ranges::find(known, from) != known.end()) continue;
            all.add(from, from + "!");
            known.push_back(from);
        }
        all.finish();
        const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', 'd'));
        std::string best;
        for (const std::string& one : known) {
            if (text.starts_with(one) && one.size() > best.size()) best = one;
        }
        RC_ASSERT(all.longest(text).bytes == best.size());
        RC_ASSERT(best.empty() || all.longest(text).to == best + "!");
    });
}

}  // namespace
}  // namespace clerk::nlu
