// One row's object, read field by field by type. The first thing wrong is kept, as a sentence that
// names the field; every later read then yields nothing, so that a reader can be written straight
// down.
#pragma once

#include "base/time.hpp"
#include "model/value.hpp"
#include "wire/json_tree.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clerk::wire {

class ImportFields {
public:
    ImportFields(const JsonTree& object, UtcOffset offset) : object_(object), offset_(offset) {}

    // Every member must be one of these.
    void allow(std::span<const std::string_view> names);

    std::string id(std::string_view name);
    std::string optional_id(std::string_view name);
    // Of a person: accounts are called what people call them, in any script.
    std::string ref(std::string_view name);
    std::string optional_ref(std::string_view name);
    std::string text(std::string_view name);
    std::string optional_text(std::string_view name);
    LocalText local_text(std::string_view name);
    std::optional<LocalText> optional_local_text(std::string_view name);
    std::string phone(std::string_view name);
    std::string optional_phone(std::string_view name);
    UnixMillis time(std::string_view name);
    UnixMillis optional_time(std::string_view name);
    std::optional<Date> optional_date(std::string_view name);
    std::optional<bool> optional_flag(std::string_view name);
    // Within [low, high].
    std::int64_t whole(std::string_view name, std::int64_t low, std::int64_t high);
    std::int64_t optional_whole(
        std::string_view name, std::int64_t low, std::int64_t high, std::int64_t otherwise
    );
    // As written; whether it is an amount of its currency shows with the currency.
    std::string amount(std::string_view name);
    Money money(std::string_view name, const std::string& currency);
    std::string currency();  // "CNY" when missing
    // An id of the catalog's enumeration.
    std::string one_of(std::string_view name, std::string_view enumeration);

    [[nodiscard]] bool has(std::string_view name) const { return object_.find(name) != nullptr; }

    // A list's elements; each is an object to be read by fields of its own.
    std::span<const JsonTree> objects(std::string_view name, std::size_t max);

    void wrong(std::string_view name, std::string_view why);

    // What a reader of an element found wrong, said as of this row.
    void take_problem(std::string_view name, const ImportFields& element);

    [[nodiscard]] const std::string& problem() const { return problem_; }

    [[nodiscard]] bool good() const { return problem_.empty(); }

private:
    const JsonTree* required(std::string_view name);
    std::string checked_text(std::string_view name, const JsonTree& node);
    std::string checked_id(std::string_view name, const JsonTree& node);
    std::string checked_ref(std::string_view name, const JsonTree& node);
    std::string checked_phone(std::string_view name, const JsonTree& node);
    LocalText checked_local_text(std::string_view name, const JsonTree& node);
    UnixMillis checked_time(std::string_view name, const JsonTree& node);

    const JsonTree& object_;
    UtcOffset offset_;
    std::string problem_;
};

}  // namespace clerk::wire
