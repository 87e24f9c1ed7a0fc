// Which of many rules a part of a text could match, by the atoms it holds: never a loop over all
// rules. A text is looked through for atoms once, whatever parts of it are asked about.
//
// Each rule is filed under the atoms of its rarest set, rare among all rules; the entry leads to
// the rule's other sets, each of which must be met too. That leaves a few candidates a message.
// A long set, which many rules share as they share lists of words, is met once for all of them,
// when the first of its atoms is seen.
#pragma once

#include "nlu/atoms.hpp"
#include "nlu/needs.hpp"
#include "nlu/understanding.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class RuleIndex {
public:
    RuleIndex() = default;

    // One element a rule. REQUIRES: fewer than 2^31 rules.
    explicit RuleIndex(const std::vector<std::vector<AtomSet>>& needs);

    // An atom, and where it stands.
    struct Sighting {
        std::uint32_t atom = 0;
        Span span;
    };

    // All atoms in a text, in order of their ends.
    void look(std::string_view text, std::vector<Sighting>& seen) const;

    // A thread's memory between calls; may be shared by several indexes.
    struct Work {
        std::vector<Sighting> sightings;
        std::vector<std::uint32_t> met;  // by atom, then by long set: the call that last met it
        std::uint32_t call = 0;
        std::vector<std::uint32_t> atoms;  // that this call met
    };

    // Of the rules [first, last) those that a part of the text could match, ascending, each once;
    // those that are always tried among them.
    struct Range {
        std::uint32_t first = 0;
        std::uint32_t last = 0xFFFFFFFF;
    };

    void candidates(
        std::span<const Sighting> seen,
        Span part,
        Range rules,
        Work& work,
        std::vector<std::uint32_t>& found
    ) const;

    // Of all rules, and the whole of a text that nothing else is asked about.
    void candidates(std::string_view text, Work& work, std::vector<std::uint32_t>& found) const;

    // Rules without needs.
    [[nodiscard]] const std::vector<std::uint32_t>& always() const { return always_; }

    [[nodiscard]] std::size_t bytes() const;

private:
    using LongSets = std::map<std::vector<std::uint32_t>, std::uint32_t>;

    struct Entry {
        std::uint32_t rule = 0;
        std::uint32_t check = 0;  // index into checks_, or no_check
    };

    static constexpr std::uint32_t no_check = 0xFFFFFFFF;

    void add_checks(std::span<const std::vector<std::uint32_t>> sets, LongSets& known);

    // Notes the atoms of a part, and the long sets that they meet.
    void meet(std::span<const Sighting> seen, Span part, Work& work) const;

    [[nodiscard]] bool passes(std::uint32_t check, const Work& work) const;

    Atoms atoms_;
    std::vector<std::uint32_t> atom_bytes_;  // by atom, how long it is
    std::size_t atom_count_ = 0;
    std::size_t set_count_ = 0;               // long ones
    std::vector<std::uint32_t> first_entry_;  // by atom, and one past the last
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> first_set_;  // the same
    std::vector<std::uint32_t> sets_;       // long ones that an atom meets, as places in `met`
    // A rule's other sets: how many atoms, then the atoms; a long set is one place; 0 ends.
    std::vector<std::uint32_t> checks_;
    std::vector<std::uint32_t> always_;
};

}  // namespace clerk::nlu
