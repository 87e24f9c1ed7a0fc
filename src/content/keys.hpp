// Every mapping that content may write, as tables: which keys it has, what stands under each, and
// what it is for. The loaders read through these tables (fields.hpp), so that a key that is not
// here is refused with the nearest that is; schemas and the reference are printed from the same
// tables.
#pragma once

#include <span>
#include <string_view>

namespace clerk::content {

struct MappingSpec;

// What stands under a key.
enum class Shape : unsigned char {
    word,       // one text: a name, an id
    flag,       // yes or no
    number,     // a whole number
    duration,   // 30s, 5m, 7 days
    condition,  // a text in the condition language
    languages,  // a text in every language, or the name of a shared text
    message,    // the same, or a list of lines
    ladder,     // a message, or a list of them, one a try
    texts,      // a list of texts, or one
    steps,      // a list of steps, or one
    mapping,    // a map with the keys of `of`
    either,     // a word, or a map with the keys of `of`
    list,       // a list of such maps
    named,      // name → such a map; a word is its short form where `of` says so
    branches,   // name → steps
    values,     // name → a text
    messages,   // name → message
    arguments,  // names, or name → a text
    hours,      // day → a text, or a list of texts
};

struct KeySpec {
    std::string_view name;
    Shape shape = Shape::word;
    std::string_view doc;
    bool required = false;
    const MappingSpec* of = nullptr;
    // What a word may be: "=x" that alone; else an enumeration of the catalogue, or `role`,
    // `scope`, `action`, `card`, `lang`. Empty: the loader knows. For schemas.
    std::string_view among = {};
};

struct MappingSpec {
    std::string_view id;    // of its definition in a schema
    std::string_view name;  // as people call it: "an intent", "a step that collects"
    std::string_view doc;
    std::span<const KeySpec> keys;
    bool short_form = false;  // a word may stand for it
};

namespace keys {

extern const MappingSpec intent;
extern const MappingSpec flow;
extern const MappingSpec slot;
extern const MappingSpec needs;
extern const MappingSpec silence;
extern const MappingSpec types_file;
extern const MappingSpec type;
extern const MappingSpec choice;
extern const MappingSpec texts_file;
extern const MappingSpec line;
extern const MappingSpec card;
extern const MappingSpec option;
extern const MappingSpec say;
extern const MappingSpec collect;
extern const MappingSpec confirm;
extern const MappingSpec choose;
extern const MappingSpec call;
extern const MappingSpec start;
extern const MappingSpec if_step;
extern const MappingSpec label;
extern const MappingSpec go_to;
extern const MappingSpec retry;
extern const MappingSpec set;
extern const MappingSpec handoff;
extern const MappingSpec handoff_details;
extern const MappingSpec end;
extern const MappingSpec shop;
extern const MappingSpec sign_in;
extern const MappingSpec returns_policy;
extern const MappingSpec clause;
extern const MappingSpec complaints_policy;
extern const MappingSpec points_policy;

}  // namespace keys

// All of them, in the order of a reference.
[[nodiscard]] std::span<const MappingSpec* const> all_mappings();
// Those that a step may be.
[[nodiscard]] std::span<const MappingSpec* const> step_mappings();

}  // namespace clerk::content
