#include "flow/buttons.hpp"

#include "model/catalog.hpp"

namespace clerk::flow {
namespace {

constexpr std::string_view prefix = "intent:";

}  // namespace

std::optional<Subject> subject_of(const Value& value) {
    const Record* record = value.record();
    const RecordSpec* spec = record ? find_record_spec(record->type) : nullptr;
    const FieldSpec* key = spec ? find_field_spec(*spec, spec->title) : nullptr;
    if (!key || key->type == "text") return std::nullopt;
    const std::string* text = record->field(key->name).get<std::string>();
    if (!text) return std::nullopt;
    return Subject{std::string(key->type), *text};
}

std::string intent_button_id(std::string_view intent, const std::optional<Subject>& about) {
    std::string id(prefix);
    id += intent;
    if (about) id += "?" + about->type + "=" + about->value;
    return id;
}

std::optional<IntentButton> read_intent_button(std::string_view id) {
    if (!id.starts_with(prefix)) return std::nullopt;
    id.remove_prefix(prefix.size());
    const std::size_t ask = id.find('?');
    IntentButton button{std::string(id.substr(0, ask)), std::nullopt};
    if (ask == std::string_view::npos) return button;
    const std::string_view about = id.substr(ask + 1);
    const std::size_t is = about.find('=');
    if (is != std::string_view::npos)
        button.about = Subject{std::string(about.substr(0, is)), std::string(about.substr(is + 1))};
    return button;
}

}  // namespace clerk::flow
