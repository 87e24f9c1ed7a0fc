// A map read through its table: what is missing, unknown or of another shape is told once.
#include "content/fields.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

using namespace clerk;
using namespace clerk::content;

namespace {

constexpr std::array inner_keys{KeySpec{"x", Shape::word, "a word", true}};
const MappingSpec inner{"inner", "an inner", "inside", inner_keys};

constexpr std::array trial_keys{
    KeySpec{"name", Shape::word, "its name", true},
    KeySpec{"keep", Shape::flag, "yes or no"},
    KeySpec{"days", Shape::number, "so many"},
    KeySpec{"after", Shape::duration, "so long"},
    KeySpec{"words", Shape::texts, "some words"},
    KeySpec{"map", Shape::mapping, "a map", false, &inner},
    KeySpec{"list", Shape::list, "a list", false, &inner},
    KeySpec{"either", Shape::either, "a word or a map", false, &inner},
    KeySpec{"title", Shape::languages, "a title"},
    KeySpec{"any", Shape::message, "a message"},
};
const MappingSpec trial{"trial", "a trial", "to try", trial_keys};

struct Read {
    Problems problems;
    Report report{problems, "f.yaml"};
    yaml::Node root;
    Fields fields;

    explicit Read(const std::string& text)
        : root(yaml::parse(text, report)), fields(root, trial, report) {}

    [[nodiscard]] std::string said() const {
        std::string all;
        for (const Problem& problem : problems.sorted())
            all += to_string(problem) + "\n";
        return all;
    }
};

void says(const std::string& text, const std::string& said) {
    INFO(text);
    CHECK(Read(text).said() == said);
}

}  // namespace

TEST_CASE("fields: what is there, and what is not") {
    const Read read("name: a\nwords: [b, c]\n");
    CHECK(read.said().empty());
    CHECK(read.fields.word("name") == "a");
    CHECK(read.fields.word("after").empty());
    CHECK(read.fields.has("words"));
    CHECK_FALSE(read.fields.has("days"));
    CHECK(read.fields.find("days") == nullptr);
    CHECK(read.fields.key_at("words") == Position{2, 1});
    CHECK(read.fields.key_at("days") == Position{1, 1});
    CHECK(read.fields.texts("words").size() == 2);
    CHECK(read.fields.texts("days").empty());
}

TEST_CASE("fields: one text stands for a list of one") {
    const Read read("name: a\nwords: b\n");
    REQUIRE(read.fields.texts("words").size() == 1);
    CHECK(read.fields.texts("words").front()->text == "b");
}

TEST_CASE("fields: unknown and missing keys") {
    says(
        "naem: a\n",
        "f.yaml:1:1: error: a trial has no key `naem:`; did you mean `name`?\n"
        "f.yaml:1:1: error: a trial needs `name:` (its name)\n"
    );
    says(
        "name: a\nzzzzzz: b\n",
        "f.yaml:2:1: error: a trial has no key `zzzzzz:`; it has name, keep, days, after, words, "
        "map, list, either, title, any\n"
    );
    // The lines below a key without a value may be that value, indented too little.
    says(
        "name: a\nmap:\nx: b\n",
        "f.yaml:2:1: error: `map:` has no value; write one, indent the lines that belong to it, or "
        "leave the key out\n"
    );
}

TEST_CASE("fields: shapes") {
    const char* text = "a text is expected here, not ";
    says(
        "name: [a]\n",
        "f.yaml:1:7: error: " + std::string(text)
            + "a list; put a text that begins with `[` in '…'\n"
    );
    says(
        "name: {a: b}\n",
        "f.yaml:1:7: error: " + std::string(text) + "a map; put a text that holds `: ` in '…'\n"
    );
    const std::string head = "name: a\n";
    const auto under = [](const char* key, int col, const char* what) {
        return "f.yaml:2:" + std::to_string(col) + ": error: under `" + key + ":` stands " + what
               + "\n";
    };
    says(head + "words: {a: b}\n", under("words", 8, "a list of texts"));
    says(head + "map: a\n", under("map", 6, "a map of `name: value` lines"));
    says(head + "list: a\n", under("list", 7, "a list of `- ` elements"));
    says(head + "either: [a]\n", under("either", 9, "a text, or a map of `name: value` lines"));
    says(head + "title: [a]\n", under("title", 8, "a text in every language (zh:, en:)"));
    says(head + "either: a\nany: [a]\n", "");
    says(head + "either: {x: a}\ntitle: {zh: a}\n", "");
    CHECK(Read(head + "map: a\n").fields.find("map") == nullptr);
    CHECK(Read(head + "map: a\n").fields.has("map"));
}

TEST_CASE("fields: flags, numbers and durations") {
    const Read read("name: a\nkeep: yes\ndays: 12\nafter: 5m\n");
    CHECK(read.fields.flag("keep"));
    CHECK(read.fields.number("days", 3, 0, 30) == 12);
    CHECK(read.fields.duration("after", {}) == minutes(5));
    CHECK(read.said().empty());
    const Read none("name: a\n");
    CHECK_FALSE(none.fields.flag("keep"));
    CHECK(none.fields.number("days", 3, 0, 30) == 3);
    CHECK(none.fields.duration("after", seconds(2)) == seconds(2));
    for (const char* yes : {"yes", "true"})
        CHECK(Read("name: a\nkeep: " + std::string(yes) + "\n").fields.flag("keep"));
    for (const char* no : {"no", "false"})
        CHECK_FALSE(Read("name: a\nkeep: " + std::string(no) + "\n").fields.flag("keep"));
}

TEST_CASE("fields: what is no flag, number or duration") {
    const Read read("name: a\nkeep: maybe\ndays: 31\nafter: soon\n");
    CHECK_FALSE(read.fields.flag("keep"));
    CHECK(read.fields.number("days", 3, 0, 30) == 3);
    CHECK(read.fields.duration("after", seconds(2)) == seconds(2));
    CHECK(
        read.said()
        == "f.yaml:2:7: error: `keep:` is yes or no\n"
           "f.yaml:3:7: error: `days:` is a whole number from 0 to 30\n"
           "f.yaml:4:8: error: `after:` is a duration such as 30s, 5m, 2h or 7 days\n"
    );
    for (const char* bad : {"1.5", "-1", "two", "12x", "99999999999999999999"}) {
        const Read one("name: a\ndays: " + std::string(bad) + "\n");
        INFO(bad);
        CHECK(one.fields.number("days", 3, 0, 30) == 3);
        CHECK_FALSE(one.said().empty());
    }
}

TEST_CASE("fields: what is no map at all") {
    Problems problems;
    const Report report(problems, "f.yaml");
    const yaml::Node root = yaml::parse("a: hello\nb: 名字：x\nc: name:x\nd: [e]\n", report);
    for (const char* key : {"a", "b", "c", "d"})
        CHECK_FALSE(expect_map(*root.find(key), "a step", report));
    std::string all;
    for (const Problem& problem : problems.sorted())
        all += to_string(problem) + "\n";
    CHECK(
        all
        == "f.yaml:1:4: error: a step is a map of `key: value` lines\n"
           "f.yaml:2:6: error: a full-width colon `：` ends no key; write `: ` (a plain colon and a "
           "space)\n"
           "f.yaml:3:9: error: a space is missing after `name:`\n"
           "f.yaml:4:4: error: a step is a map of `key: value` lines\n"
    );
}

TEST_CASE("fields: names") {
    Problems problems;
    const Report report(problems, "f.yaml");
    const yaml::Node root =
        yaml::parse("a: order_no\nb: 1st\nc: 订单\nd: ''\ne: [x]\nf: a-b\ng: A1\n", report);
    CHECK(expect_name(*root.find("a"), "a slot", report));
    CHECK(expect_name(*root.find("g"), "a slot", report));
    for (const char* key : {"b", "c", "d", "e", "f"})
        CHECK_FALSE(expect_name(*root.find(key), "a slot", report));
    CHECK(problems.errors() == 5);
    CHECK(
        to_string(problems.sorted().front())
        == "f.yaml:2:4: error: `1st` is no name for a slot; use letters, digits and _, beginning "
           "with a letter"
    );
}
