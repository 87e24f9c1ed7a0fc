// Each rule of the checker, held against a good run in which one thing was spoilt.
#include "sim/checker.hpp"

#include "sim/stop.hpp"
#include "sim/world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>
#include <iostream>

namespace clerk::sim {
namespace {

struct Evidence {
    Journal journal;
    ShopFile file;
};

// The first run with returns, complaints, tickets and agents' replies in it.
const Evidence& good() {
    static const Evidence evidence = [] {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            World world({.seed = seed, .steps = 400});
            world.run();
            ShopFile file = must(read_shop_file(world.file()), "the file");
            const bool rich =
                file.returns.size() > 1 && file.complaints.size() > 1 && file.tickets.size() > 1;
            const auto replied =
                std::ranges::count(file.ticket_events, "replied", &StoredTicketEvent::kind);
            if (rich && replied > 0) return Evidence{world.journal(), std::move(file)};
        }
        stop("no run has everything in it");
    }();
    return evidence;
}

void finds(std::string_view words, const std::function<void(Evidence&)>& spoil) {
    Evidence evidence = good();
    spoil(evidence);
    const std::vector<std::string> wrong = check(evidence.journal, evidence.file);
    const bool found = std::ranges::any_of(wrong, [&](const std::string& one) {
        return one.find(words) != std::string::npos;
    });
    if (!found) {
        for (const std::string& one : wrong)
            std::cerr << one << "\n";
    }
    INFO(words);
    CHECK(found);
}

// The first event of a kind that fits, with its conversation and row.
template <class Kind>
struct Found {
    ConversationId id;
    StoredRow* row = nullptr;
    std::size_t n = 0;
    Kind* event = nullptr;
};

template <class Kind>
Found<Kind> first(ShopFile& file, const std::function<bool(const Kind&)>& fits) {
    for (auto& [id, one] : file.conversations) {
        for (StoredRow& row : one.rows) {
            for (std::size_t i = 0; i < row.events.size(); ++i) {
                auto* event = std::get_if<Kind>(&row.events[i]);
                if (event && fits(*event)) return {id, &row, i, event};
            }
        }
    }
    stop("the run has no such event");
}

Found<Said> said_by(ShopFile& file, From from) {
    return first<Said>(file, [&](const Said& said) { return said.message.from == from; });
}

Entry& entry(Journal& journal, Kind kind) {
    const auto at = std::ranges::find(journal, kind, &Entry::kind);
    if (at == journal.end()) stop("the run has no such entry");
    return *at;
}

}  // namespace

TEST_CASE("a good run is found good") {
    CHECK(check(good().journal, good().file).empty());
}

TEST_CASE("the checker finds what is lost, doubled, made up or changed") {
    finds("is lost", [](Evidence& e) { entry(e.journal, Kind::ack).id = "never-said"; });
    finds("stands as", [](Evidence& e) { entry(e.journal, Kind::ack).seq += 1; });
    finds("two acks that differ", [](Evidence& e) {
        Entry again = entry(e.journal, Kind::ack);
        again.seq += 1;
        e.journal.push_back(again);
    });
    finds("stands twice", [](Evidence& e) {
        const auto at = said_by(e.file, From::shopper);
        at.row->events.push_back(*at.event);
    });
    finds("nobody has sent", [](Evidence& e) {
        said_by(e.file, From::shopper).event->message.client_id = "phantom";
    });
    finds("has other words", [](Evidence& e) {
        said_by(e.file, From::shopper).event->message.text += "!";
    });
    finds("said elsewhere", [](Evidence& e) {
        const auto at = said_by(e.file, From::shopper);
        for (Entry& one : e.journal) {
            if (one.id == at.event->message.client_id) one.conversation = {1};
        }
    });
    finds("was shown and is gone", [](Evidence& e) { entry(e.journal, Kind::shown).seq = 9'999; });
    finds("was shown with other words", [](Evidence& e) {
        entry(e.journal, Kind::shown).frame = R"({"text":"other"})";
    });
    finds("is gone", [](Evidence& e) {
        e.file.conversations.erase(entry(e.journal, Kind::conversation).conversation);
    });
}

TEST_CASE("the checker finds a broken chain, seq, head or state") {
    const auto& any = good().file.conversations.begin()->first;
    finds("does not follow", [&](Evidence& e) { e.file.conversations[any].rows[1].prev = 0; });
    finds("stands at place", [](Evidence& e) { said_by(e.file, From::bot).event->seq += 1; });
    finds("tells other seqs", [&](Evidence& e) {
        e.file.conversations[any].rows[0].last_seq += 1;
    });
    finds("is not its newest row", [&](Evidence& e) { e.file.conversations[any].last_row -= 1; });
    finds("has rows and no head", [&](Evidence& e) { e.file.conversations[any].has_head = false; });
    finds("replay gives another state", [&](Evidence& e) {
        e.file.conversations[any].state.not_understood += 1;
    });
    finds("another version or timer", [&](Evidence& e) { e.file.conversations[any].wake_at += 1; });
    finds("integrity_check", [](Evidence& e) { e.file.faults = {"integrity_check: page 3"}; });
}

TEST_CASE("the checker finds who speaks out of turn") {
    finds("the clerk spoke over a person", [](Evidence& e) {
        // A row of a shopper who waits in the line: the clerk answers all the same.
        const auto at =
            first<OwnerSet>(e.file, [](const OwnerSet& set) { return set.owner == Owner::queue; });
        StoredConversation& one = e.file.conversations[at.id];
        StoredRow extra;
        Said said;
        said.message.from = From::bot;
        extra.events.emplace_back(said);
        const auto row = std::ranges::find(one.rows, at.row->n, &StoredRow::n);
        one.rows.insert(row + 1, extra);
    });
    finds("an agent spoke who has not the chat", [](Evidence& e) {
        said_by(e.file, From::bot).event->message.from = From::agent;
    });
    finds("was said blind", [](Evidence& e) {
        const auto at = said_by(e.file, From::agent);
        for (Entry& one : e.journal) {
            if (one.id == at.event->message.client_id) one.seq = at.event->seq - 2;
        }
    });
    finds("bears another's name", [](Evidence& e) {
        said_by(e.file, From::agent).event->message.name = "agent-9";
    });
    finds("was for another's chat", [](Evidence& e) {
        const auto at = said_by(e.file, From::agent);
        for (Entry& one : e.journal) {
            if (one.id == at.event->message.client_id) one.ticket = {1};
        }
    });
}

TEST_CASE("the checker finds tickets in two hands, or in none") {
    finds("claimed what", [](Evidence& e) {
        const auto claimed =
            std::ranges::find(e.file.ticket_events, "claimed", &StoredTicketEvent::kind);
        StoredTicketEvent again = *claimed;
        again.name = "agent-9";
        e.file.ticket_events.insert(claimed + 1, again);
    });
    finds("was told to have won", [](Evidence& e) {
        entry(e.journal, Kind::won).client = "agent-9";
    });
    finds("it is with", [](Evidence& e) {
        std::ranges::find(e.file.ticket_events, "replied", &StoredTicketEvent::kind)->name = "x";
    });
    finds("tickets hold the chat", [](Evidence& e) {
        StoredTicket again = e.file.tickets.front();
        again.number += "x";
        again.key += "x";
        again.state = "open";
        again.holds_chat = true;
        e.file.tickets.push_back(again);
        again.number += "x";
        again.key += "x";
        e.file.tickets.push_back(again);
    });
    finds("is for nobody's", [](Evidence& e) { e.file.tickets.front().conversation = {1}; });
    finds("has two tickets", [](Evidence& e) { e.file.tickets.push_back(e.file.tickets.front()); });
    finds("note note-x is lost", [](Evidence& e) {
        e.journal.push_back({.kind = Kind::note_ack, .client = "agent-1", .id = "note-x"});
    });
}

TEST_CASE("the checker finds returns, complaints and points that do not fit") {
    finds("is recorded and was not told", [](Evidence& e) { e.file.returns[0].number = "RMA-X"; });
    finds("was told and is not recorded", [](Evidence& e) { e.file.complaints.pop_back(); });
    finds("twice", [](Evidence& e) { e.file.returns[0].key = e.file.returns[1].key; });
    finds("recorded as", [](Evidence& e) { e.file.complaints[0].key = "1/2/3"; });
    finds("more often than bought", [](Evidence& e) { e.file.returns[0].quantity = 5; });
    finds("points of", [](Evidence& e) { e.file.points.begin()->second[0].delta = -1; });
    finds("does not tell of", [](Evidence& e) { e.file.told_shop.pop_back(); });
    finds("tells something twice", [](Evidence& e) {
        e.file.told_shop.push_back(e.file.told_shop[0]);
    });
}

}  // namespace clerk::sim
