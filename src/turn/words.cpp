#include "turn/words.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

class NoNames : public flow::ValueScope {
public:
    [[nodiscard]] Value find(std::string_view) const override { return {}; }
};

Value shopper_record(const Identity& identity) {
    std::vector<std::pair<std::string, Value>> fields;
    if (!identity.name.empty()) fields.emplace_back("name", identity.name);
    fields.emplace_back("signed_in", Value(identity.signed_in()));
    if (!identity.tier.empty()) fields.emplace_back("tier", Choice{"tier", identity.tier});
    return make_record("shopper", std::move(fields));
}

// Of the running errand, whichever of its flows asks.
bool wants_another(const ConversationState& state) {
    for (auto frame = state.stack.rbegin(); frame != state.stack.rend(); ++frame) {
        const Value* mark = find_value(frame->values, another_mark);
        if (mark && mark->is_set()) return true;
        if (!frame->intent.empty()) break;
    }
    return false;
}

}  // namespace

std::string ScriptWording::plain(const flow::Text& text, Lang lang) const {
    const NoNames nothing;
    const flow::Rendering how{nothing, *this, lang, {}, script_.settings.offset};
    return flow::render(text.in[static_cast<std::size_t>(lang)], how);
}

std::string ScriptWording::label(const Choice& choice, Lang lang) const {
    const TypeInfo* type = script_.type(type_key(choice.type));
    if (!type) return choice.id;
    const auto at =
        std::ranges::find(type->labels, choice.id, [](const auto& l) { return l.first; });
    return at == type->labels.end() ? choice.id : plain(at->second, lang);
}

std::vector<std::string> ScriptWording::choice_ids(std::string_view type) const {
    std::vector<std::string> ids;
    if (const TypeInfo* info = script_.type(type_key(type))) {
        for (const auto& [id, label] : info->labels)
            ids.push_back(id);
    }
    return ids;
}

std::string ScriptWording::card_label(std::string_view kind, std::string_view field, Lang lang)
    const {
    const std::string name = "card." + std::string(kind) + "." + std::string(field);
    const flow::MessageText* text = script_.text(name);
    if (!text || text->empty()) return {};
    return plain(text->lines.front().text, lang);
}

std::string ScriptWording::intent_title(std::string_view intent, Lang lang) const {
    const Intent* found = script_.intent(intent);
    return found ? plain(found->title, lang) : std::string(intent);
}

std::string ScriptWording::traditional(std::string_view simplified) const {
    return script_.lexicon->normaliser().to_traditional(simplified);
}

Value Builtins::find(std::string_view name) const {
    if (name == "shopper") return shopper_record(state_.identity);
    if (name == "now") return now_;
    if (name == "lang") return Choice{"lang", std::string(to_string(state_.lang))};
    if (name == "another") return Value(wants_another(state_));
    if (name == "under_way") return Value(!state_.stack.empty());
    if (name == "channel") return Choice{"channel", state_.channel};
    return {};
}

std::string_view type_key(std::string_view type) {
    constexpr std::string_view prefix = "choice:";
    return type.starts_with(prefix) ? type.substr(prefix.size()) : type;
}

std::string lexicon_type(const Script& script, std::string_view type) {
    for (const std::string_view name : {type, type_key(type)}) {
        if (script.lexicon->knows_type(name)) return std::string(name);
    }
    return {};
}

}  // namespace clerk::turn
