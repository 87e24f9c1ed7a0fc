// An export's lines: those that an import knows are read back as the very row they were made of.
#include "wire/export_lines.hpp"

#include "wire/codec.hpp"
#include "wire/import_rows.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::wire;

namespace {

template <class Row>
void comes_back(ImportKind kind, const Row& row) {
    const std::string line = to_line(row);
    INFO(line);
    const auto read = read_import_row(kind, line, UtcOffset{480});
    REQUIRE(read.ok());
    CHECK(std::get<Row>(*read) == row);
}

const UnixMillis at{1'719'806'400'123};

}  // namespace

TEST_CASE("what an import knows comes back as it was") {
    comes_back(
        ImportKind::customers,
        CustomerRow{"c-1", "李\"明\"", "13800001234", "li@x.example", "gold", Lang::zh_hant, at}
    );
    comes_back(ImportKind::customers, CustomerRow{"c-2", "Bo", "", "", "basic", Lang::en, {}});
    comes_back(
        ImportKind::products,
        ProductRow{
            "FR", {"冰箱", "Fridge"}, "Haier", "X1", "fridge", false, false, {329'900, "CNY"}}
    );
    comes_back(
        ImportKind::products, ProductRow{"TV", {"", "TV"}, "", "", "tv", true, true, {500, "JPY"}}
    );
    comes_back(
        ImportKind::orders,
        OrderRow{"A1", "c-1", "13800001234", "received", at, {1, "CNY"}, Date{19'900}, Date{19'901}}
    );
    comes_back(ImportKind::orders, OrderRow{"A2", "", "1234", "placed", at, {0, "EUR"}, {}, {}});
    ItemRow item{
        "A1", 3, "FR", LocalText{"冰箱", "Fridge"}, "fridge", true, false, 2, 1, "3299.00"};
    comes_back(ImportKind::items, item);
    comes_back(
        ImportKind::shipments,
        ShipmentRow{
            "A1",
            {"顺丰", "SF"},
            "SF1",
            {{at, "杭州", {"已签收", "Delivered"}}, {at - hours(1), "", {"已揽收", ""}}}}
    );
    comes_back(
        ImportKind::points, PointsRow{"p-1", "c-1", "earn", 100, at, Date{20'000}, "", "A1"}
    );
    comes_back(
        ImportKind::points, PointsRow{"clerk:4711/2/1", "c-1", "redeem", -100, at, {}, "p-1", ""}
    );
}

TEST_CASE("Shopclerk's own rows leave out what is not there") {
    ReturnRow back;
    back.number = "R-1";
    back.order = "A1";
    back.line = 2;
    back.refund = {129'900, "CNY"};
    back.send_by = Date{19'900};
    back.at = at;
    back.events = {{at, "approved", ""}, {at, "received", "带泥"}};
    CHECK(
        to_line(back)
        == R"({"number":"R-1","order":"A1","line":2,"quantity":1,"refund":"1299.00",)"
           R"("currency":"CNY","send_by":"2024-06-26","at":"2024-07-01T04:00:00.123Z",)"
           R"("events":[{"at":"2024-07-01T04:00:00.123Z","status":"approved"},)"
           R"({"at":"2024-07-01T04:00:00.123Z","status":"received","note":"带泥"}]})"
    );
    ComplaintRow complaint;
    complaint.number = "C-1";
    complaint.text = "坏了\n\"真的\"";
    CHECK(to_line(complaint) == R"({"number":"C-1","text":"坏了\n\"真的\"","events":[]})");
    CHECK(
        to_line(NoticeRow{7, "4711/2/1", "rma.opened", "R-1", at})
        == R"({"n":7,"key":"4711/2/1","kind":"rma.opened","subject":"R-1",)"
           R"("at":"2024-07-01T04:00:00.123Z"})"
    );
    TicketRow ticket;
    ticket.ticket.number = "T-1";
    ticket.ticket.conversation = ConversationId{4711};
    ticket.ticket.opened_at = at;
    ticket.events = {{TicketId{1}, at, "note", AgentId{2}, "林", "回电", "x"}};
    CHECK(
        to_line(ticket)
        == R"({"number":"T-1","conversation":"4711","state":"new",)"
           R"("opened":"2024-07-01T04:00:00.123Z","events":[{"at":"2024-07-01T04:00:00.123Z",)"
           R"("kind":"note","name":"林","text":"回电"}]})"
    );
}

TEST_CASE("a conversation's line holds the events that people were sent, and no others") {
    const JsonCodec codec;
    Message hello;
    hello.from = From::bot;
    hello.text = "您好";
    const Events events{Opened{ConversationId{5}, Lang::zh, "web"}, Said{1, at, hello}};
    app::JournalRow row;
    row.body = codec.encode_row(ConversationId{5}, events).body;
    app::Head head;
    head.conversation = ConversationId{5};
    head.at = at;
    const std::vector<app::JournalRow> turns{row};
    const std::string line = to_line(head, "c-1", turns);
    const auto sent = codec.public_events(row.body);
    REQUIRE(sent.size() == 1);
    CHECK(
        line
        == R"({"conversation":"5","customer":"c-1","at":"2024-07-01T04:00:00.123Z","events":[)"
               + std::string(sent.front().json) + "]}"
    );
}
