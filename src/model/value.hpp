// What slots, action arguments and action results hold: one small closed set of value kinds, each
// with value semantics and deep equality. Records and lists are shared and immutable, so copying a
// conversation's state copies no shop data.
#pragma once

#include "base/time.hpp"
#include "model/language.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clerk {

// Integer minor units (fen, cents); never a double.
struct Money {
    std::int64_t minor = 0;
    std::string currency = "CNY";  // ISO 4217

    friend bool operator==(const Money&, const Money&) = default;
};

// A text that shop data carries in several languages (a product's name, a ruling's clause).
struct LocalText {
    std::string zh;
    std::string en;

    // zh_hant falls back to zh; an empty language falls back to the other.
    [[nodiscard]] const std::string& in(Lang lang) const {
        const bool english = lang == Lang::en;
        const std::string& wanted = english ? en : zh;
        return wanted.empty() ? (english ? zh : en) : wanted;
    }

    friend bool operator==(const LocalText&, const LocalText&) = default;
};

// One of a choice type's ids: {"return_reason", "damaged"}. Shown by its label.
struct Choice {
    std::string type;
    std::string id;

    friend bool operator==(const Choice&, const Choice&) = default;
};

struct Record;
struct ListValue;
using RecordPtr = std::shared_ptr<const Record>;   // never null inside a Value
using ListPtr = std::shared_ptr<const ListValue>;  // never null inside a Value

struct Unset {
    friend bool operator==(const Unset&, const Unset&) = default;
};

struct Value {
    using Held = std::variant<
        Unset,
        bool,
        std::int64_t,  // quantity, count
        std::string,   // text, and every pattern type (order_no, phone, …) in normal form
        LocalText,
        Money,
        Date,
        ClockTime,
        UnixMillis,  // date_time
        Millis,      // duration
        Choice,
        RecordPtr,
        ListPtr>;

    Held held;

    Value() = default;

    template <class T>

    requires(!std::is_same_v<std::remove_cvref_t<T>, Value> && std::is_constructible_v<Held, T&&>)
        Value(T&& value)
        : held(std::forward<T>(value)) {}  // NOLINT implicit: values read as literals

    Value(const char* text) : held(std::string(text)) {}  // NOLINT implicit

    Value(int n) : held(std::int64_t{n}) {}  // NOLINT implicit

    [[nodiscard]] bool is_set() const { return !std::holds_alternative<Unset>(held); }

    template <class T>
    [[nodiscard]] const T* get() const {
        return std::get_if<T>(&held);
    }

    // nullptr when this is no record (no list).
    [[nodiscard]] const Record* record() const;
    [[nodiscard]] const ListValue* list() const;

    friend bool operator==(const Value& a, const Value& b);
};

struct Record {
    std::string type;  // a record type of the catalog: "order", "item", …
    std::vector<std::pair<std::string, Value>> fields;

    // The field's value; a shared unset Value when there is none.
    [[nodiscard]] const Value& field(std::string_view name) const;

    friend bool operator==(const Record&, const Record&) = default;
};

struct ListValue {
    std::vector<Value> items;

    friend bool operator==(const ListValue&, const ListValue&) = default;
};

[[nodiscard]] Value make_record(
    std::string type, std::vector<std::pair<std::string, Value>> fields
);
[[nodiscard]] Value make_list(std::vector<Value> items);

// Named values in order of setting: a flow's slots, an action's arguments.
using NamedValue = std::pair<std::string, Value>;
using NamedValues = std::vector<NamedValue>;

[[nodiscard]] const Value* find_value(const NamedValues& values, std::string_view name);
void set_value(NamedValues& values, std::string_view name, Value value);
void erase_value(NamedValues& values, std::string_view name);

}  // namespace clerk
