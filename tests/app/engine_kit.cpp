#include "app/engine_kit.hpp"

#include "model/import.hpp"
#include "turn/kit.hpp"

#include <catch2/catch.hpp>

namespace clerk::app::kit {
namespace {

content::SnapshotPtr content() {
    static const auto snapshot = [] {
        auto made = std::make_shared<content::Snapshot>();
        made->script = turn::kit::shop();
        made->hash = made->script.hash;
        return made;
    }();
    return snapshot;
}

}  // namespace

void Recorder::deliver(std::vector<Delivery> deliveries) {
    for (const Delivery& d : deliveries) {
        if (d.frame) sent[d.to].push_back(Json::parse(*d.frame));
        if (d.close != 0) sent[d.to].push_back({{"close", d.close}});
    }
}

House::House(const std::string& path, std::int64_t heads_behind_rows_max) {
    auto opened = store::Database::open(path);
    REQUIRE(opened);
    database = std::move(*opened);
    for (std::uint64_t i = 1; i <= 3; ++i) {  // Mei, Hua and Ni; "unique" after a restart
        (void)database->add_agent({.id = {i}, .login = "agent-" + std::to_string(i)});
    }
    store = std::make_unique<sim::FaultyStore>(*database, faults);
    EngineParts parts{*store, codec, outlet, clock, chance, metrics};
    parts.heads_behind_rows_max = heads_behind_rows_max;
    engine = std::make_unique<Engine>(parts, content());
    const Status started = engine->start();
    REQUIRE(started);
}

void House::queue(SessionKey who, Input input) {
    if (auto* send = std::get_if<Send>(&input)) {
        send->understanding = engine->content()->script.lexicon->understand(send->text);
    }
    REQUIRE(engine->submit({who, std::move(input)}));
}

void House::work(Millis later) {
    clock.at = clock.at + later;
    engine->work({});
}

std::vector<Json> House::does(SessionKey who, Input input) {
    queue(who, std::move(input));
    clock.at = clock.at + seconds(1);
    work();
    return taken(who);
}

std::vector<Json> House::hello(SessionKey who, Hello input) {
    return does(who, std::move(input));
}

std::vector<Json> House::says(SessionKey who, std::string text, std::string id) {
    if (id.empty()) id = "message-" + std::to_string(++ids_);
    return does(who, Send{.client_id = std::move(id), .text = std::move(text)});
}

std::vector<Json> House::taken(SessionKey who) {
    std::vector<Json> out;
    out.swap(outlet.sent[who]);
    return out;
}

Hello resume(const std::string& session, std::uint64_t last_seq) {
    Hello hello;
    hello.session = session;
    hello.last_seq = last_seq;
    return hello;
}

std::string refusal(const std::vector<Json>& frames) {
    const auto nacks = of_verb(frames, "nack");
    return nacks.empty() ? "none" : nacks.back().at("code").get<std::string>();
}

TicketId ticket_of(const Json& frame) {
    return *parse_id<struct clerk::TicketTag>(frame.at("ticket").at("id").get<std::string>());
}

void add_customer(House& house, const char* ref, const char* name) {
    static std::uint64_t next = 1'000;
    const auto sink = house.database->import_sink([] { return next++; });
    REQUIRE(sink->put(CustomerRow{.ref = ref, .name = name, .phone = "13800001234"}));
}

Hello with_token(const char* ref, const char* nonce) {
    Hello hello;
    hello.claim = SignInClaim{ref, nonce, {1'999'999'999'000}};
    return hello;
}

Handed::Handed() {
    house.does(mei, DeskHello{{{1}, "Mei"}});
    house.does(hua, DeskHello{{{2}, "Hua"}});
    house.hello(lin);
    const auto frames = house.says(lin, "人工");
    const auto status = of_verb(frames, "status");
    INFO(Json(frames).dump());
    REQUIRE_FALSE(status.empty());
    CHECK(status.back().at("owner") == "queue");
    CHECK(status.back().at("position") == 1);
    const auto seen = of_verb(house.taken(mei), "ticket");
    REQUIRE_FALSE(seen.empty());
    ticket = ticket_of(seen.back());
    house.taken(hua);
}

std::vector<Json> Handed::claim(SessionKey who) {
    return house.does(who, DeskClaim{ticket, 1});
}

std::vector<Json> Handed::reply(SessionKey who, std::uint64_t expect, std::string id) {
    return house.does(who, DeskReply{ticket, std::move(id), "您好，我来帮您", expect});
}

std::uint64_t Handed::last_seq() {
    return of_verb(house.does(mei, DeskOpen{ticket}), "opened")[0].at("ticket").at("last_seq");
}

std::vector<Json> of_verb(const std::vector<Json>& frames, std::string_view verb) {
    std::vector<Json> out;
    for (const Json& frame : frames) {
        if (frame.value("verb", "") == verb) out.push_back(frame);
    }
    return out;
}

std::vector<std::string> texts(const std::vector<Json>& frames) {
    std::vector<std::string> out;
    for (const Json& frame : of_verb(frames, "event"))
        out.push_back(frame.at("text"));
    return out;
}

}  // namespace clerk::app::kit
