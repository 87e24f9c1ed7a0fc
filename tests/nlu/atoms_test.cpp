#include "nlu/atoms.hpp"

#include "generators.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

using Found = std::vector<std::pair<std::size_t, std::string>>;  // end, string

Found scan(const std::vector<std::string>& strings, std::string_view text) {
    Found found;
    Atoms(strings).scan(text, [&](std::uint32_t index, std::size_t end) {
        found.emplace_back(end, strings[index]);
    });
    std::sort(found.begin(), found.end());
    return found;
}

// Every string at every place.
Found search(const std::vector<std::string>& strings, std::string_view text) {
    Found found;
    for (const std::string& one : strings) {
        for (std::size_t at = text.find(one); at != std::string_view::npos;
             at = text.find(one, at + 1)) {
            found.emplace_back(at + one.size(), one);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("all occurrences, overlapping and inside each other") {
    const std::vector<std::string> strings = {"he", "she", "his", "hers", "e"};
    CHECK(scan(strings, "ushers") == search(strings, "ushers"));
    CHECK(scan(strings, "") == Found{});
    CHECK(scan({}, "text") == Found{});
    CHECK(scan({"退货", "货"}, "退货货") == search({"退货", "货"}, "退货货"));
    CHECK(scan({"aaaa", "aa"}, "aaaaaa") == search({"aaaa", "aa"}, "aaaaaa"));
}

TEST_CASE("a string given twice is found once, under its first index") {
    std::vector<std::uint32_t> found;
    Atoms({"ab", "cd", "ab"}).scan("ab", [&](std::uint32_t index, std::size_t) {
        found.push_back(index);
    });
    CHECK(found == std::vector<std::uint32_t>{0});
}

TEST_CASE("longest first where several end together") {
    std::vector<std::uint32_t> found;
    Atoms({"c", "bc", "abc"}).scan("abc", [&](std::uint32_t index, std::size_t) {
        found.push_back(index);
    });
    CHECK(found == std::vector<std::uint32_t>{2, 1, 0});
}

TEST_CASE("the same as searching for each") {
    CHECK(rc::check("atoms == find", [] {
        const auto piece = [] {
            return *joined({"a", "b", "ab", "退", "货", "退货", "了", "abc", "冰箱"});
        };
        std::vector<std::string> strings;
        for (int i = 0; i < 12; ++i) {
            std::string one = piece();
            const bool known = std::find(strings.begin(), strings.end(), one) != strings.end();
            if (!one.empty() && !known) strings.push_back(std::move(one));
        }
        const std::string text = piece() + piece() + piece();
        RC_ASSERT(scan(strings, text) == search(strings, text));
    }));
}
