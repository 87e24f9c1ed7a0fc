// The phrase language of intents/*.yaml, parsed:
//
//   (我要|我想|帮我)?退货      I want to (return|send back) (my|this)? <product> 把<order_no>退掉
//
// A space is any gap; (a|b) either; (a|b)? may be absent; ... at most twelve characters or Latin
// words; <type> or <slot:type> a value; <words> any of a shared list (see WordLists); <type>?
// perhaps; ^ where the clause or something after a comma begins, $ where it ends; \ takes the next
// character as it is. Full width （｜）？ are the same. Literals come out in normal form, so that
// they meet messages half-way.
#pragma once

#include "nlu/normalise.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clerk::nlu {

struct PhraseFault {
    bool warning = false;
    std::size_t offset = 0;  // byte within the phrase's text
    std::string message;
};

struct Literal {
    std::string text;  // normal form, never empty, no spaces
    std::size_t offset = 0;
};

struct Gap {};

struct Dots {};

// ^ or $: nothing at that end of the clause, else a comma.
struct Edge {
    bool begins = false;
};

struct SlotMark {
    std::string slot;  // empty for <type>
    std::string type;
    std::size_t offset = 0;
};

struct Group;
class SharedWords;

using Item = std::variant<Literal, Gap, Dots, Edge, SlotMark, Group>;
using Sequence = std::vector<Item>;

struct Group {
    std::vector<Sequence> own;  // as it is written; empty where a list stands in its place
    bool optional = false;
    std::size_t offset = 0;
    std::shared_ptr<const SharedWords> shared;

    // One of these.
    [[nodiscard]] const std::vector<Sequence>& either() const;
};

struct Phrase {
    Sequence items;
};

struct ParsedPhrase {
    Phrase phrase;
    std::vector<PhraseFault> faults;

    [[nodiscard]] bool ok() const;  // warnings are allowed
};

[[nodiscard]] ParsedPhrase parse_phrase(std::string_view text, const Normaliser& normaliser);

// Whether it matches the empty text.
[[nodiscard]] bool may_be_empty(const Sequence& items);

}  // namespace clerk::nlu
