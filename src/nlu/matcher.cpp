#include "nlu/matcher.hpp"

#include "base/side_by_side.hpp"
#include "nlu/clauses.hpp"
#include "nlu/phrase.hpp"
#include "nlu/raw_literals.hpp"
#include "nlu/raw_rule.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace clerk::nlu {
namespace {

// Texts that have nothing in common: a rule that matches them all matches nearly everything.
constexpr auto probes = std::to_array<std::string_view>({
    "q",
    "嗯",
    "0",
    "where is it",
    "我的冰箱坏了,怎么办",
});

constexpr std::size_t branches_tried = 8;  // alternatives of a group

using Task = PhraseRules::Task;

template <class Matches>
bool matches_nearly_everything(const Matches& matches) {
    return std::all_of(probes.begin(), probes.end(), matches);
}

bool too_many_groups(const Pattern& pattern, std::vector<PhraseFault>& faults) {
    if (pattern.groups.size() <= groups_max) return false;
    faults.push_back({false, 0, "more than 32 slots and wildcards: split this into several rules"});
    return true;
}

// A phrase compiled, and what is wrong with it.
struct CompiledPhrase {
    std::vector<PhraseFault> faults;
    std::optional<PhraseRules::Made> made;  // where it is fit to be a rule
    bool wants_product = false;
};

ParsedPhrase parse(std::string_view text, const Types& types, const Normaliser& normaliser) {
    ParsedPhrase parsed = parse_phrase(text, normaliser);
    types.words().put_in(parsed.phrase.items, parsed.faults);
    return parsed;
}

Pattern pattern_of(const Phrase& phrase, const Types& types) {
    return compile_phrase(phrase, [&](std::string_view type) { return types.slot_source(type); });
}

// Compiles one phrase; changes nothing else, so that two threads can do it.
class PhraseCompiler {
public:
    PhraseCompiler(const Types& types, const Normaliser& normaliser, bool whole)
        : types_(types), normaliser_(normaliser), whole_(whole) {}

    CompiledPhrase compile(std::string_view text) {
        ParsedPhrase parsed = parse(text, types_, normaliser_);
        const bool parsed_well = parsed.ok();
        result_.faults = std::move(parsed.faults);
        phrase_ = std::move(parsed.phrase);
        if (!types_known(phrase_.items) || !parsed_well) return std::move(result_);
        Pattern pattern = pattern_of(phrase_, types_);
        if (!too_many_groups(pattern, result_.faults)) make(std::move(pattern));
        return std::move(result_);
    }

private:
    void fault(bool warning, std::size_t offset, std::string message) {
        result_.faults.push_back({warning, offset, std::move(message)});
    }

    void make(Pattern pattern) {
        result_.wants_product = pattern.wants_product;
        PhraseRules::Made made(std::move(pattern));
        if (made.refusal()) return fault(false, 0, "RE2 refuses this: " + *made.refusal());
        const auto matches = [&](std::string_view text) {
            return made.matches(text, whole_);
        };
        if (matches_nearly_everything(matches)) {
            fault(true, 0, "this matches nearly everything people write");
        }
        try_own_words(matches);
        result_.made = std::move(made);
    }

    // A phrase whose own words, in normal form, do not match it can never match.
    template <class Matches>
    void try_own_words(const Matches& matches_text) {
        // A mark in the middle ends the clause, which no rule goes beyond.
        const auto matches = [&](std::string_view words) {
            const bool one_clause = words.find_first_of("!?;\n") == std::string_view::npos
                                    && words.find("。") == std::string_view::npos;
            if (one_clause) return matches_text(words);
            return std::ranges::any_of(split_clauses(words), [&](Span clause) {
                return matches_text(words.substr(clause.begin, clause.end - clause.begin));
            });
        };
        const auto first = own_words({});
        if (!first || matches(*first)) return;
        const bool sometimes = any_own_words_match(matches);
        fault(
            sometimes,
            0,
            (sometimes ? "not every way of this can match: messages come as \""
                       : "this can never match: messages come as \"")
                + *first + "\" in normal form"
        );
    }

    // A message that the phrase is meant for, in normal form; nullopt where a slot has no sample.
    [[nodiscard]] std::optional<std::string> own_words(Sample sample) const {
        bool sampled = true;
        const std::string words = sample_of(
            phrase_,
            [&](std::string_view type) {
                std::string value = types_.sample(type);
                sampled = sampled && !value.empty() && type != "product";
                return value;
            },
            sample
        );
        if (!sampled) return std::nullopt;
        return normaliser_.normalise(words).text;
    }

    template <class Matches>
    [[nodiscard]] bool any_own_words_match(const Matches& matches) const {
        for (std::size_t branch = 0; branch < branches_tried; ++branch) {
            for (const bool optionals : {false, true}) {
                const auto words = own_words({branch, optionals});
                if (!words || matches(*words)) return true;
            }
        }
        return false;
    }

    bool types_known(const Sequence& items) {
        bool ok = true;
        for (const Item& item : items) {
            if (const auto* mark = std::get_if<SlotMark>(&item)) ok = type_known(*mark) && ok;
            const auto* group = std::get_if<Group>(&item);
            if (group == nullptr) continue;
            for (const Sequence& one : group->either())
                ok = types_known(one) && ok;
        }
        return ok;
    }

    bool type_known(const SlotMark& mark) {
        if (types_.sayable(mark.type)) return true;
        fault(
            false,
            mark.offset,
            types_.knows(mark.type)
                ? "no one can say a value of type " + mark.type
                : "unknown type " + mark.type
                      + ": define it in config/types, or write \\< for the character itself"
        );
        return false;
    }

    const Types& types_;
    const Normaliser& normaliser_;
    bool whole_;
    Phrase phrase_;
    CompiledPhrase result_;
};

// All phrases, equal ones once: many intents are vetoed by the same words.
class Phrases {
public:
    Phrases(const std::vector<RuleSource>& rules, const Types& types, const Normaliser& normaliser)
        : of_rule_(rules.size()) {
        std::vector<const RuleSource*> distinct;
        std::map<std::pair<RuleKind, std::string_view>, std::size_t> known;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (rules[i].kind == RuleKind::re2) continue;
            const RuleSource& rule = rules[i];
            const auto [at, added] = known.try_emplace({rule.kind, rule.text}, distinct.size());
            if (added) distinct.push_back(&rule);
            of_rule_[i] = at->second;
        }
        compiled_.resize(distinct.size());
        side_by_side(distinct.size(), [&](std::size_t i) {
            const bool whole = distinct[i]->kind == RuleKind::exactly;
            compiled_[i] = PhraseCompiler(types, normaliser, whole).compile(distinct[i]->text);
        });
    }

    [[nodiscard]] CompiledPhrase& of_rule(std::size_t i) { return compiled_[of_rule_[i]]; }

private:
    std::vector<std::size_t> of_rule_;  // index into compiled_
    std::vector<CompiledPhrase> compiled_;
};

// Says what is wrong with each rule.
class Reporter {
public:
    explicit Reporter(std::vector<Problem>& problems) : problems_(problems) {}

    void report(std::size_t rule, const std::vector<PhraseFault>& faults) {
        for (const PhraseFault& fault : faults)
            report(rule, fault);
    }

    void report(std::size_t rule, const PhraseFault& fault) {
        problems_.push_back({Problem::Of::rule, rule, fault.warning, fault.message, fault.offset});
    }

    void warn_always_tried(const std::vector<std::uint32_t>& rules, std::string_view lacks) {
        for (const std::uint32_t rule : rules) {
            if (refused(rule)) continue;
            report(
                rule,
                {true,
                 0,
                 std::string(lacks)
                     + " stands in every match: this rule is tried on every message, which is slow"}
            );
        }
    }

private:
    // Whether the rule has an error already.
    [[nodiscard]] bool refused(std::size_t rule) const {
        return std::any_of(problems_.begin(), problems_.end(), [&](const Problem& one) {
            return one.of == Problem::Of::rule && one.index == rule && !one.warning;
        });
    }

    std::vector<Problem>& problems_;
};

std::vector<PhraseFault> add_raw(
    const RuleSource& source,
    std::size_t index,
    const Types& types,
    const Normaliser& normaliser,
    RawRules& rules
) {
    ParsedRaw parsed = parse_raw(source.text, normaliser, [&](std::string_view name) {
        return types.sayable(name);
    });
    const bool ok = parsed.ok();
    std::vector<PhraseFault> faults = std::move(parsed.faults);
    if (!ok || too_many_groups(parsed.pattern, faults)) return faults;
    const auto refusal = rules.add(static_cast<std::uint32_t>(index), std::move(parsed.pattern));
    const auto matches = [&](std::string_view text) {
        return rules.last_matches(text);
    };
    if (refusal) {
        faults.push_back(explain_refusal(source.text, refusal->complaint, refusal->argument));
        return faults;
    }
    if (matches("")) {
        faults.push_back({false, 0, "this matches the empty text: something in it must be required"}
        );
    } else if (matches_nearly_everything(matches)) {
        faults.push_back({true, 0, "this matches nearly everything people write"});
    }
    for (PhraseFault& fault : check_literals(source.text, normaliser))
        faults.push_back(std::move(fault));
    return faults;
}

}  // namespace

Matcher::Matcher(
    const std::vector<RuleSource>& rules,
    const Types& types,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
)
    : phrases_([&rules, &types, &normaliser](std::uint32_t rule) {
          const Phrase phrase = parse(rules[rule].text, types, normaliser).phrase;
          return re2_source(pattern_of(phrase, types).expression);
      }) {
    Reporter reporter(problems);
    Phrases phrases(rules, types, normaliser);
    holds_product_.resize(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].kind == RuleKind::re2) {
            reporter.report(i, add_raw(rules[i], i, types, normaliser, raw_));
            continue;
        }
        CompiledPhrase& phrase = phrases.of_rule(i);
        reporter.report(i, phrase.faults);
        if (!phrase.made) continue;
        const Task task = rules[i].kind == RuleKind::exactly ? Task::exactly
                          : phrase.wants_product             ? Task::anywhere
                          : is_veto(rules[i].kind)           ? Task::veto
                                                             : Task::anywhere;
        holds_product_[i] = phrase.wants_product;
        has_product_rules_ = has_product_rules_ || phrase.wants_product;
        phrases_.add(static_cast<std::uint32_t>(i), *phrase.made, task);
    }
    phrases_.finish();
    raw_.finish();
    for (const Task task : {Task::anywhere, Task::veto})
        reporter.warn_always_tried(
            phrases_.always_tried(task), "no Han, no digit and no two letters"
        );
    reporter.warn_always_tried(raw_.always_tried(), "no Han and no three letters");
}

void Matcher::vetoes(
    const Text& text,
    Span part,
    const PhraseRules::Candidates& candidates,
    Road road,
    const PhraseRules::Wanted& wanted,
    std::vector<RuleMatch>& found
) const {
    if (road == Road::plain) {
        phrases_.match_plainly(text.view(), part, Task::veto, wanted, found);
    } else {
        phrases_.confirm(text, part, candidates, wanted, found);
    }
}

Matcher::Matches Matcher::matches(const Text& text, Span part, Among among, Road road) const {
    const Task task = among == Among::exactly ? Task::exactly : Task::anywhere;
    PhraseRules::Wanted wanted;
    if (among == Among::product) {
        wanted = [this](std::uint32_t rule) {
            return holds_product_[rule];
        };
    }
    Matches all;
    if (road == Road::plain) {
        phrases_.match_plainly(text.view(), part, task, wanted, all.found);
        if (among == Among::anywhere) raw_.match_plainly(text.view(), part, all.found);
        return all;
    }
    if (task == Task::exactly) {
        phrases_.match_exactly(text, part, all.found);
    } else {
        phrases_.match(text, part, wanted, all.found, all.vetoes);
    }
    if (among == Among::anywhere) raw_.match(text.view(), part, all.found);
    return all;
}

}  // namespace clerk::nlu
