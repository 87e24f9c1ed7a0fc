// A Value in JSON: null, booleans, numbers and texts stand for themselves; all others are a list
// that begins with the kind: ["money",129900,"CNY"], ["record","order",[["no","2024061234"], …]].
#include "base/overloaded.hpp"
#include "wire/archive.hpp"

#include <array>

namespace clerk::wire {
namespace {

Value tagged(const nlohmann::json& json) {
    const std::string& kind = json.at(0).get_ref<const std::string&>();
    if (kind == "local") return LocalText{json.at(1), json.at(2)};
    if (kind == "money") return Money{json.at(1), json.at(2)};
    if (kind == "date") return Date{json.at(1)};
    if (kind == "clock") return ClockTime{json.at(1), json.at(2)};
    if (kind == "at") return UnixMillis{json.at(1)};
    if (kind == "span") return Millis{json.at(1)};
    if (kind == "choice") return Choice{json.at(1), json.at(2)};
    if (kind == "list") {
        std::vector<Value> items;
        for (const nlohmann::json& item : json.at(1))
            items.push_back(read_value(item));
        return make_list(std::move(items));
    }
    std::vector<NamedValue> named;
    for (const nlohmann::json& field : json.at(2)) {
        named.emplace_back(field.at(0).get<std::string>(), read_value(field.at(1)));
    }
    return make_record(json.at(1), std::move(named));
}

}  // namespace

void write_value(JsonWriter& out, const Value& value) {
    std::visit(
        overloaded{
            [&](const Unset&) { out.null(); },
            [&](bool flag) { out.value(flag); },
            [&](std::int64_t number) { out.value(number); },
            [&](const std::string& text) { out.value(text); },
            [&](const LocalText& t) { out.array().value("local").value(t.zh).value(t.en).end(); },
            [&](const Money& m) {
                out.array().value("money").value(m.minor).value(m.currency).end();
            },
            [&](Date d) { out.array().value("date").value(d.day).end(); },
            [&](ClockTime c) { out.array().value("clock").value(c.hour).value(c.minute).end(); },
            [&](UnixMillis at) { out.array().value("at").value(at.value).end(); },
            [&](Millis span) { out.array().value("span").value(span.value).end(); },
            [&](const Choice& c) { out.array().value("choice").value(c.type).value(c.id).end(); },
            [&](const RecordPtr& record) {
                out.array().value("record").value(record->type).array();
                for (const auto& [name, field] : record->fields) {
                    out.array().value(name);
                    write_value(out, field);
                    out.end();
                }
                out.end().end();
            },
            [&](const ListPtr& list) {
                out.array().value("list").array();
                for (const Value& item : list->items)
                    write_value(out, item);
                out.end().end();
            }},
        value.held
    );
}

Value read_value(const nlohmann::json& json) {
    if (json.is_null()) return {};
    if (json.is_boolean()) return json.get<bool>();
    if (json.is_number()) return json.get<std::int64_t>();
    if (json.is_string()) return json.get<std::string>();
    return tagged(json);
}

}  // namespace clerk::wire
