#include "turn/carry.hpp"

#include "turn/errand.hpp"
#include "turn/rank.hpp"
#include "turn/subject.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// The frame that the errand on top began with; null: none runs.
const Frame* root_frame(const Turn& turn) {
    const std::vector<Frame>& stack = turn.state().stack;
    const auto root = std::find_if(stack.rbegin(), stack.rend(), [](const Frame& frame) {
        return !frame.intent.empty();
    });
    return root == stack.rend() ? nullptr : &*root;
}

bool may_go_along(std::string_view type) {
    return !is_free(type) && type != "yes_no";
}

// The flow's slot that asks for the same; null: none.
const flow::SlotSpec* counterpart(const flow::Flow& flow, const KeptSlot& told) {
    const flow::SlotSpec* slot = flow.slot(told.name);
    return slot && slot->type == told.type && is_collected(flow, slot->name) ? slot : nullptr;
}

// Whether the words call a thing by a name that the value does not bear.
bool names_another(const Turn& turn, const Value& value, const std::string& words) {
    const std::vector<Option> only{{{}, turn.show(value), value}};
    const nlu::Understanding message = turn.script().lexicon->understand(words);
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        const nlu::Hit* thing = aside(clause, turn.script(), "thing");
        return thing && named_options(turn, only, original(message, thing->span)).empty();
    });
}

// Whether the words that open an errand give the slot a value of their own.
bool tells_anew(const Turn& turn, const KeptSlot& told, const Opening& opening) {
    const Value* given = find_value(opening.slots, told.name);
    if (given) return *given != told.value;
    return tells_value(turn, told.type, opening.heard);
}

}  // namespace

Told told_so_far(const Turn& turn) {
    const Frame* root = root_frame(turn);
    const flow::Flow* flow = root ? turn.script().flow(root->flow) : nullptr;
    if (!flow) return {};
    Told told;
    told.heard = root->heard;
    for (const auto& [name, value] : root->values) {
        const flow::SlotSpec* slot = flow->slot(name);
        if (!slot || !value.is_set() || !is_collected(*flow, name)) continue;
        if (may_go_along(slot->type)) told.slots.push_back({name, slot->type, value, turn.now()});
    }
    return told;
}

bool asks_for_any(const flow::Flow& flow, const Told& told) {
    return std::ranges::any_of(told.slots, [&](const KeptSlot& slot) {
        return counterpart(flow, slot) != nullptr;
    });
}

void hand_on(Turn& turn, const Told& told, const Opening& opening) {
    if (opening.anew) return;
    bool other_order = false;
    bool other_thing = false;
    for (const KeptSlot& slot : told.slots) {
        const bool record = slot.value.record() != nullptr;
        other_order |= names_record(slot.type) && tells_anew(turn, slot, opening);
        other_thing |= record && names_another(turn, slot.value, opening.heard);
    }
    if (other_order) return;
    for (const std::string& words : told.heard) {
        const bool blank = words.find_first_not_of(" \t\n") == std::string::npos;
        if (!other_thing && !blank) turn.emit(Heard{words});
    }
    for (const KeptSlot& slot : told.slots) {
        if (other_thing && !names_record(slot.type)) continue;
        if (!counterpart(*turn.flow(), slot) || tells_anew(turn, slot, opening)) continue;
        set_slot(turn, slot.name, slot.value, "carried");
    }
}

}  // namespace clerk::turn
