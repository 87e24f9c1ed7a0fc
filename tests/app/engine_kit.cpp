#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

#include "turn/kit.hpp"

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

House::House(const std::string& path) {
    auto opened = store::Database::open(path);
    REQUIRE(opened);
    database = std::move(*opened);
    for (std::uint64_t i = 1; i <= 3; ++i) {  // Mei, Hua and Ni; "unique" after a restart
        (void)database->add_agent({.id = {i}, .login = "agent-" + std::to_string(i)});
    }
    engine = std::make_unique<Engine>(
        EngineParts{*database, codec, outlet, clock, chance, metrics}, content()
    );
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

std::vector<Json> House::hello(SessionKey who, Hello input) { return does(who, std::move(input)); }

std::vector<Json> House::says(SessionKey who, std::string text, std::string id) {
    if (id.empty()) id = "message-" + std::to_string(++ids_);
    return does(who, Send{.client_id = std::move(id), .text = std::move(text)});
}

std::vector<Json> House::taken(SessionKey who) {
    std::vector<Json> out;
    out.swap(outlet.sent[who]);
    return out;
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
    for (const Json& frame : of_verb(frames, "event")) out.push_back(frame.at("text"));
    return out;
}

}  // namespace clerk::app::kit
