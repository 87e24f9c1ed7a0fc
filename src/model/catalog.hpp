// The vocabulary that content may speak of the shop: value types, the records that actions return
// with their fields, and the actions with their arguments, results and failures. content/ checks
// flows against it, app/ performs it, docs are printed from it. Adding an action starts here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk {

// A static type, as written in this table and in content: "order_no", "record:order",
// "list:item", "choice:return_reason", "money", "count" …
//   scalars of content:   order_no phone money date time date_time quantity yes_no product address
//                         free_text image, and the shop's own types of config/types
//   only from actions:    text (plain or LocalText), count, bool, duration
using TypeName = std::string;

struct FieldSpec {
    std::string_view name;
    std::string_view type;
    std::string_view doc;
    bool optional = false;  // may be unset: a reply must guard it
};

struct RecordSpec {
    std::string_view name;
    std::string_view title;  // the field that stands for the record in a text
    std::span<const FieldSpec> fields;
};

// Enumerations whose ids the program fixes; config/types/<name>.yaml gives their labels.
struct EnumSpec {
    std::string_view name;
    std::span<const std::string_view> ids;
};

enum class Need : unsigned char { none, order_owner, signed_in };

struct ActionSpec {
    std::string_view name;
    std::string_view doc;
    std::span<const FieldSpec> args;
    std::string_view result;  // a type, or "" for nothing
    std::span<const std::string_view> failures;
    bool writes = false;
    Need needs = Need::none;
};

[[nodiscard]] std::span<const RecordSpec> record_specs();
[[nodiscard]] std::span<const EnumSpec> enum_specs();
[[nodiscard]] std::span<const ActionSpec> action_specs();

[[nodiscard]] const RecordSpec* find_record_spec(std::string_view name);
[[nodiscard]] const FieldSpec* find_field_spec(const RecordSpec& record, std::string_view name);
[[nodiscard]] const EnumSpec* find_enum_spec(std::string_view name);
[[nodiscard]] const ActionSpec* find_action_spec(std::string_view name);

}  // namespace clerk
