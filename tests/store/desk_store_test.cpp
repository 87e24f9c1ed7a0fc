#include "fixture.hpp"

namespace clerk::store {
namespace {

Ticket ticket_for(std::uint64_t id, CustomerId customer) {
    return {
        .id = TicketId{id},
        .number = "T-" + std::to_string(id),
        .state = TicketState::queued,
        .category = "return",
        .priority = "high",
        .subject = "冰箱",
        .summary = "两行\n摘要",
        .conversation = ConversationId{7},
        .holds_chat = true,
        .customer = customer,
        .customer_name = "李明",
        .tier = "gold",
        .lang = Lang::zh_hant,
        .opened_at = monday,
        .queued_at = monday,
        .changed_at = monday};
}

TEST_CASE("a ticket is opened once a key and comes back as it was") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const Ticket ticket = ticket_for(50, shop.li);
    CHECK(want(database->open_ticket(ticket, "7/1/1")) == ticket);
    CHECK(want(database->open_ticket(ticket_for(51, shop.li), "7/1/1")) == ticket);
    CHECK(want(database->ticket(TicketId{50})) == ticket);
    CHECK_FALSE(want(database->ticket(TicketId{51})));
    CHECK(database->open_ticket(ticket, "7/2/1").error().code == "unique");
}

TEST_CASE("live tickets are those that somebody must still work on, oldest first") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    for (std::uint64_t id = 0; id < 12; ++id) {
        Ticket ticket = ticket_for(100 + id, shop.li);
        ticket.state = static_cast<TicketState>(id);
        ticket.opened_at = monday - minutes(static_cast<std::int64_t>(id));
        want(database->open_ticket(ticket, "k" + std::to_string(id)));
        CHECK(want(database->ticket(ticket.id))->state == ticket.state);
    }
    const auto live = want(database->live_tickets());
    REQUIRE(live.size() == 7);
    CHECK(live.front().state == TicketState::snoozed);
    CHECK(live.back().state == TicketState::created);
}

TEST_CASE("a ticket changes, and what happened to it is kept in order") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    must(database->add_agent({.id = AgentId{3}, .login = "mei", .name = "小美"}));
    Ticket ticket = want(database->open_ticket(ticket_for(50, shop.li), "7/1/1"));
    ticket.state = TicketState::open;
    ticket.agent = AgentId{3};
    ticket.agent_name = "小美";
    ticket.version = 2;
    must(database->put_ticket(ticket));
    CHECK(want(database->ticket(ticket.id)) == ticket);
    CHECK(database->put_ticket(ticket_for(51, shop.li)).error().code == "constraint");

    const TicketEvent claimed{
        .ticket = ticket.id, .at = monday, .kind = "claimed", .agent = AgentId{3}, .name = "小美"};
    const TicketEvent note{
        .ticket = ticket.id,
        .at = monday,
        .kind = "note",
        .agent = AgentId{3},
        .name = "小美",
        .text = "回电",
        .client_id = "x1"};
    must(database->add_ticket_event(claimed));
    must(database->add_ticket_event(note));
    CHECK(want(database->ticket_events(ticket.id)) == std::vector{claimed, note});
    CHECK(want(database->ticket_events(TicketId{51})).empty());
    TicketEvent stray = note;
    stray.ticket = TicketId{51};
    CHECK(database->add_ticket_event(stray).error().code == "constraint");
}

TEST_CASE("an agent's login is one person's, in any case of letters") {
    const auto database = memory();
    const Agent mei{
        .id = AgentId{3}, .login = "Mei", .name = "小美", .password_hash = "$argon2id$x"};
    must(database->add_agent(mei));
    CHECK(database->add_agent({.id = AgentId{4}, .login = "mei"}).error().code == "unique");
    CHECK(want(database->agent_by_login("MEI")) == mei);
    CHECK_FALSE(want(database->agent_by_login("me%")));
    Agent gone = mei;
    gone.disabled = true;
    must(database->put_agent(gone));
    CHECK(want(database->agents()) == std::vector{gone});
    gone.id = AgentId{9};
    CHECK(database->put_agent(gone).error().code == "constraint");
}

TEST_CASE("failures are counted by who and since when, and the oldest are forgotten") {
    const auto database = memory();
    must(database->add_failure("order:1", monday - days(31)));
    must(database->add_failure("order:1", monday - hours(2)));
    must(database->add_failure("order:1", monday));
    must(database->add_failure("order:11", monday));
    CHECK(want(database->failures("order:1", monday - hours(1))) == 1);
    CHECK(want(database->failures("order:1", monday - hours(2))) == 2);
    CHECK(want(database->failures("order:1", {})) == 2);
    CHECK(want(database->failures("order:", {})) == 0);
}

TEST_CASE("a reader sees what is committed") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    must(database->add_agent({.id = AgentId{3}, .login = "mei", .name = "小美"}));
    const auto reader = want(database->reader());
    CHECK(want(reader->agent_by_login("mei"))->name == "小美");
    CHECK(want(reader->agent(AgentId{3}))->login == "mei");
    CHECK_FALSE(want(reader->agent(AgentId{4})));
    CHECK(want(reader->customer_by_ref("c-1"))->id == shop.li);
}

}  // namespace
}  // namespace clerk::store
