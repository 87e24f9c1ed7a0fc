// What people write is data: it comes back as it was, whatever it looks like, and nothing else
// changes by it.
#include "fixture.hpp"

#include <algorithm>

namespace clerk::store {
namespace {

const std::vector<std::string>& hostile() {
    static const std::vector<std::string> all{
        "'; DROP TABLE customer; --",
        "\" OR 1=1 --",
        "?1 :name @x $y %s %n",
        "\\'\\\"\\0",
        "<script>alert(1)</script>",
        "订单\n\r\t😀\u202E\u2028",
        std::string("a\0b", 3),
        std::string(4'096, 'x'),
        "NULL",
        "1e999",
        " "};
    return all;
}

TEST_CASE("texts of every kind come back as they were") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    std::uint64_t n = 100;
    for (const std::string& text : hostile()) {
        CAPTURE(text);
        const std::string key = std::to_string(++n) + text;
        Complaint complaint{
            .id = {n},
            .number = "C-" + key,
            .conversation = {7},
            .customer = shop.li,
            .text = text,
            .severity = "low",
            .status = "received",
            .promise = monday,
            .at = monday};
        CHECK(want(database->open_complaint(complaint, key)) == complaint);
        CHECK(want(database->open_complaint(complaint, key)) == complaint);
        Ticket ticket{
            .id = {n},
            .number = "T-" + key,
            .state = TicketState::queued,
            .category = text,
            .priority = text,
            .subject = text,
            .summary = text,
            .conversation = {7},
            .customer_name = text};
        CHECK(want(database->open_ticket(ticket, "ticket/" + key)) == ticket);
        CHECK(want(database->ticket({n})) == ticket);
        const TicketEvent note{
            .ticket = {n}, .at = monday, .kind = "note", .text = text, .client_id = text};
        must(database->add_ticket_event(note));
        CHECK(want(database->ticket_events({n})).back() == note);
        const std::int64_t row = want(database->append(
            {.conversation = {n}, .first_seq = 1, .last_seq = 1, .at = monday, .body = text}
        ));
        CHECK(want(database->chain(row, 0, 10)).at(0).body == text);
        must(database->put_head({.conversation = {n}, .last_row = row, .last_seq = 1, .state = text}
        ));
        CHECK(want(database->head({n}))->state == text);
        must(database->put_setting("s", text));
        CHECK(want(database->setting("s")) == text);
    }
    must(database->verify());
}

TEST_CASE("a look-up finds what is called so, and nothing by a trick") {
    const auto database = memory();
    fill(*database);
    for (const std::string& text : hostile()) {
        CAPTURE(text);
        CHECK_FALSE(want(database->order_by_no(text)));
        CHECK_FALSE(want(database->order_proof(text)));
        CHECK_FALSE(want(database->customer_by_ref(text)));
        CHECK_FALSE(want(database->session(text)));
        CHECK_FALSE(want(database->agent_by_login(text)));
        CHECK(want(database->failures(text, {})) == 0);
        CHECK(want(database->use_nonce(text, monday + days(1), monday)));
        CHECK_FALSE(want(database->use_nonce(text, monday + days(1), monday)));
    }
    for (const char* pattern : {"%", "_", "2024%", "2024061234\n", "2024061234 "}) {
        CHECK_FALSE(want(database->order_by_no(pattern)));
    }
    CHECK(want(database->customers(10)).size() == 2);
}

TEST_CASE("failed proofs are counted over restarts, and so are used nonces and sessions") {
    const TempFolder folder;
    const std::string path = folder.file("shop.db");
    {
        const auto database = want(Database::open(path));
        must(database->add_failure("order:1", monday));
        CHECK(want(database->use_nonce("n1", monday + days(1), monday)));
        must(database->put_session("hash", {7}, monday));
    }
    const auto database = want(Database::open(path));
    CHECK(want(database->failures("order:1", monday - hours(1))) == 1);
    CHECK_FALSE(want(database->use_nonce("n1", monday + days(1), monday)));
    CHECK(want(database->session("hash")) == ConversationId{7});
}

}  // namespace
}  // namespace clerk::store
