#include "flow/cards.hpp"

#include "flow/support.hpp"
#include "model/catalog.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow::test {
namespace {

const TestWording wording;
const Values nothing;

Rendering in(Lang lang) {
    return {nothing, wording, lang, july_first, UtcOffset{}};
}

// The title, a line a field, a line a row.
std::string text(const std::optional<Card>& card) {
    if (!card) return "no card";
    std::string out = card->title;
    for (const CardLine& line : card->lines)
        out += "\n" + line.label + "：" + line.text;
    for (const CardRow& row : card->rows)
        out += "\n· " + row.text + (row.note.empty() ? "" : " · " + row.note);
    return out;
}

TEST_CASE("an order's card") {
    const auto card = make_card("order", an_order(), wording, in(Lang::zh));
    CHECK(
        text(card) ==
        "order/title\n"
        "order/no：2024061234\n"
        "order/status：已发货\n"
        "order/placed：6月28日（周五） 10:00\n"
        "order/total：¥1,299.00\n"
        "order/eta：后天\n"
        "order/carrier：SF\n"
        "order/tracking：SF1234567890\n"
        "· 电视 × 1 · ¥1,299.00\n"
        "· 冰箱 × 2 · ¥1,299.00"
    );
    REQUIRE(card);
    CHECK(card->kind == "order");
    CHECK(card->lines[1] == CardLine{"status", "order/status", "已发货"});
    CHECK(card->rows[1] == CardRow{"冰箱 × 2", "¥1,299.00"});
    CHECK(make_card("order", an_order(), wording, in(Lang::en))->lines[4].text == "Wed 3 July");
}

TEST_CASE("a shipment's latest events stand behind the items") {
    std::vector<Value> events;
    for (int i = 0; i < 8; ++i) {
        events.push_back(make_record(
            "shipment_event",
            {{"at", july_first - hours(i)},
             {"place", i == 0 ? Value("上海") : Value()},
             {"what", LocalText{"派送中", "out for delivery"}}}
        ));
    }
    const Value order = make_record("order", {{"no", Value("1")}, {"events", make_list(events)}});
    const auto card = make_card("order", order, wording, in(Lang::zh));
    REQUIRE(card);
    REQUIRE(card->rows.size() == 5);
    CHECK(card->rows[0] == CardRow{"派送中", "7月1日（周一） 10:00 · 上海"});
    CHECK(card->rows[4] == CardRow{"派送中", "7月1日（周一） 06:00"});
    CHECK(card->lines.size() == 1);
}

TEST_CASE("a long order shows its first items") {
    const std::vector<Value> items(30, item_named("电视", "TV"));
    const Value order = make_record("order", {{"items", make_list(items)}});
    CHECK(make_card("order", order, wording, in(Lang::zh))->rows.size() == 10);
}

TEST_CASE("returns, points, complaints and tickets") {
    const Value rma = make_record(
        "rma",
        {{"number", Value("R7K2M9")},
         {"status", Choice{"rma_status", "awaiting_parcel"}},
         {"item", LocalText{"电视", "TV"}},
         {"refund", Money{129'900, "CNY"}},
         {"freight", Choice{"freight", "shopper"}},
         {"send_by", Date{19'912}}}
    );
    CHECK(
        text(make_card("return", rma, wording, in(Lang::en))) ==
        "return/title\nreturn/number：R7K2M9\nreturn/status：awaiting_parcel\nreturn/item：TV\n"
        "return/refund：¥1,299.00\nreturn/freight：You pay\nreturn/send_by：Mon 8 July"
    );
    const Value entry = make_record(
        "points_entry",
        {{"at", july_first}, {"delta", Value(1'200)}, {"kind", Choice{"points_kind", "earn"}}}
    );
    const Value loss = make_record(
        "points_entry",
        {{"at", july_first - days(1)},
         {"delta", Value(-50)},
         {"kind", Choice{"points_kind", "redeem"}}}
    );
    const Value points = make_record(
        "points",
        {{"balance", Value(12'345)},
         {"pending", Value(0)},
         {"expiring", Value(500)},
         {"entries", make_list({entry, loss})}}
    );
    CHECK(
        text(make_card("points", points, wording, in(Lang::zh))) ==
        "points/title\npoints/balance：12,345\npoints/pending：0\npoints/expiring：500\n"
        "· 获得 +1,200 · 今天\n· redeem -50 · 昨天"
    );
    const Value complaint =
        make_record("complaint", {{"number", Value("C1")}, {"promise", july_first}});
    CHECK(make_card("complaint", complaint, wording, in(Lang::zh))->lines.size() == 2);
    const Value ticket = make_record("ticket", {{"number", Value("T1")}, {"position", Value(3)}});
    CHECK(make_card("ticket", ticket, wording, in(Lang::zh))->lines[1].text == "3");
}

TEST_CASE("no card without its record") {
    CHECK_FALSE(make_card("order", Value(), wording, in(Lang::zh)));
    CHECK_FALSE(make_card("order", Value("2024"), wording, in(Lang::zh)));
    CHECK_FALSE(make_card("order", item_named("a", "b"), wording, in(Lang::zh)));
    CHECK_FALSE(make_card("parcel", an_order(), wording, in(Lang::zh)));
}

TEST_CASE("every field of every layout is a field of the catalog") {
    for (const auto& [kind, of] : card_kinds()) {
        const RecordSpec* record = find_record_spec(of);
        REQUIRE(record);
        const auto labels = card_labels(kind);
        REQUIRE(labels.front() == "title");
        for (std::size_t i = 1; i < labels.size(); ++i) {
            INFO(kind << "." << labels[i]);
            CHECK(find_field_spec(*record, labels[i]));
        }
    }
    CHECK(card_labels("parcel").empty());
}

}  // namespace
}  // namespace clerk::flow::test
