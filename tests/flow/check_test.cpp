#include "flow/support.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow::test {
namespace {

// "type: expression" of what checks, else each "offset: message".
std::string checked(std::string_view source, const TypeScope& scope = Types()) {
    const Parsed parsed = parse_expr(source);
    REQUIRE(parsed.expr);
    const Checked result = check_expr(parsed.expr, scope);
    if (result.errors.empty()) return result.type + ": " + print_expr(*result.expr);
    CHECK(result.type.empty());
    std::string out;
    for (const ExprError& error : result.errors) {
        out += (out.empty() ? "" : " | ") + std::to_string(error.offset) + ": " + error.message;
    }
    return out;
}

bool fits(std::string_view source) {
    return check_expr(parse_expr(source).expr, Types()).errors.empty();
}

TEST_CASE("names have the types of the catalog") {
    CHECK(checked("order.no") == "order_no: order.no");
    CHECK(checked("order.items") == "list:item: order.items");
    CHECK(checked("order.items.count") == "count: order.items.count");
    CHECK(checked("order.items.first") == "record:item: order.items.first");
    CHECK(checked("order.items.last.price") == "money: order.items.last.price");
    CHECK(checked("orders.first.status") == "choice:order_status: orders.first.status");
}

TEST_CASE("every pair of kinds that may be compared, and in no other way") {
    // One operand of each kind: number, money, date, date_time, time, duration, choice, text, yes
    // or no, record, list.
    const std::vector<std::string> operands{
        "quantity",
        "amount",
        "day",
        "now",
        "at",
        "span",
        "reason",
        "words",
        "agreed",
        "order",
        "orders"};
    const auto allowed = [](const std::string& a, const std::string& b, bool order) {
        const auto pair = [&](const char* x, const char* y) {
            return (a == x && b == y) || (a == y && b == x);
        };
        if (pair("quantity", "amount") || pair("day", "now")) return true;
        if (a != b || a == "orders") return false;
        return !order || (a != "reason" && a != "words" && a != "agreed" && a != "order");
    };
    for (const std::string& a : operands) {
        for (const std::string& b : operands) {
            for (const std::string op : {"==", "!="}) {
                INFO(a << " " << op << " " << b);
                CHECK(fits(a + " " + op + " " + b) == allowed(a, b, false));
            }
            for (const std::string op : {"<", "<=", ">", ">="}) {
                INFO(a << " " << op << " " << b);
                CHECK(fits(a + " " + op + " " + b) == allowed(a, b, true));
            }
        }
    }
}

TEST_CASE("what is kept as text compares with text, whatever it is called") {
    CHECK(fits("order_no == order.no"));
    CHECK(fits("order_no == '2024061234'"));
    CHECK(fits("phone == words"));
    CHECK_FALSE(fits("order_no == 2024061234"));
}

TEST_CASE("sums have the type of what they come to") {
    CHECK(checked("quantity + 1") == "count: quantity + 1");
    CHECK(checked("amount - amount") == "money: amount - amount");
    CHECK(checked("amount + 5") == "money: amount + 5");
    CHECK(checked("5 + amount") == "money: 5 + amount");
    CHECK(checked("day + 7 days") == "date: day + 7 days");
    CHECK(checked("7 days + day") == "date: 7 days + day");
    CHECK(checked("now - 3h") == "date_time: now - 3 hours");
    CHECK(checked("now - order.placed") == "duration: now - order.placed");
    CHECK(checked("day - day") == "duration: day - day");
    CHECK(checked("now - day") == "duration: now - day");
    CHECK(checked("span + 1 day") == "duration: span + 1 day");
    CHECK(checked("now - order.placed > 7 days") == "bool: now - order.placed > 7 days");
}

TEST_CASE("what does not add is said") {
    CHECK(checked("day + day") == "4: one cannot add a day to a day");
    CHECK(checked("span - day") == "5: one cannot take a day from a duration");
    CHECK(checked("words + 1") == "6: one cannot add a number to a text");
    CHECK(checked("order - 1") == "6: one cannot take a number from a record (order)");
    CHECK(checked("amount + span") == "7: one cannot add a duration to an amount of money");
    CHECK(checked("day + 3 hours") == "4: a day moves by whole days: write `1 day`, not hours");
    CHECK(checked("3h + day") == "3: a day moves by whole days: write `1 day`, not hours");
}

TEST_CASE("beside a choice a bare word is its id") {
    CHECK(checked("reason == damaged") == "bool: reason == damaged");
    CHECK(checked("damaged == reason") == "bool: damaged == reason");
    CHECK(checked("reason != 'damaged'") == "bool: reason != damaged");
    CHECK(checked("why == damaged") == "bool: why == damaged");
    CHECK(checked("reason in (damaged, defective)") == "bool: reason in (damaged, defective)");
    CHECK(checked("reason == why") == "bool: reason == why");
    CHECK(checked("lang == 'zh-Hant'") == "bool: lang == zh-Hant");

    const Checked result = check_expr(parse_expr("reason == damaged").expr, Types());
    const auto& right = std::get<Binary>(result.expr->node).right;
    CHECK(std::get<Literal>(right->node).value == Value(Choice{"return_reason", "damaged"}));
    CHECK(right->offset == 10);
}

TEST_CASE("an id wins over a name that is written alike") {
    Types types;
    types.known["damaged"] = {"damaged", "yes_no", true};
    CHECK(checked("reason == damaged", types) == "bool: reason == damaged");
    CHECK(checked("damaged == reason", types) == "bool: damaged == reason");
    CHECK(checked("damaged", types) == "yes_no: damaged");
}

TEST_CASE("a choice whose ids are not known here takes any word") {
    CHECK(checked("channel == sms") == "bool: channel == sms");
}

TEST_CASE("an unknown id is refused with the one that was meant") {
    CHECK(
        checked("reason == damagd")
        == "10: `damagd` is no choice of return_reason; did you mean `damaged`?"
    );
    CHECK(
        checked("reason in (damaged, 'xyz')")
        == "20: `xyz` is no choice of return_reason; there are no_reason, damaged, defective"
    );
    CHECK(checked("order.status == reason").find("cannot be compared") != std::string::npos);
}

TEST_CASE("yes and no, days and times may be written beside their kind") {
    CHECK(checked("agreed == yes") == "bool: agreed == yes");
    CHECK(checked("ruling.allowed == false") == "bool: ruling.allowed == no");
    CHECK(checked("day < '2024-07-01'") == "bool: day < '2024-07-01'");
    CHECK(checked("'2024-07-01' < now") == "bool: '2024-07-01' < now");
    CHECK(checked("at >= '9:30'") == "bool: at >= '09:30'");
    CHECK(checked("day + 1 day == '2024-07-02'") == "bool: day + 1 day == '2024-07-02'");
    CHECK(checked("day < '2024-02-30'") == "6: '2024-02-30' is no day; write it as '2024-07-01'");
    CHECK(checked("day < 'soon'") == "6: 'soon' is no day; write it as '2024-07-01'");
    for (const std::string bad : {"25:00", "9:60", "18", ":30", "123:00", "1:5", "ab:cd"}) {
        CHECK(
            checked("at < '" + bad + "'")
            == "5: '" + bad + "' is no time of day; write it as '18:00'"
        );
    }
}

TEST_CASE("unknown names are refused with the one that was meant, each once") {
    CHECK(checked("ordr is set") == "0: nothing here is called `ordr`; did you mean `order`?");
    CHECK(checked("xyzzy is set") == "0: nothing here is called `xyzzy`");
    CHECK(checked("order.stats == shipped") == "0: `order` has no `stats`; did you mean `status`?");
    CHECK(
        checked("order.items.price > 5") ==
        "0: `order.items` is a list: it has `count`, `first` and `last`, and `each` goes through "
        "its elements"
    );
    CHECK(checked("order.no.length > 5") == "0: `order.no` is a text and has no parts");
    CHECK(
        checked("foo == bar and order.x is set")
        == "0: nothing here is called `foo` | 15: `order` has no `x`"
    );
    CHECK(
        checked("nothing_here in (damaged, defective)")
        == "0: nothing here is called `nothing_here`"
    );
}

TEST_CASE("what cannot be compared says what each side is") {
    CHECK(
        checked("order.status == 5")
        == "13: `order.status` is a choice (order_status) and `5` a number: they cannot be compared"
    );
    CHECK(
        checked("order.items > 1") ==
        "12: `order.items` is a list (item) and `1` a number: they cannot be compared; write "
        "`order.items.count`"
    );
    CHECK(
        checked("order == '2024'") ==
        "6: `order` is a record (order) and `'2024'` a text: they cannot be compared; compare one "
        "of its fields"
    );
    CHECK(checked("words < phone") == "6: a text has no order: use == or !=");
    CHECK(checked("reason < why") == "7: a choice (return_reason) has no order: use == or !=");
    CHECK(checked("order == item").find("cannot be compared") != std::string::npos);
    CHECK(checked("agreed and quantity").find("7: ") == std::string::npos);
}

TEST_CASE("lists: what may stand in them and be looked up") {
    CHECK(checked("quantity in (1, 2, 3)") == "bool: quantity in (1, 2, 3)");
    CHECK(checked("item in order.items") == "bool: item in order.items");
    CHECK(checked("amount in (5, 10)") == "bool: amount in (5, 10)");
    CHECK(
        checked("quantity in (1, 'two')")
        == "16: `quantity` is a number and `'two'` a text: they cannot be compared"
    );
    CHECK(
        checked("quantity in order")
        == "12: `order` is a record (order), and after `in` a list must stand; write == to compare"
    );
    CHECK(
        checked("quantity in order.items")
        == "9: `quantity` is a number and the elements of `order.items` are not: a record (item)"
    );
    const ExprPtr list = std::make_shared<const Expr>(Expr{ListOf{}, 3});
    CHECK(check_expr(list, Types()).errors.at(0).offset == 3);
}

TEST_CASE("a condition must come to yes or no") {
    const auto condition = [](std::string_view source) {
        const Checked result = check_condition(parse_expr(source).expr, Types());
        return result.errors.empty() ? "fine" : result.errors[0].message;
    };
    CHECK(condition("agreed") == "fine");
    CHECK(condition("not ruling.allowed") == "fine");
    CHECK(condition("order is set and agreed") == "fine");
    CHECK(
        condition("order.items") ==
        "a condition must come to yes or no, and `order.items` is a list (item); write "
        "`order.items.count > 0`"
    );
    CHECK(
        condition("order") ==
        "a condition must come to yes or no, and `order` is a record (order); write `order is set` "
        "or compare it"
    );
    CHECK(
        condition("quantity + 1")
        == "a condition must come to yes or no, and `quantity + 1` is a number"
    );
    CHECK(condition("not quantity").find("is a number") != std::string::npos);
    CHECK(condition("agreed and 5") == "a condition must come to yes or no, and `5` is a number");
}

TEST_CASE("all mistakes of one condition are reported, in their order") {
    CHECK(
        checked("ordr is set and (quantity == 'x' or reason == damagd)") ==
        "0: nothing here is called `ordr`; did you mean `order`? | "
        "26: `quantity` is a number and `'x'` a text: they cannot be compared | "
        "46: `damagd` is no choice of return_reason; did you mean `damaged`?"
    );
}

TEST_CASE("a path says whether it may be unset") {
    const Types types;
    const auto maybe = [&](const Path& path) {
        return type_of(path, types).maybe_unset;
    };
    CHECK(maybe({{"order"}}));
    CHECK(maybe({{"order", "no"}}));
    CHECK_FALSE(maybe({{"shopper", "signed_in"}}));
    CHECK(maybe({{"shopper", "name"}}));
    CHECK_FALSE(maybe({{"now"}}));

    const NarrowedTypes known(types, {"order", "orders"});
    CHECK_FALSE(type_of({{"order", "no"}}, known).maybe_unset);
    CHECK(type_of({{"order", "eta"}}, known).maybe_unset);
    CHECK_FALSE(type_of({{"orders", "count"}}, known).maybe_unset);
    CHECK(type_of({{"orders", "first", "no"}}, known).maybe_unset);
    const NarrowedTypes more(types, {"order.eta"});
    CHECK_FALSE(type_of({{"order", "eta"}}, more).maybe_unset);
    CHECK(type_of({}, types).error);
}

TEST_CASE("a narrowed scope adds names and hides what was known of the ones below") {
    const Types types;
    const NarrowedTypes known(types, {"item"});
    const NarrowedTypes inner(known, {}, {{"item", "count", true}, {"it", "record:item", false}});
    CHECK(type_of({{"item"}}, inner).type == "count");
    CHECK(type_of({{"item"}}, inner).maybe_unset);
    CHECK(type_of({{"it", "name"}}, inner).type == "text");
    CHECK_FALSE(type_of({{"it", "name"}}, inner).maybe_unset);
    CHECK(inner.names().size() == types.names().size() + 2);
    CHECK(inner.choice_ids("freight").size() == 2);
    CHECK(inner.fields("order").size() == types.fields("order").size());
}

TEST_CASE("elements of lists") {
    const Types types;
    CHECK(element_type("list:item", types) == "record:item");
    CHECK(element_type("list:text", types) == "text");
    CHECK(element_type("list:choice:freight", types) == "choice:freight");
    CHECK(element_type("text", types).empty());
}

}  // namespace
}  // namespace clerk::flow::test
