// Values as editors write them and as chat tests read them; types and what may stand for what.
#include "content/arguments.hpp"
#include "content/plain.hpp"
#include "content/types.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace clerk;
using namespace clerk::content;

namespace {

const Library& library() {
    static const Library it{.texts = Texts(nullptr)};
    return it;
}

std::optional<Value> read(const std::string& text, const TypeName& type) {
    return literal(text, type, library());
}

}  // namespace

TEST_CASE("values: what is written out, by the type that is wanted") {
    CHECK(read("12", "quantity") == Value(12));
    CHECK(read("-3", "count") == Value(-3));
    CHECK(read("yes", "yes_no") == Value(true));
    CHECK(read("false", "bool") == Value(false));
    CHECK(read("12", "money") == Value(Money{1'200, "CNY"}));
    CHECK(read("12.5", "money") == Value(Money{1'250, "CNY"}));
    CHECK(read("12.05", "money") == Value(Money{1'205, "CNY"}));
    CHECK(read("2024-07-01", "date") == Value(*parse_iso_date("2024-07-01")));
    CHECK(read("7 days", "duration") == Value(hours(7 * 24)));
    CHECK(read("damaged", "choice:return_reason") == Value(Choice{"return_reason", "damaged"}));
    CHECK(read("2024061234", "order_no") == Value(std::string("2024061234")));
    CHECK(read("any words", "free_text") == Value(std::string("any words")));
}

TEST_CASE("values: what is none of its type") {
    const std::pair<const char*, const char*> bad[]{
        {"many", "quantity"},
        {"1.5", "quantity"},
        {"", "count"},
        {"maybe", "yes_no"},
        {"12.345", "money"},
        {"-1", "money"},
        {"1,200", "money"},
        {"12.", "money"},
        {"July", "date"},
        {"2024-02-30", "date"},
        {"soon", "duration"},
        {"damagd", "choice:return_reason"},
        {"x", "choice:nothing"},
        {"18:00", "time"},
        {"2024-07-01 10:00", "date_time"},
        {"x", "record:order"},
        {"x", "list:item"},
    };
    for (const auto& [text, type] : bad) {
        INFO(text << " as " << type);
        CHECK_FALSE(read(text, type).has_value());
    }
}

TEST_CASE("values: as chat tests show them") {
    CHECK(plain(Value{}).empty());
    CHECK(plain(Value(true)) == "yes");
    CHECK(plain(Value(-7)) == "-7");
    CHECK(plain(Value(std::string("a b"))) == "a b");
    CHECK(plain(Value(LocalText{"电视", "TV"})) == "电视");
    CHECK(plain(Value(Money{-5, "CNY"})) == "-0.05");
    CHECK(plain(Value(Money{129'900, "CNY"})) == "1299.00");
    CHECK(plain(Value(*parse_iso_date("2024-07-01"))) == "2024-07-01");
    CHECK(plain(Value(ClockTime{9, 5})) == "09:05");
    CHECK(plain(Value(hours(48))) == "2d");
    CHECK(plain(Value(minutes(90))) == "90m");
    CHECK(plain(Value(Millis{1})) == "1ms");
    CHECK(plain(Value(Choice{"return_reason", "damaged"})) == "damaged");
    CHECK(plain(make_record("item", {{"name", std::string("冰箱")}})) == "冰箱");
    CHECK(plain(make_list({Value(1), Value(2)})) == "1, 2");
}

TEST_CASE("types: written names, and what they stand for") {
    Types types;
    ShopType code;
    code.name = "code";
    code.pattern = "[0-9]{3}";
    CHECK(types.add(code));
    CHECK_FALSE(types.add(code));
    ShopType size;
    size.name = "size";
    size.ids = {"s", "m"};
    CHECK(types.add(size));
    ShopType goods;
    goods.name = "goods";
    goods.words = true;
    CHECK(types.add(goods));
    CHECK(types.resolve("code") == "code");
    CHECK(types.resolve("size") == "choice:size");
    CHECK(types.resolve("severity") == "choice:severity");
    CHECK(types.resolve("item") == "record:item");
    CHECK(types.resolve("list:item") == "list:item");
    CHECK(types.resolve("choice:size") == "choice:size");
    CHECK(types.resolve("order_no") == "order_no");
    for (const char* none : {"goods", "ordr_no", "list:nothing", "choice:nothing", "", ":"}) {
        INFO(none);
        CHECK_FALSE(types.resolve(none).has_value());
    }
    CHECK(types.choice_ids("size") == std::vector<std::string>{"s", "m"});
    CHECK(types.choice_ids("lang").size() == 3);
    CHECK(types.choice_ids("nothing").empty());
    const auto names = types.names();
    CHECK(std::ranges::is_sorted(names));
    CHECK(std::ranges::find(names, "goods") == names.end());
    CHECK(std::ranges::find(names, "size") != names.end());
}

TEST_CASE("types: what may stand where something else is wanted") {
    const std::pair<const char*, const char*> fits[]{
        {"order_no", "order_no"},
        {"quantity", "count"},
        {"count", "quantity"},
        {"yes_no", "bool"},
        {"order_no", "text"},
        {"phone", "free_text"},
        {"text", "address"},
        {"record:order", "record:order"},
    };
    for (const auto& [from, to] : fits) {
        INFO(from << " for " << to);
        CHECK(assignable(from, to));
    }
    const std::pair<const char*, const char*> does_not[]{
        {"money", "text"},
        {"date", "free_text"},
        {"date_time", "date"},
        {"count", "text"},
        {"record:order", "text"},
        {"record:order", "record:item"},
        {"choice:tier", "text"},
        {"text", "order_no"},
        {"list:item", "record:item"},
    };
    for (const auto& [from, to] : does_not) {
        INFO(from << " for " << to);
        CHECK_FALSE(assignable(from, to));
    }
}
