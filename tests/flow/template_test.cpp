#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "flow/support.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

// Pieces side by side: literals as they are, names in [path|format args].
std::string read(std::string_view source) {
    const ParsedTemplate parsed = parse_template(source);
    std::string out;
    for (const Piece& piece : parsed.value.pieces) {
        if (const auto* literal = std::get_if<std::string>(&piece)) {
            out += *literal;
            continue;
        }
        const auto& place = std::get<Placeholder>(piece);
        out += "[" + to_string(place.path);
        if (!place.format.empty()) out += "|" + place.format;
        for (const std::string& arg : place.args)
            out += " " + arg;
        out += "]@" + std::to_string(place.offset);
    }
    for (const TemplateError& error : parsed.errors) {
        out += " !" + std::to_string(error.offset) + ": " + error.message;
    }
    return out;
}

std::string first_error(std::string_view source, const TypeScope& scope = Types()) {
    const auto errors = check_template(parse_template(source).value, scope);
    return errors.empty() ? "fine" : std::to_string(errors[0].offset) + ": " + errors[0].message;
}

// Everything the tests name is known to be set.
NarrowedTypes all_set(const Types& types) {
    return {
        types,
        {"order", "orders", "order_no", "phone", "day", "at", "quantity", "amount", "reason"}};
}

TEST_CASE("names, formats and their words are read") {
    CHECK(read("plain") == "plain");
    CHECK(read("") == "");
    CHECK(read("订单 <order.no>！") == "订单 [order.no]@7！");
    CHECK(read("<a><b>") == "[a]@0[b]@3");
    CHECK(read("<order.eta|day>") == "[order.eta|day]@0");
    CHECK(read("< order>") == "< order>");
    CHECK(read("<order | day >") == "[order|day]@0");
    CHECK(read("<n|plural day days>") == "[n|plural day days]@0");
    CHECK(read("<n|plural 天 天>") == "[n|plural 天 天]@0");
}

TEST_CASE("a < that opens no name is itself") {
    CHECK(read("1 < 2 <3 <") == "1 < 2 <3 <");
    CHECK(read("\\<order>") == "<order>");
    CHECK(read("a \\ b \\") == "a \\ b \\");
    CHECK(read("\\\\<order>") == "\\<order>");
    CHECK(read("x > y") == "x > y");
}

TEST_CASE("broken names have a place and a fix") {
    CHECK(
        read("ab <order")
        == "ab  !3: this < opens a name and no > closes it; for a plain < write \\<"
    );
    CHECK(read("<order no>").find("!0: `order no` is no name") != std::string::npos);
    CHECK(read("<order..no>").find("is no name") != std::string::npos);
    CHECK(read("<order.>").find("is no name") != std::string::npos);
    CHECK(read("<b/>").find("is no name") != std::string::npos);
    CHECK(read("<order|>") == " !0: after | a format must stand: <order.eta|day>");
    CHECK(read("<订单号>").find("!0: names are written in Latin letters") != std::string::npos);
}

TEST_CASE("all mistakes are found, and the rest is still read") {
    const ParsedTemplate parsed = parse_template("<a b> <ok> <c d>");
    CHECK(parsed.errors.size() == 2);
    CHECK(parsed.value.pieces.size() == 3);
}

TEST_CASE("names are checked against the scope") {
    const Types types;
    const NarrowedTypes scope = all_set(types);
    CHECK(first_error("<order.no> <order.items> <now> <shopper.signed_in>", scope) == "fine");
    CHECK(
        first_error("a <ordr.no>", scope)
        == "2: nothing here is called `ordr`; did you mean `order`?"
    );
    CHECK(first_error("<order.nr>", scope).starts_with("0: `order` has no `nr`"));
}

TEST_CASE("unset values need a guard") {
    const Types types;
    CHECK(
        first_error("<order.no>")
        == "0: `order.no` may be unset here; say this line only `if: order.no is set`"
    );
    CHECK(first_error("<shopper.name>").starts_with("0: `shopper.name` may be unset"));
    CHECK(first_error("<shopper>") == "0: what stands for `shopper` may be unset");
    CHECK(first_error("<shopper.signed_in>") == "fine");
    const NarrowedTypes scope = all_set(types);
    CHECK(first_error("<order.eta|day>", scope).starts_with("0: `order.eta` may be unset"));
    const ExprPtr condition = expr_of("order.eta is set and shopper.name is set");
    const NarrowedTypes guarded(scope, guards(*condition).when_true);
    CHECK(first_error("<order.eta|day> <shopper> <shopper.name>", guarded) == "fine");
}

TEST_CASE("formats fit their kinds") {
    const Types types;
    const NarrowedTypes scope = all_set(types);
    for (const char* fine : {
             "<order.total|money>",
             "<amount|money>",
             "<day|day>",
             "<now|day>",
             "<now|time>",
             "<at|time>",
             "<phone|masked>",
             "<order.no|masked>",
             "<quantity|count>",
             "<order.items|count>",
             "<quantity|plural day days>",
             "<order.items|plural thing things>",
         }) {
        CHECK(first_error(fine, scope) == "fine");
    }
    CHECK(first_error("<order.no|day>", scope) == "0: `order.no` is a text, and |day is for days");
    CHECK(first_error("<day|time>", scope) == "0: `day` is a day, and |time is for times");
    CHECK(
        first_error("<quantity|money>", scope).find("|money is for amounts") != std::string::npos
    );
    CHECK(first_error("<amount|count>", scope).find("|count is for numbers") != std::string::npos);
    CHECK(first_error("<quantity|masked>", scope).find("|masked is for") != std::string::npos);
    CHECK(
        first_error("<quantity|plurall a b>", scope)
        == "0: there is no format `plurall`; did you mean `plural`?"
    );
    CHECK(first_error("<quantity|xyz>", scope).find("there are money, day") != std::string::npos);
    CHECK(
        first_error("<quantity|plural days>", scope)
        == "0: |plural takes two words: |plural day days"
    );
    CHECK(first_error("<day|day x>", scope) == "0: |day takes no words");
}

// --- rendering ----------------------------------------------------------------------------------

const TestWording wording;

std::string said(const MessageText& message, const Values& values, Lang lang = Lang::zh) {
    return render(message, Rendering{values, wording, lang, july_first, UtcOffset{}});
}

TextLine line(
    std::string_view source, std::string_view condition = {}, std::string_view each = {}
) {
    TextLine made{text_of(source), nullptr, std::nullopt};
    if (!condition.empty()) made.condition = expr_of(condition);
    if (!each.empty()) made.each = Path{std::get<Path>(expr_of(each)->node)};
    return made;
}

TEST_CASE("a message is the lines that apply") {
    const Values values({{"order", an_order()}});
    const MessageText message{{
        line("订单 <order.no>"),
        line("· <it.name> × <it.quantity>", {}, "order.items"),
        line("预计<order.eta|day>送到", "order.eta is set"),
        line("<order.received|day>签收", "order.received is set"),
    }};
    CHECK(said(message, values) == "订单 2024061234\n· 电视 × 1\n· 冰箱 × 2\n预计后天送到");
    CHECK(said(message, values, Lang::en).ends_with("\n· fridge × 2\n预计Wed 3 July送到"));
}

TEST_CASE("a condition beside each is asked of every element") {
    const Values values({{"order", an_order()}});
    CHECK(said({{line("<it.name>", "it.quantity > 1", "order.items")}}, values) == "冰箱");
    CHECK(said({{line("x", "it.quantity > 5", "order.items"), line("y")}}, values) == "y");
}

TEST_CASE("lists that are empty, unset or no lists say nothing") {
    const Values values({{"empty", make_list({})}, {"number", Value(3)}});
    for (const char* each : {"empty", "gone", "number"}) {
        CHECK(said({{line("x", {}, each)}}, values).empty());
    }
    CHECK(said(MessageText{}, values).empty());
}

TEST_CASE("an empty line that applies keeps its place") {
    CHECK(said({{line("a"), line(""), line("b")}}, Values()) == "a\n\nb");
}

TEST_CASE("values are never read again as templates") {
    const Values values({{"words", Value("<order.no> \\< </script>")}, {"order", an_order()}});
    CHECK(said(message_of("你说：<words>"), values) == "你说：<order.no> \\< </script>");
}

TEST_CASE("a message swollen by its values is cut between characters") {
    const Values values({{"words", Value(std::string(limits::reply_text_bytes_max, 'a') + "订单")}}
    );
    const std::string text = said(message_of("订<words>"), values);
    CHECK(text.size() <= limits::reply_text_bytes_max);
    CHECK(text.ends_with("a…"));
    std::string many;
    for (int i = 0; i < 3'000; ++i)
        many += "订";
    CHECK(utf8::valid(said(message_of("<words>"), Values({{"words", Value(many)}}))));
}

TEST_CASE("any text is read, and what has no names comes out as it went in") {
    REQUIRE(rc::check([] {
        const auto words =
            *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                "<", ">", "\\", "a", ".", "|", " ", "订", "plural", "<order.no>", "\n"
            ));
        std::string source;
        for (const std::string& word : words)
            source += word;
        const ParsedTemplate parsed = parse_template(source);
        for (const TemplateError& error : parsed.errors)
            RC_ASSERT(error.offset < source.size());
        const Values values({{"order", an_order()}});
        const Rendering how{values, wording, Lang::zh, july_first, UtcOffset{}};
        const std::string text = render(parsed.value, how);
        RC_ASSERT(utf8::valid(text));
        if (source.find('<') == std::string::npos) RC_ASSERT(text == source);
    }));
}

}  // namespace
}  // namespace clerk::flow::test
