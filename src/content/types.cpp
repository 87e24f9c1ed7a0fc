#include "content/types.hpp"

#include "model/language.hpp"
#include "turn/script.hpp"

#include <algorithm>
#include <array>

namespace clerk::content {
namespace {

using std::string_view;

constexpr std::array<string_view, 11> builtin{
    "order_no",
    "phone",
    "money",
    "date",
    "time",
    "date_time",
    "quantity",
    "yes_no",
    "product",
    "address",
    "free_text"};

// Types of results only; a `set` slot may hold them.
constexpr std::array<string_view, 4> internal{"text", "count", "bool", "duration"};

template <class List>
bool among(const List& list, string_view name) {
    return std::ranges::find(list, name) != std::ranges::end(list);
}

string_view family(string_view type) {
    constexpr std::array<string_view, 5> textual{
        "text", "free_text", "address", "product", "phone"};
    if (among(textual, type)) return "text";
    if (type == "quantity") return "count";
    if (type == "yes_no") return "bool";
    return type;
}

}  // namespace

bool is_choice(string_view type) {
    return type.starts_with("choice:");
}

bool is_record(string_view type) {
    return type.starts_with("record:");
}

bool assignable(string_view from, string_view to) {
    if (family(from) == family(to)) return true;
    // Numbers and codes are texts of a narrower kind.
    const bool scalar = from.find(':') == string_view::npos;
    constexpr std::array<string_view, 7> shown_otherwise{
        "money", "date", "time", "date_time", "count", "bool", "duration"};
    return family(to) == "text" && scalar && !among(shown_otherwise, family(from));
}

bool Types::add(ShopType type) {
    std::string name = type.name;
    return shop_.emplace(std::move(name), std::move(type)).second;
}

const ShopType* Types::find(string_view name) const {
    const auto at = shop_.find(name);
    return at == shop_.end() ? nullptr : &at->second;
}

std::optional<TypeName> Types::resolve(string_view written) const {
    if (const ShopType* own = find(written)) {
        if (own->words) return std::nullopt;
        return own->pattern.empty() ? "choice:" + own->name : own->name;
    }
    if (among(builtin, written) || among(internal, written)) return TypeName(written);
    if (find_enum_spec(written) != nullptr) return "choice:" + std::string(written);
    if (find_record_spec(written) != nullptr) return "record:" + std::string(written);
    const std::size_t colon = written.find(':');
    if (colon == string_view::npos) return std::nullopt;
    const string_view kind = written.substr(0, colon);
    const string_view of = written.substr(colon + 1);
    const bool known = (kind == "choice" && !choice_ids(of).empty())
                       || ((kind == "record" || kind == "list") && find_record_spec(of) != nullptr);
    return known ? std::optional(TypeName(written)) : std::nullopt;
}

std::vector<std::string> Types::choice_ids(string_view type) const {
    if (const ShopType* own = find(type)) return own->ids;
    if (const EnumSpec* fixed = find_enum_spec(type)) return {fixed->ids.begin(), fixed->ids.end()};
    if (type == "lang") return {lang_names.begin(), lang_names.end()};
    return {};
}

std::vector<std::string> Types::names() const {
    std::vector<std::string> names(builtin.begin(), builtin.end());
    for (const auto& [name, type] : shop_) {
        if (!type.words) names.push_back(name);
    }
    for (const EnumSpec& fixed : enum_specs())
        names.emplace_back(fixed.name);
    for (const RecordSpec& record : record_specs())
        names.emplace_back(record.name);
    std::ranges::sort(names);
    const auto [first, last] = std::ranges::unique(names);
    names.erase(first, last);
    return names;
}

Names::Names(const Types& types) : types_(types) {
    for (const turn::SystemName& name : turn::builtin_names()) {
        names_.push_back({std::string(name.name), TypeName(name.type), name.maybe_unset});
    }
}

void Names::add(flow::ScopeName name) {
    names_.push_back(std::move(name));
}

std::optional<flow::ScopeName> Names::find(string_view name) const {
    const auto at = std::ranges::find(names_, name, &flow::ScopeName::name);
    return at == names_.end() ? std::nullopt : std::optional(*at);
}

std::vector<std::string> Names::choice_ids(string_view type) const {
    return types_.choice_ids(type);
}

std::vector<std::string> Names::names() const {
    std::vector<std::string> names;
    for (const flow::ScopeName& name : names_)
        names.push_back(name.name);
    return names;
}

}  // namespace clerk::content
