#include "nlu/rule_index.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

std::string needs(std::string_view phrase) {
    const ParsedPhrase parsed = parse_phrase(phrase, *normaliser());
    REQUIRE(parsed.ok());
    const Pattern pattern =
        compile_phrase(parsed.phrase, [](std::string_view) { return std::string("[0-9]+"); });
    std::string out;
    for (const AtomSet& set : needs_of(pattern.expression)) {
        if (!out.empty()) out += " & ";
        for (std::size_t i = 0; i < set.size(); ++i)
            out += (i > 0 ? "|" : "") + set[i];
    }
    return out;
}

std::string candidates(const RuleIndex& index, std::string_view text) {
    static RuleIndex::Work work;
    std::vector<std::uint32_t> found;
    index.candidates(text, work, found);
    std::string out;
    for (const std::uint32_t rule : found)
        out += (out.empty() ? "" : ",") + std::to_string(rule);
    return out;
}

}  // namespace

TEST_CASE("what a phrase needs") {
    CHECK(needs("退货") == "退货");
    CHECK(needs("(退|换)货") == "换货|退货");
    CHECK(needs("(我要|我想)?退货") == "退货");
    CHECK(needs("冰箱...坏了") == "冰箱 & 坏了");
    CHECK(needs("return my order") == "return & my & order");
    CHECK(needs("把<order_no>退掉") == "把 & 退掉");
    CHECK(needs("(a|退货)").empty());
    CHECK(needs("a").empty());
    CHECK(needs("(查 订单|看 快递)") == "快递|订单");
    CHECK(needs("return(s|ed)?") == "return");
    CHECK(needs("(退)?(货)?单") == "单");
}

TEST_CASE("atoms that hold another are left to it") {
    CHECK(needs("(退|退货|退货吧)") == "退");
    CHECK(needs("(退货|退掉)") == "退掉|退货");
}

TEST_CASE("the index finds by any atom of the rarest set, and checks the others") {
    const RuleIndex index({
        {{"冰箱"}, {"坏了"}},
        {{"退货", "换货"}},
        {},
        {{"冰箱", "空调"}, {"维修", "修理"}, {"费用"}},
    });
    CHECK(candidates(index, "") == "2");
    CHECK(candidates(index, "冰箱") == "2");
    CHECK(candidates(index, "冰箱坏了") == "0,2");
    CHECK(candidates(index, "退货换货") == "1,2");
    CHECK(candidates(index, "空调修理") == "2");
    CHECK(candidates(index, "空调修理费用") == "2,3");
    CHECK(index.always() == std::vector<std::uint32_t>{2});
    CHECK(index.bytes() > 0);
}

TEST_CASE("one thread's memory serves several indexes") {
    const RuleIndex small({{{"ab"}}});
    const RuleIndex large({{{"ab"}}, {{"cd"}}, {{"ef"}}, {{"ab", "ef"}, {"cd"}}});
    for (int i = 0; i < 3; ++i) {
        CHECK(candidates(small, "ab") == "0");
        CHECK(candidates(large, "cd").find('1') != std::string::npos);
        CHECK(candidates(small, "cd").empty());
        CHECK(candidates(large, "ef cd") == "1,2,3");
    }
}

TEST_CASE("a long set is met by any of its atoms, for every rule that has it") {
    AtomSet many;
    for (char c = 'a'; c <= 'z'; ++c)
        many.push_back(std::string("q") + c);
    const RuleIndex index({{{"退货"}, many}, {{"退货"}}, {{"换货"}, many}, {{"换货"}, {"退货"}}});
    CHECK(candidates(index, "退货") == "1");
    CHECK(candidates(index, "退货 qz") == "0,1");
    CHECK(candidates(index, "qa 换货 qb") == "2");
    CHECK(candidates(index, "换货退货 qc") == "0,1,2,3");
    CHECK(candidates(index, "换货退货") == "1,3");
}

TEST_CASE("no rules, no candidates") {
    CHECK(candidates(RuleIndex(), "退货").empty());
    CHECK(candidates(RuleIndex(std::vector<std::vector<AtomSet>>{}), "退货").empty());
}

TEST_CASE("a text is looked through once for its parts, and for some of the rules") {
    const RuleIndex index({{{"退货"}}, {{"冰箱"}}, {{"退货"}, {"冰箱"}}, {}});
    const std::string_view text = "退货,冰箱";  // bytes 0 to 6, 7 to 13
    std::vector<RuleIndex::Sighting> seen;
    index.look(text, seen);
    RuleIndex::Work work;
    const auto found = [&](Span part, RuleIndex::Range rules) {
        std::vector<std::uint32_t> rules_found;
        index.candidates(seen, part, rules, work, rules_found);
        return rules_found;
    };
    using Rules = std::vector<std::uint32_t>;
    CHECK(found({0, 13}, {}) == Rules{0, 1, 2, 3});
    CHECK(found({0, 6}, {}) == Rules{0, 3});
    CHECK(found({7, 13}, {}) == Rules{1, 3});
    CHECK(found({3, 13}, {}) == Rules{1, 3});
    CHECK(found({0, 12}, {}) == Rules{0, 3});
    CHECK(found({0, 13}, {1, 3}) == Rules{1, 2});
    CHECK(found({0, 13}, {3, 4}) == Rules{3});
    CHECK(found({6, 7}, {0, 3}).empty());
}
