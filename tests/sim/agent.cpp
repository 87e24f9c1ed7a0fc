#include "sim/agent.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace clerk::sim {
namespace {

TicketId id_of(const nlohmann::json& text) {
    return *parse_id<TicketTag>(text.get<std::string>());
}

}  // namespace

Agent::Agent(World& world, int n, Random random)
    : Client(world, "agent-" + std::to_string(n), random), n_(n) {}

void Agent::entry(Kind kind, TicketId ticket, const Words& words, std::uint64_t seq) {
    world_.note(
        {.kind = kind,
         .client = name_,
         .conversation = tickets_[ticket].conversation,
         .id = words.id,
         .text = words.text,
         .seq = seq,
         .ticket = ticket}
    );
}

void Agent::entry(Kind kind, TicketId ticket) {
    entry(kind, ticket, {}, 0);
}

// --- what they do -----------------------------------------------------------------------------

void Agent::connect() {
    line_ = world_.open(*this);
    welcomed_ = false;
    tickets_.clear();
    world_.submit(*line_, app::DeskHello{{{static_cast<std::uint64_t>(n_)}, name_}});
}

void Agent::act() {
    if (!line_) return random_.chance(0.6) ? connect() : void();
    if (!welcomed_) return;
    if (random_.chance(0.02)) return hang_up(*line_);
    if (open_) return random_.chance(0.4) ? say(*open_) : void();
    const auto mine = pick(true);
    if (!mine || random_.chance(0.3)) return claim();
    work_on(*mine);
}

std::optional<TicketId> Agent::pick(bool mine) {
    std::vector<TicketId> fit;
    for (const auto& [id, known] : tickets_) {
        if (mine ? known.agent == name_ : known.state == "queued") fit.push_back(id);
    }
    if (fit.empty()) return std::nullopt;
    return mine ? random_.of(fit) : fit.front();  // the oldest: all race for the same
}

void Agent::claim() {
    const auto waiting = pick(false);
    if (!waiting) return;
    const std::uint32_t version = tickets_[*waiting].version + (random_.chance(0.05) ? 1 : 0);
    entry(Kind::claim, *waiting);
    world_.submit(*line_, app::DeskClaim{*waiting, version});
}

void Agent::work_on(TicketId ticket) {
    const double roll = static_cast<double>(random_.below(100)) / 100;
    if (roll < 0.15) return world_.submit(*line_, app::DeskOpen{ticket});
    if (roll < 0.60) return speak(Kind::reply, ticket);
    if (roll < 0.70) return speak(Kind::note, ticket);
    if (roll < 0.76) return world_.submit(*line_, app::DeskRelease{ticket, false});
    if (roll < 0.84) return world_.submit(*line_, app::DeskRelease{ticket, true});
    if (roll < 0.90) return world_.submit(*line_, app::Typing{.ticket = ticket, .on = true});
    if (roll < 0.95) return world_.submit(*line_, app::DeskPull{ticket, tickets_[ticket].seen});
    const TicketId any = world_.any_ticket(random_);  // perhaps a colleague's
    if (any) speak(random_.chance(0.5) ? Kind::reply : Kind::note, any);
}

void Agent::speak(Kind kind, TicketId ticket) {
    const std::string id = new_id();
    say({kind, ticket, id, "您好，" + id, tickets_[ticket].seen});
}

void Agent::say(Words words) {
    open_ = std::move(words);
    entry(open_->kind, open_->ticket, *open_, open_->expect);
    if (open_->kind == Kind::reply) {
        world_.submit(*line_, app::DeskReply{open_->ticket, open_->id, open_->text, open_->expect});
    } else {
        world_.submit(*line_, app::DeskNote{open_->ticket, open_->id, open_->text});
    }
}

// --- what comes -------------------------------------------------------------------------------

void Agent::know(const Json& ticket) {
    Known& known = tickets_[id_of(ticket.at("id"))];
    known.conversation = *parse_id<ConversationTag>(ticket.at("conversation").get<std::string>());
    known.version = ticket.at("version");
    known.state = ticket.at("state");
    const Json& agent = ticket.at("agent");
    known.agent = agent.is_null() ? "" : agent.at("name").get<std::string>();
}

void Agent::received(app::SessionKey key, const std::string& frame) {
    if (line_ != key) return;
    const Json json = Json::parse(frame);
    const std::string verb = json.at("verb");
    if (verb == "welcome") {
        welcomed_ = true;
        for (const char* list : {"queue", "mine"}) {
            for (const Json& ticket : json.at(list))
                know(ticket);
        }
    } else if (verb == "ticket") {
        know(json.at("ticket"));
    } else if (verb == "won") {
        entry(Kind::won, id_of(json.at("ticket")));
    } else if (verb == "opened") {
        know(json.at("ticket"));
        Known& known = tickets_[id_of(json.at("ticket").at("id"))];
        for (const Json& event : json.at("events"))
            known.seen = event.at("seq");
    } else if (verb == "event" || verb == "stale") {
        Known& known = tickets_[id_of(json.at("ticket"))];
        const Json events = verb == "event" ? Json::array({json}) : json.at("events");
        for (const Json& event : events) {
            known.seen = std::max(known.seen, event.at("seq").get<std::uint64_t>());
        }
        if (verb == "stale") open_.reset();  // not said; perhaps something else, later
    } else if (verb == "ack") {
        on_ack(json);
    } else if (verb == "nack") {
        on_nack(json);
    }
}

void Agent::on_ack(const Json& json) {
    if (!open_ || json.at("id") != open_->id) return;
    const bool reply = open_->kind == Kind::reply;
    Words words = *open_;
    const std::uint64_t seq = json.value("seq", std::uint64_t{0});
    entry(reply ? Kind::reply_ack : Kind::note_ack, words.ticket, words, seq);
    if (reply) tickets_[words.ticket].seen = std::max(tickets_[words.ticket].seen, seq);
    open_.reset();
}

void Agent::on_nack(const Json& json) {
    const std::string code = json.at("code");
    if (!welcomed_) return hang_up(*line_);  // a socket says hello once: this one is no use
    if (code == "unavailable") return;       // the same again, later
    open_.reset();
}

void Agent::closed(app::SessionKey key) {
    if (line_ != key) return;
    line_.reset();
    welcomed_ = false;
}

// --- the end ----------------------------------------------------------------------------------

bool Agent::finish() {
    if (!line_) {
        connect();
        return false;
    }
    if (!welcomed_) return false;
    if (!open_) return true;
    say(*open_);
    return false;
}

}  // namespace clerk::sim
