// Scopes and wording for the tests of flow/: a small shop, a handful of names, all in memory.
#pragma once

#include "flow/advance.hpp"
#include "flow/expr.hpp"
#include "flow/text.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::flow::test {

// The names the tests speak of: built-in ones are always set, the others may be unset.
class Types : public TypeScope {
public:
    std::map<std::string, ScopeName, std::less<>> known;
    std::map<std::string, std::vector<std::string>, std::less<>> choices;

    Types() {
        for (const auto& [name, type] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"order", "record:order"},
                 {"item", "record:item"},
                 {"ruling", "record:ruling"},
                 {"orders", "list:order"},
                 {"order_no", "order_no"},
                 {"phone", "phone"},
                 {"words", "free_text"},
                 {"reason", "choice:return_reason"},
                 {"why", "return_reason"},
                 {"agreed", "yes_no"},
                 {"amount", "money"},
                 {"quantity", "quantity"},
                 {"day", "date"},
                 {"at", "time"},
                 {"span", "duration"},
             }) {
            known[name] = {name, type, true};
        }
        known["shopper"] = {"shopper", "record:shopper", false};
        known["now"] = {"now", "date_time", false};
        known["lang"] = {"lang", "choice:lang", false};
        known["channel"] = {"channel", "choice:channel", false};
        choices["return_reason"] = {"no_reason", "damaged", "defective"};
        choices["order_status"] = {"placed", "paid", "shipped", "received"};
        choices["freight"] = {"shopper", "shop"};
        choices["lang"] = {"zh", "en", "zh-Hant"};
    }

    std::optional<ScopeName> find(std::string_view name) const override {
        const auto at = known.find(name);
        return at == known.end() ? std::nullopt : std::optional(at->second);
    }

    std::vector<std::string> choice_ids(std::string_view type) const override {
        const auto at = choices.find(type);
        return at == choices.end() ? std::vector<std::string>() : at->second;
    }

    std::vector<std::string> names() const override {
        std::vector<std::string> all;
        for (const auto& [name, unused] : known)
            all.push_back(name);
        return all;
    }
};

class Values : public ValueScope {
public:
    NamedValues named;

    Values() = default;

    explicit Values(NamedValues values) : named(std::move(values)) {}

    Value find(std::string_view name) const override {
        const Value* value = find_value(named, name);
        return value ? *value : Value();
    }
};

class TestWording : public Wording {
public:
    std::map<std::string, std::vector<std::string>, std::less<>> choices{
        {"return_reason", {"no_reason", "damaged", "defective"}}};
    std::map<std::string, std::array<std::string, lang_count>, std::less<>> labels{
        {"damaged", {"商品损坏", "It is damaged", "商品損壞"}},
        {"shipped", {"已发货", "Shipped", "已發貨"}},
        {"shopper", {"您承担", "You pay", "您承擔"}},
        {"earn", {"获得", "Earned", "獲得"}},
    };

    std::string label(const Choice& choice, Lang lang) const override {
        const auto at = labels.find(choice.id);
        return at == labels.end() ? choice.id : at->second[static_cast<std::size_t>(lang)];
    }

    std::vector<std::string> choice_ids(std::string_view type) const override {
        const auto at = choices.find(type);
        return at == choices.end() ? std::vector<std::string>() : at->second;
    }

    std::string card_label(std::string_view kind, std::string_view field, Lang) const override {
        return std::string(kind) + "/" + std::string(field);
    }

    std::string intent_title(std::string_view intent, Lang lang) const override {
        return std::string(to_string(lang)) + ":" + std::string(intent);
    }
};

// 2024-07-01 10:00 in the shop, a Monday.
inline constexpr UnixMillis july_first{1'719'799'200'000};

inline Value item_named(const char* zh, const char* en, int quantity = 1) {
    return make_record(
        "item",
        {{"no", Value(1)},
         {"name", LocalText{zh, en}},
         {"quantity", Value(quantity)},
         {"returnable", Value(quantity)},
         {"price", Money{129'900, "CNY"}},
         {"category", Value("tv")}}
    );
}

inline Value an_order(const char* number = "2024061234") {
    return make_record(
        "order",
        {{"no", Value(number)},
         {"status", Choice{"order_status", "shipped"}},
         {"placed", UnixMillis{july_first.value - days(3).value}},
         {"total", Money{129'900, "CNY"}},
         {"items", make_list({item_named("电视", "TV"), item_named("冰箱", "fridge", 2)})},
         {"carrier", Value("SF")},
         {"tracking", Value("SF1234567890")},
         {"events", make_list({})},
         {"eta", Date{19'907}}}  // 2024-07-03
    );
}

// A text that is the same in every language, with its placeholders.
inline Text text_of(std::string_view source) {
    Text text;
    for (Template& one : text.in)
        one = parse_template(source).value;
    return text;
}

inline MessageText message_of(std::string_view source) {
    return MessageText{{TextLine{text_of(source), nullptr, std::nullopt}}};
}

inline ExprPtr expr_of(std::string_view source) {
    return parse_expr(source).expr;
}

// Parsed and checked: bare words are choices.
inline ExprPtr condition_of(std::string_view source) {
    return check_condition(parse_expr(source).expr, Types()).expr;
}

}  // namespace clerk::flow::test
