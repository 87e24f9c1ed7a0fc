// Rules and messages that have something to do with each other, in both languages: words of one
// small vocabulary, so that most messages nearly match something.
#pragma once

#include "shared.hpp"

#include <rapidcheck.h>
#include <string>
#include <vector>

namespace clerk::nlu::testing {

// Of full range whatever the case's size: inRange alone grows with it.
inline int number_below(int end) {
    return *rc::gen::resize(100, rc::gen::inRange(0, end));
}

inline rc::Gen<std::string> vocabulary_word() {
    return rc::gen::elementOf(std::vector<std::string>{
        "退货",   "退",         "货", "订单",    "查",   "我想",   "我要",  "积分",   "还有",
        "冰箱",   "保修",       "不", "不想",    "投诉", "return", "my",    "order",  "the",
        "refund", "is",         "to", "want to", "i",    "tv",     "don't", "points", "re",
        "turn",   "2024061234", "hi", "修",      "a",    "坏了",   "快递",  "到哪了",
    });
}

inline std::string phrase_of(std::size_t depth);

inline std::string phrase_item(std::size_t depth) {
    const int kind = number_below(depth < 2 ? 12 : 8);
    if (kind < 8) return *vocabulary_word();
    if (kind == 8) return *rc::gen::elementOf(std::vector<std::string>{"...", "...", "^", "$"});
    if (kind == 9) {
        return *rc::gen::elementOf(std::vector<std::string>{
            "<order_no>",
            "<no:order_no>",
            "<quantity>",
            "<product>",
            "<reason>",
            "<money>",
            "<goods>",
            "<goods>? ",
            "<my> "});
    }
    const int branches = 1 + number_below(3);
    std::string group = "(";
    for (int i = 0; i < branches; ++i)
        group += (i > 0 ? "|" : "") + phrase_of(depth + 1);
    return group + (kind == 10 ? ")" : ")?");
}

inline std::string phrase_of(std::size_t depth) {
    std::string phrase;
    const int items = 1 + number_below(3);
    for (int i = 0; i < items; ++i) {
        if (i > 0 && *rc::gen::arbitrary<bool>()) phrase += ' ';
        phrase += phrase_item(depth);
    }
    return phrase;
}

inline std::string raw_rule() {
    return *rc::gen::elementOf(std::vector<std::string>{
        "退.{0,6}货",
        "(查|看)[一下]*订单",
        "return(ed|ing)?",
        R"(\bpoints?\b)",
        "(?P<order_no>[0-9]{10})",
        "[退换]货",
        R"(my \w+ is)",
        "不.*想",
        "(?i)TV|冰箱",
        R"(\d+台)",
        "訂單",
        "^hi$",
    });
}

inline TypeSource reason_type() {
    return {
        "reason",
        "",
        {{"damaged", {"坏了", "It is damaged"}, {"(碎|坏)了", "broken"}},
         {"unwanted", {"不想要", "No longer wanted"}, {"不想要了?"}}},
        "config/types/reason.yaml:1",
    };
}

// Some of the rules will be refused (they may match the empty text): they are left out by
// `lexicon_of`.
inline std::vector<RuleSource> random_rules(int count) {
    std::vector<RuleSource> rules;
    for (int i = 0; i < count; ++i) {
        const int kind = number_below(11);
        RuleSource rule;
        rule.intent = static_cast<std::uint32_t>(number_below(4));
        rule.kind = kind < 6    ? RuleKind::phrase
                    : kind == 6 ? RuleKind::exactly
                    : kind == 7 ? RuleKind::unless
                    : kind == 8 ? RuleKind::nowhere
                                : RuleKind::re2;
        rule.text = rule.kind == RuleKind::re2 ? raw_rule() : phrase_of(0);
        rule.origin = "generated:" + std::to_string(i + 1);
        rules.push_back(std::move(rule));
    }
    return rules;
}

inline std::shared_ptr<const Lexicon> lexicon_of(std::vector<RuleSource> rules) {
    LexiconSource source;
    source.intents = {"a", "b", "c", "d"};
    source.types = {
        {"order_no", "[0-9]{10}", {}, "t:1", {}},
        reason_type(),
        {"goods", "", {}, "t:2", {"(tv|order)", "points", "冰箱", "订单"}},
        {"my", "", {}, "t:3", {"(my|the) (re)?", "我(的)?<goods>"}},
    };
    source.products = {{"p1", {}, {"冰箱", "双门冰箱"}}, {"p2", {}, {"TV", "smart tv"}}};
    source.rules = std::move(rules);
    for (int round = 0; round < 2; ++round) {
        Lexicon::Built built = Lexicon::build(source, normaliser());
        if (built.lexicon) return built.lexicon;
        std::vector<RuleSource> kept;
        for (std::size_t i = 0; i < source.rules.size(); ++i) {
            bool refused = false;
            for (const Problem& one : built.problems)
                refused |= !one.warning && one.index == i;
            if (!refused) kept.push_back(source.rules[i]);
        }
        source.rules = std::move(kept);
    }
    return nullptr;
}

inline std::string random_message() {
    std::string text;
    const int words = number_below(9);
    for (int i = 0; i < words; ++i) {
        text += *rc::gen::elementOf(std::vector<std::string>{
            "",
            "",
            " ",
            " ",
            "，",
            "。",
            ", ",
            "? ",
            "\n",
            "、",
            "顺便",
            " and also ",
            "谢谢",
            "please ",
        });
        text += *vocabulary_word();
    }
    return text;
}

}  // namespace clerk::nlu::testing
