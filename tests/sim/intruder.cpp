#include "sim/intruder.hpp"

#include <nlohmann/json.hpp>

namespace clerk::sim {

void Intruder::ask(app::Input input) {
    const app::SessionKey key = world_.open(*this);
    asked_.insert(key);
    world_.submit(key, std::move(input));
}

void Intruder::act() {
    const ConversationId target = world_.anybodys(random_);
    if (!target) return;
    const TicketId ticket = world_.any_ticket(random_);
    const std::string secret(43, static_cast<char>('A' + random_.below(26)));
    switch (random_.below(8)) {
        case 0:
            return ask(app::Hello{.conversation = target});
        case 1:
            return ask(app::Hello{.session = secret, .conversation = target});
        case 2:
            return ask(app::Send{
                .session = secret,
                .conversation = target,
                .client_id = "intruder-1",
                .text = "你好"});
        case 3:
            return ask(app::Send{
                .conversation = target, .client_id = "intruder-2", .text = "转人工"});
        case 4:
            return ask(app::Pull{.session = secret, .conversation = target, .page = true});
        case 5:
            return ask(app::Pull{.conversation = target});
        case 6:
            return ask(app::DeskReply{ticket, "intruder-3", "你好", 1'000});
        default:
            return ask(app::DeskClaim{ticket, 1});
    }
}

void Intruder::received(app::SessionKey key, const std::string& frame) {
    const auto json = nlohmann::json::parse(frame);
    const std::string code = json.value("code", "");
    if (code != "not_found" && code != "unavailable" && !asked_.empty()) {
        world_.note({.kind = Kind::wrong, .client = name_, .text = "was told " + frame});
    }
    asked_.erase(key);
    world_.hang_up(key);
}

void Intruder::closed(app::SessionKey key) {
    asked_.erase(key);
}

bool Intruder::finish() {
    return asked_.empty();
}

}  // namespace clerk::sim
