// Structs to JSON and back from one description each (wire/fields.hpp): two archives that walk the
// same list of fields, so that what is written can always be read. Fields at their default are left
// out, and absent ones read as their default: old rows stay readable when a struct gains a field.
// Internal to wire/; for rows and states of our own making, not for strangers' texts.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/value.hpp"
#include "wire/json_writer.hpp"

#include <nlohmann/json.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace clerk::wire {

class Writing;
class Reading;

// Values have a compact spelling of their own (value_json.cpp).
void write_value(JsonWriter& out, const Value& value);
[[nodiscard]] Value read_value(const nlohmann::json& json);

template <class T>
concept AnyId = requires(T id) {
    []<class Tag>(Id<Tag>) {
    }(id);
};

template <class T>
concept Counted = std::same_as<T, UnixMillis> || std::same_as<T, Millis>;

template <class T>
concept Described = std::is_class_v<T> && requires(Writing& w, const T& v) {
    fields(w, v);
};

class Writing {
public:
    explicit Writing(JsonWriter& out) : out_(out) {}

    template <class T>
    void operator()(std::string_view name, const T& value) {
        if (is_default(value)) return;
        out_.key(name);
        put(value);
    }

private:
    template <class T>
    static bool is_default(const T& value) {
        if constexpr (std::is_enum_v<T>) {
            return false;  // an enum's default may be any of its names
        } else if constexpr (requires { value.empty(); }) {
            return value.empty();
        } else if constexpr (requires { value.has_value(); }) {
            return !value.has_value();
        } else {
            return value == T{};
        }
    }

    void put(const std::string& text) { out_.value(text); }

    void put(bool flag) { out_.value(flag); }

    void put(const Value& value) { write_value(out_, value); }

    template <std::integral T>
    void put(T number) {
        out_.value(number);
    }

    template <class T>
    requires std::is_enum_v<T>

    void put(T value) { out_.value(static_cast<int>(value)); }

    template <AnyId T>
    void put(T id) {
        out_.value(id.value);
    }

    template <Counted T>
    void put(T ms) {
        out_.value(ms.value);
    }

    template <class A, class B>
    void put(const std::pair<A, B>& pair) {
        out_.array();
        put(pair.first);
        put(pair.second);
        out_.end();
    }

    template <class T>
    void put(const std::vector<T>& list) {
        out_.array();
        for (const T& item : list)
            put(item);
        out_.end();
    }

    template <class T>
    void put(const std::optional<T>& maybe) {
        put(*maybe);  // an empty one is its default, and left out
    }

    template <Described T>
    void put(const T& object) {
        out_.object();
        fields(*this, object);
        out_.end();
    }

    JsonWriter& out_;
};

class Reading {
public:
    explicit Reading(const nlohmann::json& object) : object_(object) {}

    template <class T>
    void operator()(std::string_view name, T& value) {
        const auto at = object_.find(name);
        if (at != object_.end()) get(*at, value);
    }

private:
    static void get(const nlohmann::json& json, std::string& text) { json.get_to(text); }

    static void get(const nlohmann::json& json, bool& flag) { json.get_to(flag); }

    static void get(const nlohmann::json& json, Value& value) { value = read_value(json); }

    template <std::integral T>
    static void get(const nlohmann::json& json, T& number) {
        json.get_to(number);
    }

    template <class T>
    requires std::is_enum_v<T>

    static void get(const nlohmann::json& json, T& value) {
        value = static_cast<T>(json.get<int>());
    }

    template <AnyId T>
    static void get(const nlohmann::json& json, T& id) {
        json.get_to(id.value);
    }

    template <Counted T>
    static void get(const nlohmann::json& json, T& ms) {
        json.get_to(ms.value);
    }

    template <class A, class B>
    static void get(const nlohmann::json& json, std::pair<A, B>& pair) {
        get(json.at(0), pair.first);
        get(json.at(1), pair.second);
    }

    template <class T>
    static void get(const nlohmann::json& json, std::vector<T>& list) {
        list.clear();
        for (const nlohmann::json& item : json)
            get(item, list.emplace_back());
    }

    template <class T>
    static void get(const nlohmann::json& json, std::optional<T>& maybe) {
        get(json, maybe.emplace());
    }

    template <Described T>
    static void get(const nlohmann::json& json, T& object) {
        Reading inner(json);
        fields(inner, object);
    }

    const nlohmann::json& object_;
};

}  // namespace clerk::wire
