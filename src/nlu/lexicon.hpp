// The lexicon: everything content says about *words*, compiled once and then immutable and shared
// by all threads. It turns a message into an Understanding, and a piece of text into a typed value.
//
//   message --normalise--> normal form --split--> clauses --Aho-Corasick over atoms--> candidates
//           --programs and RE2 confirm--> hits with spans and captures --unless--> Understanding
//
// Nothing outside nlu/ sees RE2. Nothing here knows flows, state or time; relative dates are
// resolved against the `now` that the caller passes.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/value.hpp"
#include "nlu/likeness.hpp"
#include "nlu/normalise.hpp"
#include "nlu/understanding.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

// --- what content hands in --------------------------------------------------------------------

enum class RuleKind : unsigned char {
    phrase,   // the phrase language, anywhere in a clause
    exactly,  // the phrase language, the whole message, politeness aside
    vaguely,  // a phrase that counts only where nothing more definite is said
    unless,   // the phrase language, vetoes its intent in the clause
    nowhere,  // the phrase language, vetoes its intent in the whole message
    re2,      // raw RE2, anywhere in a clause
};

[[nodiscard]] constexpr bool is_veto(RuleKind kind) {
    return kind == RuleKind::unless || kind == RuleKind::nowhere;
}

struct RuleSource {
    std::uint32_t intent = 0;  // index into LexiconSource::intents
    RuleKind kind = RuleKind::phrase;
    std::string text;
    std::string origin;  // "intents/return_item.yaml:14", shown to people; ranks ties by order here
};

// A type that content defines in config/types: a pattern, a choice, or a list of words, which is
// no value and only shortens phrases.
struct ChoiceSource {
    std::string id;
    std::vector<std::string> labels;   // in every language
    std::vector<std::string> phrases;  // the phrase language
};

struct TypeSource {
    std::string name;
    std::string pattern;                // RE2 of a pattern type; empty for a choice
    std::vector<ChoiceSource> choices;  // of a choice type
    std::string origin;
    std::vector<std::string> words;  // of a list: the phrase language; may hold lists before it
};

// A product's names as the catalogue knows it.
struct ProductName {
    std::string id;
    LocalText shown;
    std::vector<std::string> names;
};

// Matters that are none: small talk, yes and no, which nothing parts from what stands beside them;
// "never mind", behind which another thing begins; a person, who is parted from "never mind" and
// from nothing else; and a thing's name, which is none but tells what a matter is about.
inline constexpr std::uint32_t no_matter = UINT32_MAX;
inline constexpr std::uint32_t dismissal = UINT32_MAX - 1;
inline constexpr std::uint32_t person = UINT32_MAX - 2;
inline constexpr std::uint32_t name_of_thing = UINT32_MAX - 3;

struct LexiconSource {
    std::vector<std::string> intents;  // ids
    // What each intent is about, parallel to intents: those that come to the same are one matter,
    // which a joiner parts from others only. Empty: each is its own.
    std::vector<std::uint32_t> matters;
    std::vector<RuleSource> rules;  // in path and line order
    std::vector<TypeSource> types;
    std::vector<ProductName> products;
    std::vector<ExampleSource> examples;  // of intents that may be offered for what no rule knows
};

// What is wrong with a rule or a type: `index` is into LexiconSource::rules (or ::types).
struct Problem {
    enum class Of : unsigned char { rule, type };
    Of of = Of::rule;
    std::size_t index = 0;
    bool warning = false;
    std::string message;     // one sentence with the fix
    std::size_t offset = 0;  // byte within the rule's text, where known, or within
    std::string text;        // the word, phrase or pattern of a type that is wrong
};

// --- typed recognition ------------------------------------------------------------------------

// Against which day and place words are read ("tomorrow").
struct Here {
    UnixMillis now;
    UtcOffset offset;
};

// A mention of a value: where it stood and what it means.
struct Mention {
    Span span;
    Value value;

    friend bool operator==(const Mention&, const Mention&) = default;
};

// --- the compiled thing -----------------------------------------------------------------------

class Lexicon {
public:
    struct Built {
        std::shared_ptr<const Lexicon> lexicon;  // null if any problem is no warning
        std::vector<Problem> problems;
    };

    // Compiles all of it, reporting every problem at once.
    [[nodiscard]] static Built build(LexiconSource source, std::shared_ptr<const Normaliser>);

    ~Lexicon();
    Lexicon(const Lexicon&) = delete;
    Lexicon& operator=(const Lexicon&) = delete;

    [[nodiscard]] const std::vector<std::string>& intents() const;
    [[nodiscard]] const std::vector<RuleSource>& rules() const;
    [[nodiscard]] std::uint64_t hash() const;  // of the source
    [[nodiscard]] const Normaliser& normaliser() const;

    // REQUIRES: valid UTF-8, at most limits::message_text_bytes_max. Thread-safe.
    [[nodiscard]] Understanding understand(std::string_view message) const;

    // The same by the obvious slow road (every rule, one after another): the reference that tests
    // and benchmarks hold `understand` against.
    [[nodiscard]] Understanding understand_plainly(std::string_view message) const;

    // All mentions of a value of `type` (a TypeName) in `within`, left to right; never of yes_no.
    [[nodiscard]] std::vector<Mention> mentions(
        std::string_view type, const NormalText& text, Span within, Here here
    ) const;

    // The whole message as an answer to a question about `type`: politeness is set aside, "是
    // 2024061234" and "订单号：2024061234" answer order_no; free_text and address take what is
    // there (the original's words); yes_no in all its forms. nullopt: no such answer in it.
    [[nodiscard]] std::optional<Value> answer(
        std::string_view type, const Understanding& message, Here here
    ) const;

    // The index (from 0) of the option that the message picks out of `count`: "2", "第二个", "the
    // second one", "最后那个", or by one of the labels' words. nullopt: none, or more than one.
    [[nodiscard]] std::optional<std::size_t> pick(
        std::span<const std::string> labels, const Understanding& message
    ) const;

    // What a message is like that no rule knows, best first, each intent once: to be offered, never
    // to be acted on. Empty: like nothing enough.
    [[nodiscard]] std::vector<Like> like(const Understanding& message) const;
    [[nodiscard]] const std::vector<ExampleSource>& examples() const;

    // Whether `type` is built in or one of the shop's own.
    [[nodiscard]] bool knows_type(std::string_view type) const;

private:
    friend struct Inspect;  // explain.cpp, which says why
    Lexicon();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace clerk::nlu
