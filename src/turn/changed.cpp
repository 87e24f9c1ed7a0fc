#include "turn/changed.hpp"

#include "base/overloaded.hpp"
#include "turn/errand.hpp"

namespace clerk::turn {
namespace {

// A value's kind, as far as a slot's type tells it.
bool fits(const Value& value, std::string_view type) {
    return std::visit(
        overloaded{
            [](const Unset&) { return true; },
            [&](bool) { return type == "yes_no" || type == "bool"; },
            [&](std::int64_t) { return type == "quantity" || type == "count"; },
            [&](const Money&) { return type == "money"; },
            [&](Date) { return type == "date"; },
            [&](ClockTime) { return type == "time"; },
            [&](UnixMillis) { return type == "date_time"; },
            [&](Millis) { return type == "duration"; },
            [&](const Choice& choice) { return type_key(choice.type) == type_key(type); },
            [&](const RecordPtr& record) {
                return !type.starts_with("record:") || type.substr(7) == record->type;
            },
            [&](const ListPtr&) { return type.starts_with("list:"); },
            [&](const auto&) { return !type.starts_with("record:") && !type.starts_with("list:"); },
        },
        value.held
    );
}

}  // namespace

bool has_outgrown(const Turn& turn, const flow::Flow& flow) {
    const Frame& frame = *turn.frame();
    if (frame.flow_hash == flow.hash) return false;
    const bool known = frame.step == flow::past_end || frame.step == flow::hand_over;
    if (!known && flow.step(frame.step) == flow::no_op) return true;
    const auto* open = std::get_if<AwaitSlot>(&turn.state().awaiting);
    const flow::SlotSpec* asked = open ? flow.slot(open->slot) : nullptr;
    if (asked && asked->type != open->type) return true;
    for (const auto& [name, value] : frame.values) {
        const flow::SlotSpec* slot = flow.slot(name);
        if (slot && !fits(value, slot->type)) return true;
    }
    return false;
}

void end_changed(Turn& turn) {
    const Intent* intent = turn.script().intent(errand_intent(turn));
    std::vector<Button> again;
    if (intent) again.push_back(turn.intent_button(intent->id));
    const std::string title = errand_title(turn);
    turn.say(turn.system_text("content_changed", {{"title", title}}), std::move(again));
    end_errand(turn, "changed");
}

}  // namespace clerk::turn
