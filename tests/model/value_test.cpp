#include "model/value.hpp"

#include "model/catalog.hpp"
#include "model/ticket.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace clerk {

TEST_CASE("a text in several languages falls back to what there is") {
    const LocalText both{"冰箱", "Fridge"};
    CHECK(both.in(Lang::zh) == "冰箱");
    CHECK(both.in(Lang::zh_hant) == "冰箱");
    CHECK(both.in(Lang::en) == "Fridge");
    CHECK(LocalText{"冰箱", ""}.in(Lang::en) == "冰箱");
    CHECK(LocalText{"", "Fridge"}.in(Lang::zh) == "Fridge");
}

TEST_CASE("values are equal by what they hold, records and lists through and through") {
    const Value order = make_record("order", {{"no", "1"}, {"items", make_list({1, 2})}});
    const Value same = make_record("order", {{"no", "1"}, {"items", make_list({1, 2})}});
    const Value other = make_record("order", {{"no", "1"}, {"items", make_list({1, 3})}});
    CHECK(order == same);
    CHECK_FALSE(order == other);
    CHECK_FALSE(Value(1) == Value("1"));
    CHECK_FALSE(Value(true) == Value(1));
    CHECK_FALSE(Value() == Value(""));
    CHECK_FALSE(Value().is_set());
    CHECK(Value("").is_set());
    REQUIRE(order.record());
    CHECK(order.record()->field("no") == Value("1"));
    CHECK_FALSE(order.record()->field("nothing").is_set());
    CHECK(order.list() == nullptr);
    CHECK(order.record()->field("items").list()->items.size() == 2);
    CHECK(Value(1).record() == nullptr);
}

TEST_CASE("named values keep their order, and a name stands once") {
    NamedValues values;
    set_value(values, "b", 1);
    set_value(values, "a", 2);
    set_value(values, "b", 3);
    REQUIRE(values.size() == 2);
    CHECK(values[0].first == "b");
    CHECK(*find_value(values, "b") == Value(3));
    CHECK(find_value(values, "c") == nullptr);
    erase_value(values, "b");
    erase_value(values, "c");
    REQUIRE(values.size() == 1);
    CHECK(values[0].first == "a");
}

TEST_CASE("each ticket state has a name of its own, which is read back") {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(TicketState::spam); ++i) {
        const auto state = static_cast<TicketState>(i);
        CHECK(parse_ticket_state(to_string(state)) == state);
        CHECK(names.insert(to_string(state)).second);
    }
    CHECK(to_string(TicketState::created) == "new");
    for (const char* none : {"", "New", "open ", "created", "x"}) {
        CHECK_FALSE(parse_ticket_state(none).has_value());
    }
}

TEST_CASE("the catalog names everything once, and every record and enum that it speaks of exists") {
    std::set<std::string_view> names;
    const auto exists = [](std::string_view type) {
        for (const std::string_view kind : {"record:", "list:"}) {
            if (type.starts_with(kind))
                return find_record_spec(type.substr(kind.size())) != nullptr;
        }
        if (type.starts_with("choice:")) return find_enum_spec(type.substr(7)) != nullptr;
        return true;
    };
    for (const ActionSpec& action : action_specs()) {
        CHECK(names.insert(action.name).second);
        CHECK(find_action_spec(action.name) == &action);
        for (const FieldSpec& arg : action.args)
            CHECK(exists(arg.type));
        CHECK(exists(action.result));
    }
    for (const RecordSpec& record : record_specs()) {
        CHECK(names.insert(record.name).second);
        CHECK(find_field_spec(record, record.title) != nullptr);
        for (const FieldSpec& field : record.fields)
            CHECK(exists(field.type));
    }
    for (const EnumSpec& one : enum_specs()) {
        const std::set<std::string_view> ids(one.ids.begin(), one.ids.end());
        CHECK(ids.size() == one.ids.size());
    }
    CHECK(find_action_spec("") == nullptr);
    CHECK(find_record_spec("nothing") == nullptr);
    CHECK(find_enum_spec("nothing") == nullptr);
}

}  // namespace clerk
