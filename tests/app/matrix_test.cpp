// Whatever is somebody else's answers like what does not exist, by every verb and from every kind
// of caller. The matrix is made from the table of inputs itself: a new verb does not compile here
// until it says how it could name another's conversation or ticket.
#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace clerk::app {
namespace {

using namespace kit;

constexpr ConversationId no_conversation{999};
constexpr TicketId no_ticket{998};

// Every way in which an input can name a conversation or a ticket.
struct Naming {
    ConversationId conversation;
    TicketId ticket;
    std::string session;  // the caller's own, for requests; empty: none

    std::vector<Input> operator()(const Hello&) const {
        Hello by_id{.conversation = conversation};
        Hello with_own{.session = session, .conversation = conversation};
        Hello guessed{.session = "guessed", .conversation = conversation};
        Hello request = guessed;
        request.watch = false;
        return {by_id, with_own, guessed, request};
    }

    std::vector<Input> operator()(const Send&) const {
        std::vector<Input> all;
        for (const std::string& own : {session, std::string("guessed"), std::string()}) {
            all.emplace_back(Send{own, conversation, "0123456789", "你好", "", "", {}});
            all.emplace_back(Send{own, conversation, "0123456789", "人工", "intent:x", "", {}});
        }
        return all;
    }

    std::vector<Input> operator()(const Pull&) const {
        std::vector<Input> all;
        for (const std::string& own : {session, std::string("guessed"), std::string()}) {
            all.emplace_back(Pull{own, conversation, 0, 200, false, 0});
            all.emplace_back(Pull{own, conversation, 0, 200, true, 0});
            all.emplace_back(Pull{own, conversation, 9'999, 200, true, 0});
        }
        return all;
    }

    std::vector<Input> operator()(const Typing&) const {
        return {Typing{conversation, ticket, true}, Typing{conversation, {}, true}};
    }

    std::vector<Input> operator()(const SetLang&) const {
        return {SetLang{conversation, Lang::en}};
    }

    std::vector<Input> operator()(const DeskOpen&) const { return {DeskOpen{ticket}}; }

    std::vector<Input> operator()(const DeskClaim&) const {
        return {DeskClaim{ticket, 1}, DeskClaim{ticket, 2}};
    }

    std::vector<Input> operator()(const DeskReply&) const {
        return {DeskReply{ticket, "0123456789", "hello", 9'999}};
    }

    std::vector<Input> operator()(const DeskNote&) const {
        return {DeskNote{ticket, "0123456789", "hello"}};
    }

    std::vector<Input> operator()(const DeskRelease&) const {
        return {DeskRelease{ticket, false}, DeskRelease{ticket, true}};
    }

    std::vector<Input> operator()(const DeskPull&) const { return {DeskPull{ticket, 0, 200}}; }

    // These name nothing: an agent's hello tells who net has signed in.
    std::vector<Input> operator()(const DeskHello&) const { return {}; }

    std::vector<Input> operator()(const Gone&) const { return {}; }
};

template <std::size_t... I>
std::vector<Input> all_inputs(const Naming& naming, std::index_sequence<I...>) {
    std::vector<Input> all;
    const auto add = [&](std::vector<Input> some) {
        all.insert(all.end(), some.begin(), some.end());
    };
    (add(naming(std::variant_alternative_t<I, Input>{})), ...);
    return all;
}

std::vector<Input> all_inputs(const Naming& naming) {
    return all_inputs(naming, std::make_index_sequence<std::variant_size_v<Input>>());
}

// The chat of Lin, whom Mei is helping; a stranger with a chat of their own, on a socket and over
// HTTP.
struct Two : Handed {
    ConversationId theirs;  // Lin's
    std::string own_session;

    Two() {
        const Json opened = of_verb(house.does(mei, DeskOpen{ticket}), "opened")[0];
        const std::string id = opened.at("ticket").at("conversation");
        theirs = *parse_id<struct clerk::ConversationTag>(id);
        claim(mei);
        reply(mei, last_seq());
        own_session = house.hello(bo)[0].at("session");
        forget_frames();
    }

    void forget_frames() { house.outlet.sent.clear(); }

    // All that is stored of what is not the stranger's.
    std::string stored() {
        house.engine->finish();  // writes the heads
        const auto head = house.database->head(theirs);
        const auto kept = house.database->ticket(ticket);
        REQUIRE(head);
        REQUIRE(*head);
        REQUIRE(kept);
        REQUIRE(*kept);
        const std::size_t events = house.database->ticket_events(ticket)->size();
        const Ticket& t = **kept;
        return (*head)->state + "/" + std::to_string((*head)->last_row) + "/"
               + std::string(to_string(t.state)) + std::to_string(t.version)
               + std::to_string(events);
    }

    // What a caller is told, without the name that they gave.
    std::string told(SessionKey caller, Input input, ConversationId named, TicketId named_ticket) {
        std::string out;
        for (const Json& frame : house.does(caller, std::move(input)))
            out += frame.dump() + "\n";
        for (const std::string& name : {to_string(named), to_string(named_ticket)}) {
            for (auto at = out.find(name); at != std::string::npos; at = out.find(name)) {
                out.replace(at, name.size(), "#");
            }
        }
        return out;
    }
};

void holds_for(SessionKey caller, bool with_session) {
    Two two;
    const std::string own = with_session ? two.own_session : "";
    const std::string before = two.stored();
    const auto theirs = all_inputs({two.theirs, two.ticket, own});
    const auto nobodys = all_inputs({no_conversation, no_ticket, own});
    REQUIRE(theirs.size() == nobodys.size());
    REQUIRE(theirs.size() > 25);
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        // A caller on a socket keeps it; every request is a session of its own.
        const SessionKey mine = caller.id != 0 ? caller : SessionKey{1, 1'000 + 2 * i};
        const SessionKey same = caller.id != 0 ? caller : SessionKey{1, 1'001 + 2 * i};
        two.forget_frames();
        const std::string told = two.told(mine, theirs[i], two.theirs, two.ticket);
        INFO("input " << i << ", alternative " << theirs[i].index());
        CHECK(two.house.outlet.sent[lin].empty());
        CHECK(two.house.outlet.sent[mei].empty());
        CHECK(two.stored() == before);
        // The caller's own chat may have moved on meanwhile: what is compared are refusals.
        const std::string nobody = two.told(same, nobodys[i], no_conversation, no_ticket);
        const bool own_chat = told.find(R"("verb":"ack")") != std::string::npos
                              || told.find(R"("verb":"event")") != std::string::npos
                              || told.find(R"("verb":"welcome")") != std::string::npos
                              || told.find(R"("events":)") != std::string::npos;
        if (!own_chat) CHECK(told == nobody);
        CHECK(told.find(to_string(two.theirs)) == std::string::npos);
        CHECK(told.find("我来帮您") == std::string::npos);
    }
}

TEST_CASE("another's chat and ticket are not there for a caller who has said nothing") {
    holds_for({0, 500}, false);
}

TEST_CASE("another's chat and ticket are not there for one with a chat of their own") {
    holds_for(bo, false);
    holds_for(bo, true);
}

TEST_CASE("another's chat and ticket are not there for requests") {
    holds_for({}, false);
    holds_for({}, true);
}

TEST_CASE("a desk opens no chat by a shopper's verbs") {
    Two two;
    const std::string before = two.stored();
    const Naming naming{two.theirs, {}, ""};
    for (const Input& input : naming(Send{})) {
        CHECK(refusal(two.house.does(hua, input)) == "not_found");
    }
    for (const Input& input : naming(Pull{})) {
        CHECK(refusal(two.house.does(hua, input)) == "not_found");
    }
    CHECK(two.stored() == before);
}

}  // namespace
}  // namespace clerk::app
