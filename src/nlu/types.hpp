// The types of content, compiled: what a slot of each may look like inside a phrase, and the tables
// that recognising reads. Built-in types are fixed; a shop's own are a pattern or a choice.
#pragma once

#include "nlu/lexicon.hpp"
#include "nlu/pattern.hpp"
#include "nlu/products.hpp"
#include "nlu/program.hpp"
#include "nlu/rule_index.hpp"
#include "nlu/words.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace clerk::nlu {

// Order numbers, phone numbers: text that fits a regular expression.
struct PatternType {
    std::string name;
    std::string source;  // RE2 without captures, word boundaries at its ends
    bool digit_first;    // whatever it matches begins with a digit
    std::unique_ptr<const re2::RE2> finds;
};

struct ChoiceOption {
    std::string id;
    std::vector<std::string> labels;  // normal form
    std::string source;               // RE2 of labels and phrases
    Program program;                  // the same
};

struct ChoiceType {
    std::string name;
    std::vector<ChoiceOption> options;
    RuleIndex index;  // which options a text could hold
};

class Types {
public:
    // Problems are appended; what is wrong is left out.
    Types(
        const std::vector<TypeSource>& sources,
        const std::vector<ProductName>& products,
        const Normaliser& normaliser,
        std::vector<Problem>& problems
    );
    ~Types();

    [[nodiscard]] bool knows(std::string_view type) const;
    // Whether a phrase may hold a slot of it: what only actions give, and images, are not said.
    [[nodiscard]] bool sayable(std::string_view type) const;
    [[nodiscard]] const PatternType* pattern(std::string_view type) const;
    [[nodiscard]] const ChoiceType* choice(std::string_view type) const;

    [[nodiscard]] const WordLists& words() const { return words_; }

    [[nodiscard]] const Products& products() const { return products_; }

    // REQUIRES: sayable(type). What a slot inside a phrase looks like.
    [[nodiscard]] SlotShape slot_source(std::string_view type) const;
    // Something that slot_source fits; empty where none is known.
    [[nodiscard]] std::string sample(std::string_view type) const;

private:
    void
    add_pattern(const TypeSource&, std::size_t index, const Normaliser&, std::vector<Problem>&);
    void add_choice(const TypeSource&, std::size_t index, const Normaliser&, std::vector<Problem>&);
    void add_words(const TypeSource&, std::size_t index, const Normaliser&, std::vector<Problem>&);

    std::vector<PatternType> patterns_;
    std::vector<ChoiceType> choices_;
    WordLists words_;
    Products products_;
};

// "choice:return_reason" and "return_reason" are the same type.
[[nodiscard]] std::string_view bare_type(std::string_view type);

}  // namespace clerk::nlu
