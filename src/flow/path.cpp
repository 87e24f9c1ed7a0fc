// Names and dotted paths: what they mean at load and what they hold at run time.
#include "base/suggest.hpp"
#include "flow/expr.hpp"
#include "flow/types.hpp"

#include <algorithm>
#include <span>

namespace clerk::flow {
namespace {

// A list has these and nothing else.
const std::vector<std::string>& list_fields() {
    static const std::vector<std::string> fields{"count", "first", "last"};
    return fields;
}

std::string ticked(std::string_view name) {
    return "`" + std::string(name) + "`";
}

// One step down a path: the field `name` of something of `type`, which is called `owner`.
struct Down {
    std::optional<ScopeName> field;
    std::string error;
};

Down list_field(std::string_view type, std::string_view name, const TypeScope& scope) {
    if (name == "count") return {ScopeName{"count", "count", false}, {}};
    if (name == "first" || name == "last") {
        return {ScopeName{std::string(name), element_type(type, scope), true}, {}};
    }
    return {};
}

Down step_down(
    std::string_view type, std::string_view name, std::string_view owner, const TypeScope& scope
) {
    const Kind kind = kind_of(type, scope);
    if (kind == Kind::list) {
        Down down = list_field(type, name, scope);
        if (!down.field) {
            down.error = ticked(owner)
                         + " is a list: it has `count`, `first` and `last`, and `each` "
                         + "goes through its elements" + did_you_mean(name, list_fields());
        }
        return down;
    }
    if (kind == Kind::record) {
        Down down{scope.field(base_name(type), name), {}};
        if (!down.field) {
            down.error = ticked(owner) + " has no " + ticked(name)
                         + did_you_mean(name, scope.fields(base_name(type)));
        }
        return down;
    }
    return {{}, ticked(owner) + " is " + described(type, scope) + " and has no parts"};
}

Value list_part(const ListValue& list, std::string_view name) {
    if (name == "count") return Value(static_cast<std::int64_t>(list.items.size()));
    if (list.items.empty()) return {};
    if (name == "first") return list.items.front();
    if (name == "last") return list.items.back();
    return {};
}

}  // namespace

std::optional<ScopeName> TypeScope::field(std::string_view record, std::string_view name) const {
    const RecordSpec* spec = find_record_spec(record);
    const FieldSpec* found = spec ? find_field_spec(*spec, name) : nullptr;
    if (!found) return std::nullopt;
    return ScopeName{std::string(found->name), std::string(found->type), found->optional};
}

std::vector<std::string> TypeScope::fields(std::string_view record) const {
    std::vector<std::string> names;
    const RecordSpec* spec = find_record_spec(record);
    if (!spec) return names;
    for (const FieldSpec& one : spec->fields)
        names.emplace_back(one.name);
    return names;
}

bool TypeScope::guarded(const Path&) const {
    return false;
}

std::string to_string(const Path& path) {
    std::string out;
    for (const std::string& part : path.parts) {
        if (!out.empty()) out += '.';
        out += part;
    }
    return out;
}

TypeName element_type(std::string_view list_type, const TypeScope& scope) {
    if (!list_type.starts_with("list:")) return {};
    const std::string element(list_type.substr(5));
    return scope.fields(element).empty() ? element : "record:" + element;
}

PathType type_of(const Path& path, const TypeScope& scope) {
    if (path.parts.empty()) return {{}, false, "a name must stand here"};
    const auto base = scope.find(path.parts.front());
    if (!base) {
        const std::string& name = path.parts.front();
        return {
            {},
            false,
            "nothing here is called " + ticked(name) + did_you_mean(name, scope.names())};
    }
    Path so_far{{path.parts.front()}};
    PathType result{base->type, base->maybe_unset && !scope.guarded(so_far), std::nullopt};
    for (const std::string& name : std::span(path.parts).subspan(1)) {
        Down down = step_down(result.type, name, to_string(so_far), scope);
        if (!down.field) return {{}, false, std::move(down.error)};
        so_far.parts.push_back(name);
        result.type = std::move(down.field->type);
        // What is known to be set has a record that is set around it.
        result.maybe_unset =
            (result.maybe_unset || down.field->maybe_unset) && !scope.guarded(so_far);
    }
    return result;
}

Value resolve(const Path& path, const ValueScope& scope) {
    if (path.parts.empty()) return {};
    Value value = scope.find(path.parts.front());
    for (const std::string& name : std::span(path.parts).subspan(1)) {
        if (const Record* record = value.record()) {
            value = Value(record->field(name));
        } else if (const ListValue* list = value.list()) {
            value = list_part(*list, name);
        } else {
            return {};
        }
    }
    return value;
}

}  // namespace clerk::flow
