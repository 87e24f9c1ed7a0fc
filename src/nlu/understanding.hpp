// What the shopper's words were made of: the one value that leaves nlu. Pure data; computed on a
// network thread, ranked later in the turn (turn/rank), explained by `why`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

// Half-open byte range of a normal form.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool empty() const { return begin == end; }

    friend bool operator==(const Span&, const Span&) = default;
};

// A message as rules see it: NFKC, lower case, simplified, tidied. `source[i]` is the byte of the
// original where the normal form's byte i came from; source has text.size() + 1 entries.
struct NormalText {
    std::string text;
    std::vector<std::uint32_t> source;
    bool traditional = false;  // it held a character that simplified writing does not have

    friend bool operator==(const NormalText&, const NormalText&) = default;
};

// `<order_no>` or `<name:type>` of a phrase that matched: where it stood.
struct Capture {
    std::string slot;  // empty: the flow's first slot of that type
    std::string type;
    Span span;

    friend bool operator==(const Capture&, const Capture&) = default;
};

struct Hit {
    std::uint32_t rule = 0;    // index into Lexicon::rules()
    std::uint32_t intent = 0;  // index into Lexicon::intents()
    int specificity = 0;       // matched literal Han 2, Latin letter or digit 1, a slot 4
    Span span;
    std::vector<Capture> captures;

    friend bool operator==(const Hit&, const Hit&) = default;
};

// One clause of the message with the rules that fired in it, best first by (specificity, rule
// order); rules vetoed by their intent's `unless` are in `vetoed`.
struct Clause {
    Span span;
    std::vector<Hit> hits;
    std::vector<Hit> vetoed;

    friend bool operator==(const Clause&, const Clause&) = default;
};

struct Understanding {
    std::string original;
    NormalText normal;
    std::vector<Clause> clauses;     // never empty
    std::uint64_t lexicon_hash = 0;  // which content computed it

    friend bool operator==(const Understanding&, const Understanding&) = default;
};

}  // namespace clerk::nlu
