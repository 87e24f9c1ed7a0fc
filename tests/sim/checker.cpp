#include "sim/checker.hpp"

#include "retail/points.hpp"
#include "turn/apply.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace clerk::sim {
namespace {

using Json = nlohmann::json;

struct Stored {  // a message of a person, where it stands
    ConversationId conversation;
    const Said* said = nullptr;
};

class Checker {
public:
    Checker(const Journal& journal, const ShopFile& file) : journal_(journal), file_(file) {}

    std::vector<std::string> run() {
        wrong_ = file_.faults;
        for (const auto& [id, one] : file_.conversations) {
            check_chain(id, one);
            check_replay(id, one);
            check_speakers(id, one);
            index(id, one);
        }
        check_journal();
        check_messages();
        check_replies();
        check_notes();
        check_tickets();
        check_claims();
        check_records("return", file_.returns);
        check_records("complaint", file_.complaints);
        check_items();
        check_points();
        check_outbox();
        return std::move(wrong_);
    }

private:
    void wrong(std::string words) { wrong_.push_back(std::move(words)); }

    static std::string at(ConversationId id) { return to_string(id) + ": "; }

    static std::string at(ConversationId id, std::uint64_t seq) {
        return at(id) + std::to_string(seq) + " ";
    }

    // The chain from the head holds every row of the conversation, and its seqs are dense.
    void check_chain(ConversationId id, const StoredConversation& one) {
        if (!one.has_head) return wrong(at(id) + "has rows and no head");
        std::int64_t before = 0;
        std::uint64_t seq = 0;
        for (const StoredRow& row : one.rows) {
            if (row.prev != before) {
                wrong(
                    at(id) + "row " + std::to_string(row.n) + " does not follow "
                    + std::to_string(before)
                );
            }
            before = row.n;
            std::size_t said = 0;
            for (const Event& event : row.events) {
                const Said* message = std::get_if<Said>(&event);
                if (!message) continue;
                ++said;
                if (message->seq != ++seq) {
                    wrong(at(id, message->seq) + "stands at place " + std::to_string(seq));
                }
            }
            if (row.last_seq != seq || row.first_seq + said != seq + 1) {
                wrong(at(id) + "row " + std::to_string(row.n) + " tells other seqs than it holds");
            }
            if (row.frames.size() != said) wrong(at(id) + "a message is not public");
        }
    }

    // The head is what the rows up to its own make it; it knows all but those behind the mark.
    void check_replay(ConversationId id, const StoredConversation& one) {
        Events all;
        const StoredRow* known = nullptr;
        for (const StoredRow& row : one.rows) {
            if (row.n > one.last_row) break;
            known = &row;
            all.insert(all.end(), row.events.begin(), row.events.end());
        }
        ConversationState state = turn::replay(all);
        if (!(state == one.state)) wrong(at(id) + "replay gives another state than is stored");
        if (!known || known->n != one.last_row) wrong(at(id) + "its head is of no row");
        if (known && one.last_seq != known->last_seq) {
            wrong(at(id) + "its head tells another seq than its rows");
        }
        for (const StoredRow& row : one.rows) {
            if (row.n <= one.last_row) continue;
            if (row.n <= file_.heads_whole_to) wrong(at(id) + "its head is not its newest row");
            for (const Event& event : row.events)
                turn::apply(state, event);
        }
        now_[id] = std::move(state);
        if (one.state.id != id) wrong(at(id) + "its state is " + to_string(one.state.id) + "'s");
        const bool alike =
            one.state.version == one.version && one.state.wake_at.value == one.wake_at;
        if (!alike) wrong(at(id) + "its head tells another version or timer than its state");
    }

    // The clerk speaks only in turns that began with it or gave the chat back to it; an agent only
    // while they have it. Each change of owner makes the fencing token grow.
    void check_speakers(ConversationId id, const StoredConversation& one) {
        ConversationState state;
        for (const StoredRow& row : one.rows) {
            const bool clerks_turn = state.owner == Owner::bot;
            for (const Event& event : row.events) {
                const ConversationState before = state;
                turn::apply(state, event);
                if (std::holds_alternative<OwnerSet>(event) && state.fence != before.fence + 1) {
                    wrong(at(id) + "the owner changed and the fence did not grow");
                }
                const Said* said = std::get_if<Said>(&event);
                if (!said) continue;
                const bool clerk_may = clerks_turn || before.owner == Owner::bot;
                if (said->message.from == From::bot && !clerk_may) {
                    wrong(at(id, said->seq) + "the clerk spoke over a person");
                }
                if (said->message.from == From::agent && before.owner != Owner::agent) {
                    wrong(at(id, said->seq) + "an agent spoke who has not the chat");
                }
            }
        }
    }

    void index(ConversationId id, const StoredConversation& one) {
        std::set<std::string> ids;
        for (const StoredRow& row : one.rows) {
            for (std::size_t i = 0; i < row.frames.size(); ++i) {
                frames_[{id, row.first_seq + i}] = &row.frames[i];
            }
            for (const Event& event : row.events) {
                const Said* said = std::get_if<Said>(&event);
                if (!said || said->message.client_id.empty()) continue;
                const std::string& client_id = said->message.client_id;
                if (!ids.insert(client_id).second) wrong(at(id) + client_id + " stands twice");
                const bool new_id = said_.try_emplace(client_id, Stored{id, said}).second;
                if (!new_id) wrong(at(id) + client_id + " stands in another conversation, too");
            }
        }
    }

    // What the clients saw by themselves, and what they were shown.
    void check_journal() {
        for (const Entry& entry : journal_) {
            if (entry.kind == Kind::wrong) wrong(at(entry.conversation) + entry.text);
            if (entry.kind == Kind::conversation
                && !file_.conversations.contains(entry.conversation)) {
                wrong(at(entry.conversation) + "is gone");
            }
            if (entry.kind == Kind::shown) check_shown(entry);
        }
    }

    void check_shown(const Entry& entry) {
        const auto kept = frames_.find({entry.conversation, entry.seq});
        if (kept == frames_.end()) {
            return wrong(at(entry.conversation, entry.seq) + "was shown and is gone");
        }
        if (*kept->second == entry.frame) return;
        if (Json::parse(*kept->second) != Json::parse(entry.frame)) {
            wrong(at(entry.conversation, entry.seq) + "was shown with other words");
        }
    }

    void check_messages() {
        std::map<std::string, const Entry*> sent;
        std::map<std::string, const Entry*> acked;
        for (const Entry& entry : journal_) {
            if (entry.kind == Kind::send || entry.kind == Kind::reply) sent[entry.id] = &entry;
            if (entry.kind != Kind::ack) continue;
            const auto [before, fresh] = acked.try_emplace(entry.id, &entry);
            const Entry& first = *before->second;
            if (!fresh && (first.seq != entry.seq || first.at != entry.at)) {
                wrong(at(entry.conversation) + entry.id + " has two acks that differ");
            }
        }
        for (const auto& [id, stored] : said_) {
            const auto from = sent.find(id);
            if (from == sent.end()) {
                wrong(at(stored.conversation) + "nobody has sent " + id);
                continue;
            }
            const Entry& entry = *from->second;
            const Message& message = stored.said->message;
            if (message.text != entry.text || message.choice != entry.choice) {
                wrong(at(stored.conversation) + id + " has other words");
            }
            if (entry.kind == Kind::send && entry.conversation != stored.conversation) {
                wrong(at(stored.conversation) + "holds " + id + ", said elsewhere");
            }
        }
        for (const auto& [id, ack] : acked)
            check_ack(*ack);
    }

    void check_ack(const Entry& ack) {
        const auto stored = said_.find(ack.id);
        if (stored == said_.end()) {
            return wrong(at(ack.conversation) + "acknowledged " + ack.id + " is lost");
        }
        const Said& said = *stored->second.said;
        if (said.seq != ack.seq || (ack.at != 0 && said.at.value != ack.at)) {
            wrong(
                at(ack.conversation) + ack.id + " was acknowledged as " + std::to_string(ack.seq)
                + ", stands as " + std::to_string(said.seq)
            );
        }
    }

    // An agent's words: in the ticket's conversation, and with nothing unseen before them.
    void check_replies() {
        std::map<TicketId, ConversationId> chats;
        for (const StoredTicket& ticket : file_.tickets)
            chats[ticket.id] = ticket.conversation;
        for (const Entry& entry : journal_) {
            if (entry.kind == Kind::reply_ack) check_ack(entry);
            if (entry.kind != Kind::reply) continue;
            const auto stored = said_.find(entry.id);
            if (stored == said_.end()) continue;
            if (stored->second.conversation != chats[entry.ticket]) {
                wrong(entry.id + " was for another's chat");
            }
            if (stored->second.said->message.name != entry.client) {
                wrong(entry.id + " bears another's name");
            }
            if (stored->second.said->seq > entry.seq + 1) {
                wrong(entry.id + " was said blind");
            }
        }
    }

    void check_notes() {
        std::map<std::string, std::vector<const StoredTicketEvent*>> notes;
        for (const StoredTicketEvent& event : file_.ticket_events) {
            if (event.kind == "note") notes[event.client_id].push_back(&event);
        }
        for (const auto& [id, all] : notes) {
            if (all.size() > 1) wrong("the note " + id + " stands twice");
        }
        for (const Entry& entry : journal_) {
            if (entry.kind != Kind::note_ack) continue;
            const auto found = notes.find(entry.id);
            if (found == notes.end()) {
                wrong("the acknowledged note " + entry.id + " is lost");
                continue;
            }
            const StoredTicketEvent& note = *found->second[0];
            if (note.text != entry.text || note.ticket != entry.ticket) {
                wrong("the note " + entry.id + " says something else");
            }
        }
    }

    static bool is_live(const StoredTicket& ticket) {
        static const std::set<std::string> past{"solved", "closed", "abandoned", "merged", "spam"};
        return !past.contains(ticket.state);
    }

    // A chat with people has one live ticket that holds it, in the same hands; any other has none.
    void check_tickets() {
        std::map<ConversationId, std::vector<const StoredTicket*>> holding;
        std::set<std::string> numbers;
        std::set<std::string> keys;
        for (const StoredTicket& ticket : file_.tickets) {
            if (!numbers.insert(ticket.number).second) wrong(ticket.number + " is there twice");
            if (!keys.insert(ticket.key).second) wrong(ticket.key + " has two tickets");
            if (!file_.conversations.contains(ticket.conversation)) {
                wrong(ticket.number + " is for nobody's " + to_string(ticket.conversation));
            }
            if (is_live(ticket) && ticket.holds_chat) {
                holding[ticket.conversation].push_back(&ticket);
            }
        }
        for (const auto& [id, one] : file_.conversations) {
            const auto& held = holding[id];
            const ConversationState& state = now_[id];
            const std::size_t wanted = state.owner == Owner::bot ? 0 : 1;
            if (held.size() != wanted) {
                wrong(
                    at(id) + std::to_string(held.size()) + " tickets hold the chat, not "
                    + std::to_string(wanted)
                );
            } else if (wanted == 1) {
                check_hands(id, state, *held[0]);
            }
        }
    }

    void check_hands(
        ConversationId id, const ConversationState& state, const StoredTicket& ticket
    ) {
        if (state.ticket != ticket.id) wrong(at(id) + "knows another ticket than holds it");
        const bool queued = ticket.state == "queued";
        if (queued != (state.owner == Owner::queue)) {
            wrong(at(id) + "its ticket is " + ticket.state + ", its owner is not");
        }
        if (state.owner == Owner::agent && state.agent != ticket.agent) {
            wrong(at(id) + "is with one agent, its ticket with another");
        }
    }

    // Between two claims of a ticket it was in the line again; who was told to have won did win.
    void check_claims() {
        static const std::set<std::string> owners_own{"note", "replied", "released"};
        std::map<TicketId, std::string> owner;
        std::map<std::pair<TicketId, std::string>, int> claims;
        for (const StoredTicketEvent& event : file_.ticket_events) {
            std::string& has = owner[event.ticket];
            if (event.kind == "claimed") {
                if (!has.empty()) {
                    wrong(
                        "ticket " + to_string(event.ticket) + ": " + event.name + " claimed what "
                        + has + " has"
                    );
                }
                has = event.name;
                ++claims[{event.ticket, event.name}];
            } else if (event.kind == "requeued" || event.kind == "resolved") {
                has.clear();
            } else if (owners_own.contains(event.kind) && has != event.name) {
                wrong(
                    "ticket " + to_string(event.ticket) + ": " + event.kind + " by " + event.name
                    + ", it is with " + has
                );
            }
        }
        for (const Entry& entry : journal_) {
            if (entry.kind != Kind::won) continue;
            if (!claims.contains({entry.ticket, entry.client})) {
                wrong(entry.client + " was told to have won " + to_string(entry.ticket));
            }
        }
    }

    // A number that was told is recorded, once and for that conversation; and the other way round.
    void check_records(const std::string& kind, const std::vector<StoredRecord>& records) {
        std::map<std::string, ConversationId> told;
        for (const auto& [place, frame] : frames_) {
            if (frame->find("\"card\"") == std::string::npos) continue;
            const Json event = Json::parse(*frame);
            if (event.at("card").at("kind") != kind) continue;
            for (const Json& line : event.at("card").at("lines")) {
                if (line.at("name") != "number") continue;
                const std::string number = line.at("text");
                // The clerk says it again when asked to, but only where it was told.
                const auto [before, fresh] = told.try_emplace(number, place.first);
                if (!fresh && before->second != place.first) {
                    wrong(kind + " " + number + " was told in two conversations");
                }
            }
        }
        std::set<std::string> keys;
        for (const StoredRecord& record : records) {
            if (!keys.insert(record.key).second) wrong(kind + ": key " + record.key + " twice");
            // Of a made-up shop's past: no conversation told it.
            if (record.key.starts_with("demo:")) continue;
            const auto by = told.find(record.number);
            if (by == told.end()) {
                wrong(kind + " " + record.number + " is recorded and was not told");
                continue;
            }
            if (!record.key.starts_with(to_string(by->second) + "/")) {
                wrong(
                    kind + " " + record.number + " was told in " + to_string(by->second)
                    + ", recorded as " + record.key
                );
            }
            told.erase(by);
        }
        for (const auto& [number, id] : told) {
            wrong(at(id) + kind + " " + number + " was told and is not recorded");
        }
    }

    void check_items() {
        std::map<std::uint64_t, std::int64_t> returned;
        for (const StoredRecord& record : file_.returns)
            returned[record.item] += record.quantity;
        for (const auto& [item, quantity] : returned) {
            const auto known = file_.items.find(item);
            if (known == file_.items.end()) {
                wrong("a return of no item");
            } else if (quantity + known->second.returned_before > known->second.quantity) {
                wrong("item " + std::to_string(item) + " is returned more often than bought");
            }
        }
    }

    void check_points() {
        for (const auto& [customer, entries] : file_.points) {
            const Status sound = retail::check_ledger(entries);
            if (!sound)
                wrong("points of " + std::to_string(customer) + ": " + sound.error().message);
            std::int64_t sum = 0;
            for (const PointsEntry& entry : entries)
                sum += entry.delta;
            std::int64_t left = 0;
            for (const retail::Lot& lot : retail::lots(entries))
                left += lot.left;
            if (sum != left || sum < 0) {
                wrong("points of " + std::to_string(customer) + " do not add up");
            }
        }
    }

    // The shop's other systems are told of each thing once.
    void check_outbox() {
        std::set<std::string> told(file_.told_shop.begin(), file_.told_shop.end());
        if (told.size() != file_.told_shop.size()) wrong("the outbox tells something twice");
        const auto must_tell = [&](const std::string& key) {
            if (told.erase(key) == 0) wrong("the outbox does not tell of " + key);
        };
        for (const StoredTicket& ticket : file_.tickets)
            must_tell(ticket.key);
        for (const StoredRecord& record : file_.returns)
            must_tell(record.key);
        for (const StoredRecord& record : file_.complaints)
            must_tell(record.key);
        for (const std::string& key : told)
            wrong("the outbox tells of " + key);
    }

    const Journal& journal_;
    const ShopFile& file_;
    std::vector<std::string> wrong_;
    std::map<ConversationId, ConversationState> now_;  // by all of its rows
    std::map<std::string, Stored> said_;               // by client id
    std::map<std::pair<ConversationId, std::uint64_t>, const std::string*> frames_;
};

}  // namespace

std::vector<std::string> check(const Journal& journal, const ShopFile& file) {
    return Checker(journal, file).run();
}

}  // namespace clerk::sim
