#include "nlu/explain.hpp"

#include "base/overloaded.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/inspect.hpp"
#include "nlu/phrase.hpp"
#include "nlu/phrase_rules.hpp"
#include "nlu/recognise.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace clerk::nlu {
namespace {

using std::string_view;

constexpr int slot_points = 4;

// One piece of a phrase's branch that a text must hold.
struct Fragment {
    std::string text;  // a literal, or <type>
    std::string type;  // of a slot
    bool present = false;
    std::size_t at = 0;  // where, within the clause
    std::size_t size = 0;
};

// A branch of a phrase: its fragments, and how little is missing.
struct Branch {
    std::vector<Fragment> fragments;
    std::string say;

    [[nodiscard]] int points(bool present) const {
        int total = 0;
        for (const Fragment& one : fragments) {
            if (one.present != present) continue;
            total += one.type.empty() ? weight(one.text) : slot_points;
        }
        return total;
    }
};

bool at_words(string_view text, std::size_t begin, std::size_t end) {
    const bool joined_before =
        begin > 0 && is_word_byte(text[begin]) && is_word_byte(text[begin - 1]);
    const bool joined_after =
        end < text.size() && is_word_byte(text[end - 1]) && is_word_byte(text[end]);
    return !joined_before && !joined_after;
}

std::optional<std::size_t> find_words(string_view text, string_view wanted) {
    for (std::size_t at = text.find(wanted); at != string_view::npos;
         at = text.find(wanted, at + 1)) {
        if (at_words(text, at, at + wanted.size())) return at;
    }
    return std::nullopt;
}

// Reads a phrase against one clause.
class Comparison {
public:
    Comparison(const Types& types, const NormalText& text, Span clause)
        : types_(types), text_(text), clause_(clause) {}

    [[nodiscard]] string_view words() const {
        return string_view(text_.text).substr(clause_.begin, clause_.end - clause_.begin);
    }

    // Along each group's closest branch; nothing optional.
    Branch closest(const Sequence& items) const {
        Branch branch;
        for (const Item& item : items) {
            std::visit(
                overloaded{
                    [&](const Literal& one) { add_literal(one.text, branch); },
                    [&](const Gap&) { branch.say += ' '; },
                    [&](const Dots&) { branch.say += ' '; },
                    [&](const Edge&) { branch.say += ' '; },
                    [&](const SlotMark& one) { add_slot(one.type, branch); },
                    [&](const Group& one) {
                        if (!one.optional) append(closest_of(one), branch);
                    },
                },
                item
            );
        }
        return branch;
    }

private:
    void add_literal(const std::string& text, Branch& branch) const {
        const std::optional<std::size_t> at = find_words(words(), text);
        branch.fragments.push_back({text, {}, at.has_value(), at.value_or(0), text.size()});
        branch.say += text;
    }

    void add_slot(const std::string& type, Branch& branch) const {
        // Any day will do: whether a date is said does not depend on today.
        const Here here{UnixMillis{0}, UtcOffset{0}};
        const std::vector<Mention> found = find_mentions(types_, type, text_, clause_, here);
        const Span span = found.empty() ? Span{clause_.begin, clause_.begin} : found.front().span;
        branch.fragments.push_back(
            {"<" + type + ">",
             type,
             !found.empty(),
             span.begin - clause_.begin,
             span.end - span.begin}
        );
        branch.say += types_.sample(type);
    }

    Branch closest_of(const Group& group) const {
        std::optional<Branch> best;
        for (const Sequence& one : group.either()) {
            Branch branch = closest(one);
            const int missing = branch.points(false);
            const bool closer =
                !best || missing < best->points(false)
                || (missing == best->points(false) && branch.points(true) > best->points(true));
            if (closer) best = std::move(branch);
        }
        return best.value_or(Branch{});
    }

    static void append(Branch more, Branch& branch) {
        for (Fragment& one : more.fragments)
            branch.fragments.push_back(std::move(one));
        branch.say += more.say;
    }

    const Types& types_;
    const NormalText& text_;
    Span clause_;
};

// Characters that mean something in a phrase are escaped.
std::string as_phrase(const Fragment& fragment) {
    if (!fragment.type.empty()) return fragment.text;
    std::string out;
    for (const char c : fragment.text) {
        if (string_view("()|<\\").find(c) != string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

bool only_gaps(string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Step step = utf8::step(text, at);
        if (!is_gap(step.code_point)) return false;
        at += step.bytes;
    }
    return true;
}

// Whether a pattern stands in the words; nullopt: it is held against a marked text, which is not
// here.
std::optional<bool> stands_in(Pattern pattern, string_view words) {
    if (pattern.wants_product) return std::nullopt;
    return PhraseRules::Made(std::move(pattern)).matches(words, false);
}

Pattern pattern_of(const Lexicon& lexicon, string_view phrase) {
    const Types& types = Inspect::types(lexicon);
    ParsedPhrase parsed = parse_phrase(phrase, lexicon.normaliser());
    types.words().put_in(parsed.phrase.items, parsed.faults);
    if (!parsed.ok()) return {};
    return compile_phrase(parsed.phrase, [&](string_view type) { return types.slot_source(type); });
}

// The fragments that are there, in the order of the text, with dots where other words stand
// between.
std::string phrase_for(const Lexicon& lexicon, Branch branch, string_view words, int to_beat) {
    std::erase_if(branch.fragments, [](const Fragment& one) { return !one.present; });
    std::stable_sort(
        branch.fragments.begin(),
        branch.fragments.end(),
        [](const Fragment& a, const Fragment& b) { return a.at < b.at; }
    );
    constexpr int worth_having = 6;  // three Han: a phrase with less fires on everything
    if (branch.points(true) < std::max(worth_having, to_beat + 1)) return {};
    std::string phrase;
    std::size_t end = 0;
    for (const Fragment& one : branch.fragments) {
        if (one.at < end) continue;  // one fragment inside another
        const string_view between = words.substr(end, one.at - end);
        if (!phrase.empty() && !between.empty()) phrase += only_gaps(between) ? " " : " ... ";
        phrase += as_phrase(one);
        end = one.at + one.size;
    }
    Pattern pattern = pattern_of(lexicon, phrase);
    if (pattern.expression.parts.empty()) return {};  // it did not parse
    return stands_in(std::move(pattern), words).value_or(true) ? phrase : std::string();
}

std::string joined(string_view say) {
    std::string out;
    for (const char c : say) {
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += c;
    }
    return out;
}

struct Ranked {
    int missing = 0;
    int present = 0;
    Near near;
};

// The closest clause for one phrase; nullopt when none holds any of it.
std::optional<Ranked> nearest_clause(
    const Lexicon& lexicon, const Understanding& message, std::uint32_t rule
) {
    const Types& types = Inspect::types(lexicon);
    const Normaliser& normaliser = lexicon.normaliser();
    ParsedPhrase parsed = parse_phrase(lexicon.rules()[rule].text, normaliser);
    types.words().put_in(parsed.phrase.items, parsed.faults);
    std::optional<Ranked> best;
    for (std::size_t i = 0; i < message.clauses.size(); ++i) {
        const Comparison comparison(types, message.normal, message.clauses[i].span);
        const Branch branch = comparison.closest(parsed.phrase.items);
        Ranked one{branch.points(false), branch.points(true), {}};
        const bool closer = !best || one.missing < best->missing
                            || (one.missing == best->missing && one.present > best->present);
        if (one.present == 0 || !closer) continue;
        one.near.rule = rule;
        one.near.clause = i;
        for (const Fragment& fragment : branch.fragments) {
            auto& to = fragment.present ? one.near.present : one.near.missing;
            to.push_back(fragment.text);
        }
        one.near.misplaced = one.near.missing.empty();
        one.near.say = normaliser.normalise(joined(branch.say)).text;
        const std::vector<Hit>& hits = message.clauses[i].hits;
        const int to_beat = hits.empty() ? 0 : hits.front().specificity;
        one.near.phrase = phrase_for(lexicon, branch, comparison.words(), to_beat);
        best = std::move(one);
    }
    return best;
}

std::vector<Near> closest_phrases(
    const Lexicon& lexicon, const Understanding& message, std::uint32_t intent
) {
    constexpr std::size_t shown_max = 3;
    std::vector<Ranked> ranked;
    const std::vector<RuleSource>& rules = lexicon.rules();
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        const RuleKind kind = rules[i].kind;
        const bool phrase =
            kind == RuleKind::phrase || kind == RuleKind::exactly || kind == RuleKind::vaguely;
        if (rules[i].intent != intent || !phrase) continue;
        if (auto one = nearest_clause(lexicon, message, i)) ranked.push_back(*std::move(one));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return a.missing != b.missing ? a.missing < b.missing : a.present > b.present;
    });
    std::vector<Near> closest;
    for (Ranked& one : ranked) {
        if (closest.size() == shown_max) break;
        closest.push_back(std::move(one.near));
    }
    return closest;
}

Fired fired_of(const Understanding& message, const Hit& hit, std::size_t clause, bool vetoed) {
    const auto slots = static_cast<int>(hit.captures.size());
    return {
        hit.rule,
        hit.intent,
        clause,
        hit.span,
        message.normal.text.substr(hit.span.begin, hit.span.end - hit.span.begin),
        hit.specificity,
        hit.specificity - slot_points * slots,
        slots,
        vetoed,
    };
}

// Hits of other intents that stand before this one's first, each intent's best.
void add_ahead(const Understanding& message, std::uint32_t intent, WhyNot& answer) {
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < message.clauses.size(); ++i) {
        const std::vector<Hit>& hits = message.clauses[i].hits;
        const auto own = std::find_if(hits.begin(), hits.end(), [&](const Hit& hit) {
            return hit.intent == intent;
        });
        if (own == hits.end()) continue;
        for (auto hit = hits.begin(); hit != own; ++hit) {
            if (std::find(seen.begin(), seen.end(), hit->intent) != seen.end()) continue;
            seen.push_back(hit->intent);
            answer.ahead.push_back(fired_of(message, *hit, i, false));
        }
    }
}

// The intent's rules `unless` and `nowhere` that are met: the first in the same clause, the others
// anywhere.
std::vector<std::uint32_t> vetoes_of(
    const Lexicon& lexicon, const Understanding& message, std::uint32_t intent
) {
    std::vector<std::uint32_t> met;
    const string_view text = message.normal.text;
    const std::vector<RuleSource>& rules = lexicon.rules();
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        if (rules[i].intent != intent || !is_veto(rules[i].kind)) continue;
        const bool anywhere = rules[i].kind == RuleKind::nowhere;
        const bool stands = std::ranges::any_of(message.clauses, [&](const Clause& clause) {
            const string_view part =
                text.substr(clause.span.begin, clause.span.end - clause.span.begin);
            return (anywhere || !clause.vetoed.empty())
                   && stands_in(pattern_of(lexicon, rules[i].text), anywhere ? text : part)
                          .value_or(false);
        });
        if (stands) met.push_back(i);
    }
    return met;
}

}  // namespace

std::vector<Fired> explain(const Lexicon&, const Understanding& message) {
    std::vector<Fired> fired;
    for (std::size_t i = 0; i < message.clauses.size(); ++i) {
        for (const Hit& hit : message.clauses[i].hits) {
            fired.push_back(fired_of(message, hit, i, false));
        }
        for (const Hit& hit : message.clauses[i].vetoed) {
            fired.push_back(fired_of(message, hit, i, true));
        }
    }
    return fired;
}

WhyNot explain_absence(const Lexicon& lexicon, const Understanding& message, string_view intent) {
    using Reason = WhyNot::Reason;
    WhyNot answer;
    const std::vector<std::string>& intents = lexicon.intents();
    const auto found = std::find(intents.begin(), intents.end(), intent);
    if (found == intents.end()) {
        answer.reason = Reason::unknown_intent;
        return answer;
    }
    const auto index = static_cast<std::uint32_t>(found - intents.begin());
    answer.fired = explain(lexicon, message);
    std::erase_if(answer.fired, [&](const Fired& one) { return one.intent != index; });
    const bool stands = std::any_of(answer.fired.begin(), answer.fired.end(), [](const Fired& one) {
        return !one.vetoed;
    });
    if (answer.fired.empty()) {
        answer.closest = closest_phrases(lexicon, message, index);
    } else if (!stands) {
        answer.reason = Reason::vetoed;
        answer.vetoes = vetoes_of(lexicon, message, index);
    } else {
        const bool won =
            std::any_of(message.clauses.begin(), message.clauses.end(), [&](const Clause& clause) {
                return !clause.hits.empty() && clause.hits.front().intent == index;
            });
        answer.reason = won ? Reason::won : Reason::outranked;
        if (!won) add_ahead(message, index, answer);
    }
    return answer;
}

}  // namespace clerk::nlu
