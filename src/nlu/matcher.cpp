#include "nlu/matcher.hpp"

#include "nlu/phrase.hpp"
#include "nlu/raw_literals.hpp"
#include "nlu/raw_rule.hpp"

#include <algorithm>
#include <array>

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

template <class Rules>
bool matches_nearly_everything(const Rules& rules) {
    return std::all_of(probes.begin(), probes.end(), [&](std::string_view text) {
        return rules.last_matches(text);
    });
}

// Compiles one rule after another, collecting what is wrong with each.
class Compiler {
public:
    Compiler(const Types& types, const Normaliser& normaliser, std::vector<Problem>& problems)
        : types_(types), normaliser_(normaliser), problems_(problems) {}

    void add_raw(const RuleSource& source, std::size_t index, RawRules& rules) {
        index_ = index;
        ParsedRaw parsed = parse_raw(source.text, normaliser_, [&](std::string_view name) {
            return types_.sayable(name);
        });
        const bool ok = parsed.ok();
        for (PhraseFault& fault : parsed.faults)
            report(std::move(fault));
        if (!ok || too_many_groups(parsed.pattern)) return;
        const auto refusal =
            rules.add(static_cast<std::uint32_t>(index), std::move(parsed.pattern));
        if (refusal) {
            report(explain_refusal(source.text, refusal->complaint, refusal->argument));
        } else if (rules.last_matches("")) {
            report({false, 0, "this matches the empty text: something in it must be required"});
        } else if (matches_nearly_everything(rules)) {
            report({true, 0, "this matches nearly everything people write"});
        }
        if (refusal) return;
        for (PhraseFault& fault : check_literals(source.text, normaliser_))
            report(std::move(fault));
    }

    // The phrase as a pattern, unless something is wrong with it.
    std::optional<Pattern> phrase(const RuleSource& source, std::size_t index) {
        index_ = index;
        ParsedPhrase parsed = parse_phrase(source.text, normaliser_);
        types_.words().put_in(parsed.phrase.items, parsed.faults);
        bool ok = parsed.ok();
        for (PhraseFault& fault : parsed.faults)
            report(std::move(fault));
        ok = types_known(parsed.phrase.items) && ok;
        if (!ok) return std::nullopt;
        parsed_ = std::move(parsed.phrase);
        Pattern pattern = compile_phrase(parsed_, [&](std::string_view type) {
            return types_.slot_source(type);
        });
        if (too_many_groups(pattern)) return std::nullopt;
        return pattern;
    }

    void add_phrase(Pattern pattern, PhraseRules& rules) {
        const auto refusal = rules.add(static_cast<std::uint32_t>(index_), std::move(pattern));
        if (refusal) return report({false, 0, "RE2 refuses this: " + *refusal});
        if (matches_nearly_everything(rules)) {
            report({true, 0, "this matches nearly everything people write"});
        }
        // A phrase whose own words, in normal form, do not match it can never match.
        const auto first = own_words({});
        if (!first || rules.last_matches(*first)) return;
        const bool sometimes = any_own_words_match(rules);
        report(
            {sometimes,
             0,
             (sometimes ? "not every way of this can match: messages come as \""
                        : "this can never match: messages come as \"")
                 + *first + "\" in normal form"}
        );
    }

    void warn_always_tried(const std::vector<std::uint32_t>& rules, std::string_view lacks) {
        for (const std::uint32_t rule : rules) {
            index_ = rule;
            if (refused()) continue;
            report(
                {true,
                 0,
                 std::string(lacks)
                     + " stands in every match: this rule is tried on every message, which is slow"}
            );
        }
    }

private:
    void report(PhraseFault fault) {
        problems_.push_back(
            {Problem::Of::rule, index_, fault.warning, std::move(fault.message), fault.offset}
        );
    }

    // A message that the phrase is meant for, in normal form; nullopt where a slot has no sample.
    std::optional<std::string> own_words(Sample sample) {
        bool sampled = true;
        const std::string words = sample_of(
            parsed_,
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

    bool any_own_words_match(const PhraseRules& rules) {
        for (std::size_t branch = 0; branch < branches_tried; ++branch) {
            for (const bool optionals : {false, true}) {
                const auto words = own_words({branch, optionals});
                if (!words || rules.last_matches(*words)) return true;
            }
        }
        return false;
    }

    // Whether the rule under way has an error already.
    [[nodiscard]] bool refused() const {
        return std::any_of(problems_.begin(), problems_.end(), [&](const Problem& one) {
            return one.of == Problem::Of::rule && one.index == index_ && !one.warning;
        });
    }

    bool too_many_groups(const Pattern& pattern) {
        if (pattern.groups.size() <= groups_max) return false;
        report({false, 0, "more than 32 slots and wildcards: split this into several rules"});
        return true;
    }

    bool types_known(const Sequence& items) {
        bool ok = true;
        for (const Item& item : items) {
            if (const auto* mark = std::get_if<SlotMark>(&item)) ok = type_known(*mark) && ok;
            const auto* group = std::get_if<Group>(&item);
            if (group == nullptr) continue;
            for (const Sequence& one : group->either)
                ok = types_known(one) && ok;
        }
        return ok;
    }

    bool type_known(const SlotMark& mark) {
        if (types_.sayable(mark.type)) return true;
        report(
            {false,
             mark.offset,
             types_.knows(mark.type)
                 ? "no one can say a value of type " + mark.type
                 : "unknown type " + mark.type
                       + ": define it in config/types, or write \\< for the character itself"}
        );
        return false;
    }

    const Types& types_;
    const Normaliser& normaliser_;
    std::vector<Problem>& problems_;
    std::size_t index_ = 0;
    Phrase parsed_;  // the phrase under way
};

}  // namespace

Matcher::Matcher(
    const std::vector<RuleSource>& rules,
    const Types& types,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
) {
    Compiler compiler(types, normaliser, problems);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].kind == RuleKind::re2) {
            compiler.add_raw(rules[i], i, raw_);
            continue;
        }
        std::optional<Pattern> pattern = compiler.phrase(rules[i], i);
        if (!pattern) continue;
        PhraseRules& to = rules[i].kind == RuleKind::exactly  ? exactly_
                          : pattern->wants_product            ? product_
                          : rules[i].kind == RuleKind::unless ? unless_
                                                              : plain_;
        compiler.add_phrase(*std::move(pattern), to);
    }
    plain_.finish();
    unless_.finish();
    product_.finish();
    exactly_.finish();
    raw_.finish();
    compiler.warn_always_tried(plain_.always_tried(), "no Han and no two letters");
    compiler.warn_always_tried(unless_.always_tried(), "no Han and no two letters");
    compiler.warn_always_tried(product_.always_tried(), "no Han and no two letters");
    compiler.warn_always_tried(raw_.always_tried(), "no Han and no three letters");
}

void Matcher::vetoes(
    std::string_view text,
    Road road,
    const PhraseRules::Wanted& wanted,
    std::vector<RuleMatch>& found
) const {
    if (road == Road::plain) {
        unless_.match_plainly(text, found, wanted);
    } else {
        unless_.match(text, found, wanted);
    }
}

std::vector<RuleMatch> Matcher::matches(std::string_view text, Among among, Road road) const {
    const PhraseRules& phrases = among == Among::product   ? product_
                                 : among == Among::exactly ? exactly_
                                                           : plain_;
    std::vector<RuleMatch> found;
    if (road == Road::plain) {
        phrases.match_plainly(text, found);
        if (among == Among::plain) raw_.match_plainly(text, found);
    } else {
        phrases.match(text, found);
        if (among == Among::plain) raw_.match(text, found);
    }
    return found;
}

}  // namespace clerk::nlu
