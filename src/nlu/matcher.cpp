#include "nlu/matcher.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "nlu/atoms.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/phrase.hpp"
#include "nlu/raw_rule.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace clerk::nlu {
namespace {

constexpr int atom_bytes_min = 3;  // one Han; see docs on why longer atoms lose rules like (查|看)单
constexpr int groups_max = 32;     // captures of one rule

using Among = Matcher::Among;

struct Compiled {
    std::uint32_t rule = 0;
    RuleKind kind = RuleKind::phrase;
    bool wants_product = false;
    const RE2* confirms = nullptr;
    std::vector<GroupUse> groups;
};

RE2::Options options(bool folds_case) {
    RE2::Options result;
    result.set_log_errors(false);
    result.set_case_sensitive(!folds_case);
    result.set_dot_nl(true);
    result.set_max_mem(limits::regex_memory_bytes_max);
    return result;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// One set of rules with its own filter: those held anywhere in a clause, those against marked text,
// those against the whole message.
struct RuleSet {
    re2::FilteredRE2 filter{atom_bytes_min};
    std::vector<Compiled> rules;  // index = the filter's id
    Atoms atoms;
    RE2::Anchor anchor = RE2::UNANCHORED;

    void compile() {
        std::vector<std::string> strings;
        if (rules.empty()) return;
        filter.Compile(&strings);
        atoms = Atoms(strings);
        for (std::size_t i = 0; i < rules.size(); ++i) {
            rules[i].confirms = &filter.GetRE2(static_cast<int>(i));
        }
    }
};

struct Scratch {
    std::vector<std::uint32_t> seen;  // generation in which an atom was last met
    std::uint32_t generation = 0;
    std::vector<int> atoms;
    std::vector<int> candidates;
};

// A thread's own working memory: contents mean nothing between calls, only its capacity is kept.
Scratch& scratch() {
    thread_local Scratch own;
    return own;
}

const std::vector<int>& find_candidates(const RuleSet& set, std::string_view text) {
    Scratch& own = scratch();
    own.atoms.clear();
    own.candidates.clear();
    if (++own.generation == 0) own.seen.clear();
    if (own.generation == 0) own.generation = 1;
    set.atoms.scan(text, [&](std::uint32_t atom, std::size_t) {
        if (atom >= own.seen.size()) own.seen.resize(atom + 1, 0);
        if (own.seen[atom] == own.generation) return;
        own.seen[atom] = own.generation;
        own.atoms.push_back(static_cast<int>(atom));
    });
    set.filter.AllPotentials(own.atoms, &own.candidates);
    return own.candidates;
}

Span span_of(std::string_view text, const re2::StringPiece& part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

// nullopt: the rule does not match after all.
std::optional<RuleMatch> confirm(
    const Compiled& rule, std::string_view text, RE2::Anchor anchor
) {
    if (!rule.confirms->Match(piece(text), 0, text.size(), anchor, nullptr, 0)) return std::nullopt;
    std::array<re2::StringPiece, groups_max + 1> parts;
    const int count = static_cast<int>(rule.groups.size()) + 1;
    if (!rule.confirms->Match(piece(text), 0, text.size(), anchor, parts.data(), count)) {
        return std::nullopt;
    }
    const std::string_view whole(parts[0].data(), parts[0].size());
    RuleMatch match{rule.rule, weight(whole), span_of(text, parts[0]), {}};
    for (std::size_t i = 0; i < rule.groups.size(); ++i) {
        const re2::StringPiece& part = parts[i + 1];
        if (part.data() == nullptr) continue;
        match.specificity -= weight({part.data(), part.size()});
        const GroupUse& group = rule.groups[i];
        if (group.type.empty()) continue;
        constexpr int slot_points = 4;
        match.specificity += slot_points;
        match.captures.push_back({group.slot, group.type, span_of(text, part)});
    }
    return match;
}

// Texts that have nothing in common: a rule that matches them all matches nearly everything.
constexpr auto probes = std::to_array<std::string_view>({
    "q", "嗯", "0", "where is it", "我的冰箱坏了,怎么办"
});

bool matches_nearly_everything(const RE2& pattern, RE2::Anchor anchor) {
    return std::all_of(probes.begin(), probes.end(), [&](std::string_view text) {
        return pattern.Match(piece(text), 0, text.size(), anchor, nullptr, 0);
    });
}

}  // namespace

struct Matcher::Rules {
    RuleSet plain;
    RuleSet product;
    RuleSet exactly;

    const RuleSet& of(Among among) const {
        if (among == Among::product) return product;
        return among == Among::exactly ? exactly : plain;
    }
};

namespace {

// Compiles one rule after another, collecting what is wrong with each.
class Builder {
  public:
    Builder(const Types& types, const Normaliser& normaliser, std::vector<Problem>& problems)
        : types_(types), normaliser_(normaliser), problems_(problems) {}

    void add(const RuleSource& source, std::size_t index, RuleSet& plain, RuleSet& product,
             RuleSet& exactly) {
        index_ = index;
        std::optional<Pattern> pattern = source.kind == RuleKind::re2 ? raw(source) : phrase(source);
        if (!pattern) return;
        if (pattern->groups.size() > groups_max) {
            report({false, 0, "more than 32 slots and wildcards: split this into several rules"});
            return;
        }
        // An `exactly` with a product is held against the marked text as well: see Lexicon.
        RuleSet& set = source.kind == RuleKind::exactly ? exactly
            : pattern->wants_product                    ? product
                                                        : plain;
        int id = -1;
        const RE2::Options how = options(pattern->folds_case);
        if (set.filter.Add(pattern->re2, how, &id) != RE2::NoError) {
            const RE2 refused(pattern->re2, how);
            report(explain_refusal(source.text, refused.error(), refused.error_arg()));
            return;
        }
        const RE2& compiled = set.filter.GetRE2(id);
        set.rules.push_back(
            {static_cast<std::uint32_t>(index),
             source.kind,
             pattern->wants_product,
             nullptr,
             std::move(pattern->groups)}
        );
        if (source.kind == RuleKind::re2 && RE2::FullMatch("", compiled)) {
            report({false, 0, "this matches the empty text: something in it must be required"});
        } else if (matches_nearly_everything(compiled, set.anchor)) {
            report({true, 0, "this matches nearly everything people write"});
        }
        if (source.kind != RuleKind::re2) check_sample(compiled, source);
    }

  private:
    void report(PhraseFault fault) {
        problems_.push_back(
            {Problem::Of::rule, index_, fault.warning, std::move(fault.message), fault.offset}
        );
    }

    std::optional<Pattern> raw(const RuleSource& source) {
        ParsedRaw parsed = parse_raw(source.text, normaliser_, [&](std::string_view name) {
            return types_.sayable(name);
        });
        const bool ok = parsed.ok();
        for (PhraseFault& fault : parsed.faults) report(std::move(fault));
        if (!ok) return std::nullopt;
        return std::move(parsed.pattern);
    }

    std::optional<Pattern> phrase(const RuleSource& source) {
        ParsedPhrase parsed = parse_phrase(source.text, normaliser_);
        bool ok = parsed.ok();
        for (PhraseFault& fault : parsed.faults) report(std::move(fault));
        ok = types_known(parsed.phrase.items) && ok;
        if (!ok) return std::nullopt;
        sample_ = sample_of(parsed.phrase, [&](std::string_view type) {
            const std::string sample = types_.sample(type);
            sampled_ = sampled_ && !sample.empty();
            return sample;
        });
        return compile_phrase(parsed.phrase, [&](std::string_view type) {
            return types_.slot_source(type);
        });
    }

    bool types_known(const Sequence& items) {
        bool ok = true;
        for (const Item& item : items) {
            if (const auto* mark = std::get_if<SlotMark>(&item)) ok = type_known(*mark) && ok;
            const auto* group = std::get_if<Group>(&item);
            if (group == nullptr) continue;
            for (const Sequence& one : group->either) ok = types_known(one) && ok;
        }
        return ok;
    }

    bool type_known(const SlotMark& mark) {
        if (types_.sayable(mark.type)) return true;
        const bool known = types_.knows(mark.type);
        report(
            {false,
             mark.offset,
             known ? "no one can say a value of type " + mark.type
                   : "unknown type " + mark.type
                       + ": define it in config/types, or write \\< for the character itself"}
        );
        return false;
    }

    // A phrase whose own words, normalised, do not match it can never match.
    void check_sample(const RE2& compiled, const RuleSource& source) {
        const bool sampled = std::exchange(sampled_, true);
        if (!sampled || sample_.empty()) return;
        const std::string normal = normaliser_.normalise(sample_).text;
        if (RE2::PartialMatch(normal, compiled)) return;
        if (types_.products().empty() == false && source.text.find('<') != std::string::npos) return;
        report(
            {true, 0, "this may never match: messages come as \"" + normal + "\" in normal form"}
        );
    }

    const Types& types_;
    const Normaliser& normaliser_;
    std::vector<Problem>& problems_;
    std::size_t index_ = 0;
    std::string sample_;
    bool sampled_ = true;  // every slot had a sample
};

void warn_unfiltered(const RuleSet& set, std::vector<Problem>& problems) {
    if (set.rules.empty()) return;
    std::vector<int> always;
    set.filter.AllPotentials({}, &always);
    for (const int id : always) {
        const Compiled& rule = set.rules[static_cast<std::size_t>(id)];
        if (rule.kind == RuleKind::exactly) continue;
        problems.push_back(
            {Problem::Of::rule,
             rule.rule,
             true,
             "no word of three letters or one Han is in every match: this rule is tried on every "
             "message, which is slow",
             0}
        );
    }
}

}  // namespace

Matcher::Matcher(
    const std::vector<RuleSource>& rules,
    const Types& types,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
)
    : rules_(std::make_unique<Rules>()) {
    rules_->exactly.anchor = RE2::ANCHOR_BOTH;
    Builder builder(types, normaliser, problems);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        builder.add(rules[i], i, rules_->plain, rules_->product, rules_->exactly);
    }
    for (RuleSet* set : {&rules_->plain, &rules_->product, &rules_->exactly}) {
        set->compile();
        warn_unfiltered(*set, problems);
    }
}

Matcher::~Matcher() = default;

std::vector<RuleMatch> Matcher::matches(std::string_view text, Among among, Road road) const {
    const RuleSet& set = rules_->of(among);
    std::vector<RuleMatch> found;
    if (set.rules.empty()) return found;
    const auto try_rule = [&](const Compiled& rule) {
        std::optional<RuleMatch> match = confirm(rule, text, set.anchor);
        if (match) found.push_back(*std::move(match));
    };
    if (road == Road::plain) {
        for (const Compiled& rule : set.rules) try_rule(rule);
        return found;
    }
    for (const int id : find_candidates(set, text)) {
        try_rule(set.rules[static_cast<std::size_t>(id)]);
    }
    return found;
}

bool Matcher::has_product_rules() const { return !rules_->product.rules.empty(); }

}  // namespace clerk::nlu
