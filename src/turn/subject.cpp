#include "turn/subject.hpp"

#include "model/catalog.hpp"
#include "turn/rank.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

constexpr std::string_view kept_as = "$it";

std::optional<flow::Subject> talked_of(const Turn& turn) {
    const auto& all = turn.state().kept;
    const auto kept = std::ranges::find(all, kept_as, &KeptSlot::name);
    if (kept == all.end()) return std::nullopt;
    const auto* value = kept->value.get<std::string>();
    const bool fresh = turn.now() - kept->at <= turn.script().settings.keep_for;
    if (!value || !fresh) return std::nullopt;
    return flow::Subject{kept->type, *value};
}

}  // namespace

bool names_record(std::string_view type) {
    return type != "text" && std::ranges::any_of(record_specs(), [&](const RecordSpec& record) {
               const FieldSpec* key = find_field_spec(record, record.title);
               return key && key->type == type;
           });
}

void talk_of(Turn& turn, std::string_view type, const Value& value) {
    if (!value.get<std::string>() || !names_record(type)) return;
    const KeptSlot slot{std::string(kept_as), std::string(type), value, turn.now()};
    if (std::ranges::find(turn.state().kept, slot) == turn.state().kept.end()) {
        turn.emit(SlotKept{slot});
    }
}

void talk_of(Turn& turn, const Message& shown) {
    for (const Button& button : shown.buttons) {
        const auto pressed = flow::read_intent_button(button.id);
        if (!pressed || !pressed->about) continue;
        return talk_of(turn, pressed->about->type, pressed->about->value);
    }
}

void open_about(const Turn& turn, const flow::Subject& about, Wish& wish) {
    const flow::Flow* flow = turn.script().flow(wish.intent->starts);
    const flow::SlotSpec* slot = flow ? flow->first_slot_of(about.type) : nullptr;
    if (!slot || find_value(wish.opening.slots, slot->name)) return;
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    auto value = lexicon.answer(about.type, lexicon.understand(about.value), turn.here());
    if (value) set_value(wish.opening.slots, slot->name, *std::move(value));
}

void open_about_it(const Turn& turn, const nlu::Clause& clause, Wish& wish) {
    if (wish.opening.anew || !aside(clause, turn.script(), "it")) return;
    wish.opening.same = true;
    if (aside(clause, turn.script(), "thing")) return;
    const auto about = talked_of(turn);
    if (about && !tells_value(turn, about->type, wish.opening.heard)) {
        open_about(turn, *about, wish);
    }
}

std::optional<std::string> button_about_it(const Turn& turn, const std::string& words) {
    const auto about = talked_of(turn);
    if (!about) return std::nullopt;
    std::vector<const Intent*> errands;
    std::vector<std::string> titles;
    for (const Intent& intent : turn.script().intents) {
        const flow::Flow* flow = turn.script().flow(intent.starts);
        if (!flow || !flow->first_slot_of(about->type)) continue;
        errands.push_back(&intent);
        titles.push_back(turn.wording().intent_title(intent.id, turn.state().lang));
    }
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    const auto named = lexicon.pick(titles, lexicon.understand(words));
    if (!named) return std::nullopt;
    return flow::intent_button_id(errands[*named]->id, about);
}

}  // namespace clerk::turn
