#include "model/value.hpp"

#include <algorithm>

namespace clerk {

const Record* Value::record() const {
    const RecordPtr* p = get<RecordPtr>();
    return p ? p->get() : nullptr;
}

const ListValue* Value::list() const {
    const ListPtr* p = get<ListPtr>();
    return p ? p->get() : nullptr;
}

bool operator==(const Value& a, const Value& b) {
    if (a.record() && b.record()) return *a.record() == *b.record();
    if (a.list() && b.list()) return *a.list() == *b.list();
    return a.held == b.held;
}

const Value& Record::field(std::string_view name) const {
    static const Value unset;
    const Value* found = find_value(fields, name);
    return found ? *found : unset;
}

Value make_record(std::string type, std::vector<std::pair<std::string, Value>> fields) {
    return Value(std::make_shared<const Record>(Record{std::move(type), std::move(fields)}));
}

Value make_list(std::vector<Value> items) {
    return Value(std::make_shared<const ListValue>(ListValue{std::move(items)}));
}

const Value* find_value(const NamedValues& values, std::string_view name) {
    const auto at = std::ranges::find(values, name, &NamedValue::first);
    return at == values.end() ? nullptr : &at->second;
}

void set_value(NamedValues& values, std::string_view name, Value value) {
    const auto at = std::ranges::find(values, name, &NamedValue::first);
    if (at != values.end()) {
        at->second = std::move(value);
    } else {
        values.emplace_back(std::string(name), std::move(value));
    }
}

void erase_value(NamedValues& values, std::string_view name) {
    std::erase_if(values, [&](const NamedValue& v) { return v.first == name; });
}

}  // namespace clerk
