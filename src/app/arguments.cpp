#include "app/arguments.hpp"

#include <algorithm>
#include <string>

namespace clerk::app {
namespace {

const Value& field_of(const NamedValues& args, std::string_view name, std::string_view field) {
    static const Value unset;
    const Value* value = find_value(args, name);
    const Record* record = value ? value->record() : nullptr;
    return record ? record->field(field) : unset;
}

}  // namespace

std::string_view text_arg(const NamedValues& args, std::string_view name) {
    const Value* value = find_value(args, name);
    const std::string* text = value ? value->get<std::string>() : nullptr;
    return text ? std::string_view(*text) : std::string_view();
}

std::string_view choice_arg(const NamedValues& args, std::string_view name) {
    const Value* value = find_value(args, name);
    const Choice* choice = value ? value->get<Choice>() : nullptr;
    return choice ? std::string_view(choice->id) : std::string_view();
}

bool flag_arg(const NamedValues& args, std::string_view name) {
    const Value* value = find_value(args, name);
    const bool* flag = value ? value->get<bool>() : nullptr;
    return flag && *flag;
}

std::string_view record_text(
    const NamedValues& args, std::string_view name, std::string_view field
) {
    const std::string* text = field_of(args, name, field).get<std::string>();
    return text ? std::string_view(*text) : std::string_view();
}

std::int64_t record_count(const NamedValues& args, std::string_view name, std::string_view field) {
    const std::int64_t* count = field_of(args, name, field).get<std::int64_t>();
    return count ? *count : 0;
}

}  // namespace clerk::app
