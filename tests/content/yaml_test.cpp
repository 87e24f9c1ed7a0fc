#include "content/yaml.hpp"

#include "base/limits.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using clerk::content::Position;
using clerk::content::Problem;
using clerk::content::Problems;
using clerk::content::Report;
using clerk::content::yaml::Node;
using clerk::content::yaml::parse;
using clerk::content::yaml::Style;

struct Read {
    Node root;
    std::vector<Problem> problems;
};

Read read(std::string_view text) {
    Problems problems;
    Node root = parse(text, Report(problems, "f.yaml"));
    return {std::move(root), problems.sorted()};
}

// "line:col: text", one a line.
std::string said(std::string_view text) {
    std::string all;
    for (const Problem& problem : read(text).problems)
        all += to_string(problem) + "\n";
    return all;
}

void refuses(std::string_view text, std::string_view place, std::string_view words) {
    const std::string all = said(text);
    INFO(text);
    INFO(all);
    const std::string start = "f.yaml:" + std::string(place) + ": error: ";
    CHECK(all.starts_with(start));
    CHECK(all.find(words) != std::string::npos);
    CHECK(std::count(all.begin(), all.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("yaml: maps, lists and texts with their places") {
    const Read it =
        read("intent: 退货\ntitle:\n  zh: 退 '货'\nphrases:\n  - a\n  - 'it''s'\n  - \"b\\tc\"\n");
    REQUIRE(it.problems.empty());
    REQUIRE(it.root.is_map());
    REQUIRE(it.root.entries.size() == 3);
    CHECK(it.root.find("intent")->text == "退货");
    CHECK(it.root.find("intent")->at == Position{1, 9});
    CHECK(it.root.find("title")->find("zh")->text == "退 '货'");
    CHECK(it.root.find("nothing") == nullptr);
    const Node& phrases = *it.root.find("phrases");
    REQUIRE(phrases.items.size() == 3);
    CHECK(phrases.items[0].style == Style::plain);
    CHECK(phrases.items[1].text == "it's");
    CHECK(phrases.items[1].style == Style::single_quoted);
    CHECK(phrases.items[1].at == Position{6, 5});
    CHECK(phrases.items[2].text == "b\tc");
    CHECK(phrases.items[2].style == Style::double_quoted);
    CHECK(phrases.entries.empty());
}

TEST_CASE("yaml: numbers, booleans and percent signs stay as written") {
    const Read it = read("a: 010\nb: yes\nc: 1.50\nd: 2024-07-01\ne: '%a'\n");
    REQUIRE(it.problems.empty());
    CHECK(it.root.find("a")->text == "010");
    CHECK(it.root.find("b")->text == "yes");
    CHECK(it.root.find("c")->text == "1.50");
    CHECK(it.root.find("d")->text == "2024-07-01");
    CHECK(it.root.find("e")->text == "%a");
}

TEST_CASE("yaml: columns count characters, not bytes") {
    const Read it = read("- x\n");
    CHECK(
        said("键值: [退货, 换货, 退货]\n键值: b\n")
        == "f.yaml:2:1: error: `键值:` stands twice, first in line 1; only one would count\n"
    );
    const Read wide = read("a: {货物: 冰箱, 数量: 二}\n");
    CHECK(wide.root.find("a")->find("数量")->at == Position{1, 17});
}

TEST_CASE("yaml: places within texts") {
    const Read it = read("a: 退货<x>\nb: 'it''s <x>'\nc: |\n  第一\n  第二<x>\n");
    REQUIRE(it.problems.empty());
    CHECK(it.root.find("a")->inside(6) == Position{1, 6});
    const Node& b = *it.root.find("b");
    CHECK(b.inside(b.text.find('<')) == Position{2, 11});
    const Node& c = *it.root.find("c");
    CHECK(c.text == "第一\n第二<x>");
    CHECK(c.inside(c.text.find('<')) == Position{5, 5});
    CHECK(c.inside(0) == Position{4, 3});
}

TEST_CASE("yaml: blocks keep their lines and their hashes") {
    const Read it =
        read("a: |-\n  one # two\n\n  # three\nb: 'x # y'\nc: a#b\n# a comment # of its own\n");
    REQUIRE(it.problems.empty());
    CHECK(it.root.find("a")->text == "one # two\n\n# three");
    CHECK(it.root.find("b")->text == "x # y");
    CHECK(it.root.find("c")->text == "a#b");
}

TEST_CASE("yaml: Windows line ends are line ends") {
    const Read it = read("a: b\r\nc: |\r\n  d\r\n  e\r\n");
    REQUIRE(it.problems.empty());
    CHECK(it.root.find("a")->text == "b");
    CHECK(it.root.find("c")->text == "d\ne");
}

TEST_CASE("yaml: refuses what it would change without a word") {
    SECTION("duplicate keys") {
        refuses("a: 1\nb: 2\na: 3\n", "3:1", "stands twice, first in line 1");
    }
    SECTION("duplicate keys inside") {
        refuses("a:\n  - {b: 1, b: 2}\n", "2:12", "stands twice");
    }
    SECTION("a tag") {
        refuses("a: !x b\n", "1:4", "tag");
    }
    SECTION("a tag alone") {
        refuses("if: !x\n", "1:5", "tag");
    }
    SECTION("a tag in Chinese") {
        refuses("a:\n  - !退货\n", "2:5", "tag");
    }
    SECTION("a standard tag") {
        refuses("a: !!str b\n", "1:4", "tag");
    }
    SECTION("a tagged list") {
        refuses("a: !x [b]\n", "1:4", "tag");
    }
    SECTION("an anchor") {
        refuses("a: &x b\n", "1:4", "anchor");
    }
    SECTION("an anchored map") {
        refuses("a: &x\n  b: c\n", "1:4", "anchor");
    }
    SECTION("an unknown alias") {
        refuses("a: *x\n", "1:4", "alias");
    }
    SECTION("~") {
        refuses("a: ~\n", "1:4", "no value");
    }
    SECTION("null") {
        refuses("a: null\n", "1:4", "no value");
    }
    SECTION("an empty value") {
        refuses("a: b\nc:\nd: e\n", "2:1", "`c:` has no value");
    }
    SECTION("an empty value at the end") {
        refuses("a: b\nc:\n", "2:1", "`c:` has no value");
    }
    SECTION("an empty element") {
        refuses("a:\n  - b\n  -\n  - c\n", "3:3", "empty element");
    }
    SECTION("a flow map's null") {
        refuses("a: {b: c, d}\n", "1:11", "`d:` has no value");
    }
    SECTION("no key") {
        refuses("a:\n  : b\n", "2:3", "key is missing");
    }
    SECTION("a second document") {
        refuses("a: b\n---\nc: d\n", "2:1", "second document");
    }
}

TEST_CASE("yaml: refuses what it would read as something else") {
    SECTION("a question mark") {
        refuses("a:\n  - ? 退货\n", "2:5", "`? `");
    }
    SECTION("a list as key") {
        refuses("[a, b]: c\n", "1:1", "cannot be a key");
    }
    SECTION("a plain text over lines") {
        refuses("a: b\n  c\n", "1:4", "several lines");
    }
    SECTION("a quoted text over lines") {
        refuses("a: 'b\n  c'\n", "1:4", "several lines");
    }
    SECTION("a double-quoted text over lines") {
        refuses("a: \"b\n  c\"\n", "1:4", "several lines");
    }
    SECTION("an unclosed double quote") {
        refuses("a: \"b\nc: d\n", "1:4", "never closed");
    }
    SECTION("an unclosed single quote") {
        refuses("a: 'b\n", "1:4", "never closed");
    }
    SECTION("a fold") {
        refuses("a: >\n  b # c\n  d\n", "1:4", "write `|`");
    }
    SECTION("a comment after a text") {
        refuses("a: 2 # 3\n", "1:6", "cut off");
    }
    SECTION("a comment after a key") {
        refuses("a: # 3\n  b: c\n", "1:4", "cut off");
    }
    SECTION("a comment after a quote") {
        refuses("a: 'b # c' # d\n", "1:12", "cut off");
    }
    SECTION("a comment after a block's bar") {
        refuses("a: | # x\n  b\n", "1:6", "cut off");
    }
    SECTION("a tab") {
        refuses("a:\n\tb: c\n", "2:1", "tab");
    }
    SECTION("a tab after blanks") {
        refuses("a:\n  \tb: c\n", "2:3", "tab");
    }
    SECTION("a directive") {
        refuses("%YAML 1.1\n---\na: b\n", "1:1", "directive");
    }
    SECTION("a text as the root") {
        refuses("hello\n", "1:1", "map");
    }
    SECTION("a list as the root") {
        refuses("- a: b\n", "1:1", "map");
    }
    SECTION("nothing") {
        refuses("# only a comment\n", "1:1", "empty");
    }
    SECTION("nothing at all") {
        refuses("", "1:1", "empty");
    }
}

TEST_CASE("yaml: full-width colons") {
    refuses("title：退货\nstarts: x\n", "1:6", "full-width colon");
    refuses("intent: a\ntitle：退货\n", "2:6", "full-width colon");
    refuses("steps:\n  - say：\n      zh: a\n", "2:8", "full-width colon");
    CHECK(said("a:\n  - VIP：尊享服务\n  - 订单：<no>\n").empty());
    CHECK(said("a: |\n  order：1\n  b：2\n").empty());
}

TEST_CASE("yaml: syntax errors say what is wrong in our words") {
    refuses("a: Your orders: x\n", "1:15", "in '…'");
    refuses("a: @x\n", "1:4", "may not begin");
    refuses("a: `x`\n", "1:4", "may not begin");
    refuses("a: b\n]\n", "2:1", "closing bracket");
    refuses("a: - b\n", "1:4", "lines of its own");
}

TEST_CASE("yaml: only the first syntax error, with everything else before it") {
    const std::string all = said("a: !x b\na: 2\nb: ~\nc: @x\nd: @y\n");
    CHECK(all ==
          "f.yaml:1:4: error: `!` begins a YAML tag and would vanish; put the text in '…'\n"
          "f.yaml:2:1: error: `a:` stands twice, first in line 1; only one would count\n"
          "f.yaml:3:4: error: this is YAML for \"no value\"; leave the key out; "
          "put the text in '…'\n"
          "f.yaml:4:4: error: this character may not begin a text; put the text in '…'\n");
}

TEST_CASE("yaml: encodings") {
    refuses(
        "\xEF\xBB\xBF"
        "a: b\n",
        "1:1",
        "byte order mark"
    );
    refuses("a: b\nc: 退\xB2\xBB\n", "2:5", "UTF-8");
    refuses(
        std::string_view(
            "\xFF\xFE"
            "a\0:\0 \0b\0",
            10
        ),
        "1:1",
        "UTF-16"
    );
    refuses(std::string_view("a\0:\0 \0b\0\n\0", 10), "1:1", "UTF-16");
    refuses("a: b\x04\nc: d\n", "1:5", "control character");
    refuses("a: b\rc\n", "1:5", "control character");
    refuses("a: \xC0\xAF\n", "1:4", "UTF-8");
    refuses("a: \xED\xA0\x80\n", "1:4", "UTF-8");
}

TEST_CASE("yaml: bounds") {
    using clerk::limits::yaml_bytes_max;
    const auto nested = [](std::size_t depth) {
        return "a: " + std::string(depth, '[') + "x" + std::string(depth, ']') + "\n";
    };
    CHECK(said(nested(clerk::limits::yaml_depth_max - 1)).empty());
    refuses(nested(clerk::limits::yaml_depth_max), "1:35", "nested deeper than 32");

    // What grows out of hand here does not end within the test's time.
    refuses("a: " + std::string(10'000'000, 'x'), "1:1", "more than 1048576");
    CHECK(
        said("a: " + std::string(yaml_bytes_max - 3, '[')).find("nested deeper")
        != std::string::npos
    );
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const std::string last(1, static_cast<char>(c - 1));
        bomb += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 10; ++i)
            bomb += (i > 0 ? ", *" : "*") + last;
        bomb += "]\n";
    }
    CHECK(read(bomb).problems.size() == 10 + 9);
    std::string many;
    for (int i = 0; i < 60'000; ++i)
        many += "k" + std::to_string(i) + ": v\n";
    CHECK(said(many).empty());
}

TEST_CASE("yaml: a text as big as a file may be is read") {
    const std::string text(clerk::limits::yaml_bytes_max - 3, 'x');
    CHECK(read("a: " + text).root.find("a")->text == text);
}
