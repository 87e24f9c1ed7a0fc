#include "content/mistakes.hpp"

#include "base/utf8.hpp"
#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

namespace clerk::content::testing {
namespace {

constexpr std::string_view mark = "▸";

constexpr std::string_view intent_head =
    "intent: trial\ntitle:\n  zh: 试\n  en: Trial\nanswer:\n  zh: 好\n  en: Good\n";

constexpr std::string_view flow_head = R"(flow: trial
title:
  zh: 试
  en: Trial
slots:
  order_no: order_no
  reason: return_reason
  n: quantity
  day: date
  note: free_text
steps:
)";

// All the slots are asked for, so that none is unused and each is known to be set.
constexpr std::string_view questions = R"(  - collect: order_no
    ask: text.ask
    again: text.ask
  - collect: reason
    ask: text.ask
    again: text.ask
  - collect: n
    ask: text.ask
    again: text.ask
  - collect: day
    ask: text.ask
    again: text.ask
  - collect: note
    ask: text.ask
    again: text.ask
)";

constexpr std::string_view question_text = "texts:\n  ask:\n    zh: 问\n    en: Q\n";

std::string place(std::string_view path, Position at) {
    return std::string(path) + ":" + std::to_string(at.line) + ":" + std::to_string(at.col);
}

void expect_at(
    const SmallShop& shop,
    std::string_view path,
    const std::vector<Position>& places,
    std::string_view said
) {
    const std::vector<Problem> problems = shop.load().problems;
    std::string all;
    for (const Problem& problem : problems)
        all += to_string(problem) + "\n";
    INFO(all);
    REQUIRE(problems.size() == places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string wanted = place(path, places[i]) + ": ";
        CHECK(to_string(problems[i]).starts_with(wanted));
    }
    if (said.starts_with("warning: ")) {
        CHECK(problems.front().severity == Severity::warning);
        said.remove_prefix(std::string_view("warning: ").size());
    } else {
        CHECK(problems.front().severity == Severity::error);
    }
    CHECK_THAT(problems.front().text, Catch::Contains(std::string(said)));
}

}  // namespace

Marked marked(std::string_view text) {
    Marked out;
    Position at;
    while (!text.empty()) {
        if (text.starts_with(mark)) {
            out.places.push_back(at);
            text.remove_prefix(mark.size());
            continue;
        }
        const std::size_t bytes = std::max<std::size_t>(utf8::step(text, 0).bytes, 1);
        ++at.col;
        if (text.front() == '\n') at = {at.line + 1, 1};
        out.text += text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return out;
}

void expect(std::string_view path, std::string_view text, std::string_view said) {
    INFO(text);
    const SmallShop shop;
    const Marked file = marked(text);
    shop.write(std::string(path), file.text);
    expect_at(shop, path, file.places, said);
}

void expect_in_intent(const Mistake& mistake) {
    INFO(mistake.what);
    expect(
        "intents/trial.yaml", std::string(intent_head) + std::string(mistake.text), mistake.said
    );
}

void expect_in_flow(const Mistake& mistake) {
    INFO(mistake.what);
    const SmallShop shop;
    shop.write("config/texts/ask.yaml", question_text);
    const std::string text =
        std::string(flow_head) + std::string(questions) + std::string(mistake.text);
    INFO(text);
    const Marked file = marked(text);
    shop.write("flows/trial.yaml", file.text);
    expect_at(shop, "flows/trial.yaml", file.places, mistake.said);
}

}  // namespace clerk::content::testing
