#include "nlu/phrase_rules.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/regex.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <numeric>

namespace clerk::nlu {
namespace {

struct Work {
    RuleIndex::Work index;
    Program::Work program;
    std::vector<std::uint32_t> candidates;
    std::vector<bool> refuted;  // by meaning
};

// A thread's own working memory: what it holds between calls means nothing, only its size is kept.
Work& own_work() {
    thread_local Work work;
    return work;
}

}  // namespace

struct PhraseRules::Rule {
    std::uint32_t rule = 0;
    std::uint32_t meaning = 0;  // index into meanings_
    Task task = Task::anywhere;
    WeightRange weights;
    std::vector<GroupUse> groups;
};

struct PhraseRules::Meaning {
    Program program;
    std::unique_ptr<const re2::RE2> judges;  // where the program cannot
};

namespace {

// As `rule` says it; `source` gives its RE2.
template <class Meaning, class Rule, class Source>
std::optional<RuleMatch> judge(
    const Meaning& meaning,
    const Rule& rule,
    const Source& source,
    const Program::Subject& subject,
    Program::Where where,
    Program::Work& work
) {
    const std::string_view text = subject.text();
    const Program::Answer answer = meaning.program.run(subject, where, work);
    if (answer == Program::Answer::no) return std::nullopt;
    const auto with_re2 = [&](const re2::RE2& pattern) {
        return match_with_re2(pattern, rule.groups, rule.rule, text, where.part, where.whole);
    };
    if (meaning.judges) return with_re2(*meaning.judges);
    if (answer == Program::Answer::gave_up)
        return with_re2(RE2(source(), regex_options(Letters::as_written)));
    RuleMatch match{rule.rule, 0, work.span, {}};
    score(match, text, rule.groups, work.groups);
    return match;
}

Span all_of(std::string_view text) {
    return {0, static_cast<std::uint32_t>(text.size())};
}

}  // namespace

PhraseRules::Made::Made(Pattern pattern)
    : meaning_(std::make_unique<Meaning>(Meaning{Program(pattern.expression), nullptr})),
      source_(re2_source(pattern.expression)),
      groups_(std::move(pattern.groups)),
      needs_(needs_of(pattern.expression)),
      weights_(weights_of(pattern.expression)) {
    if (!pattern.needs_re2) return;
    meaning_->judges = std::make_unique<const RE2>(source_, regex_options(Letters::as_written));
    if (!meaning_->judges->ok()) refusal_ = meaning_->judges->error();
}

PhraseRules::Made::~Made() = default;
PhraseRules::Made::Made(Made&& other) noexcept = default;
PhraseRules::Made& PhraseRules::Made::operator=(Made&& other) noexcept = default;

bool PhraseRules::Made::matches(std::string_view text, bool whole) const {
    const Rule rule{.groups = groups_};
    const Program::Subject subject(text);
    const Program::Where where{all_of(text), whole};
    const auto source = [&] {
        return source_;
    };
    return judge(*meaning_, rule, source, subject, where, own_work().program).has_value();
}

PhraseRules::PhraseRules(SourceOf source_of) : source_of_(std::move(source_of)) {}

PhraseRules::~PhraseRules() = default;

void PhraseRules::add(std::uint32_t rule, Made& made, Task task) {
    const auto fresh = static_cast<std::uint32_t>(meanings_.size());
    const auto [known, added] = known_.try_emplace(made.source_, fresh);
    rules_.push_back({rule, known->second, task, made.weights_, made.groups_});
    needs_.push_back(made.needs_);
    if (added) meanings_.push_back(std::move(*made.meaning_));
}

void PhraseRules::finish() {
    std::vector<std::size_t> order(rules_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return rules_[i].task; });
    std::vector<Rule> rules;
    std::vector<std::vector<AtomSet>> needs;
    rules.reserve(order.size());
    needs.reserve(order.size());
    for (const std::size_t i : order) {
        rules.push_back(std::move(rules_[i]));
        needs.push_back(std::move(needs_[i]));
    }
    rules_ = std::move(rules);
    for (const Task task : {Task::anywhere, Task::veto, Task::exactly}) {
        const auto same = std::ranges::equal_range(rules_, task, {}, &Rule::task);
        ranges_[static_cast<std::size_t>(task)] = {
            static_cast<std::uint32_t>(same.begin() - rules_.begin()),
            static_cast<std::uint32_t>(same.end() - rules_.begin())};
    }
    index_ = RuleIndex(needs);
    needs_ = {};
    known_ = {};
    meanings_.shrink_to_fit();
}

bool PhraseRules::has(Task task) const {
    const auto [first, last] = range(task);
    return first != last;
}

std::vector<std::uint32_t> PhraseRules::always_tried(Task task) const {
    std::vector<std::uint32_t> rules;
    for (const std::uint32_t i : index_.always()) {
        if (rules_[i].task == task) rules.push_back(rules_[i].rule);
    }
    return rules;
}

void PhraseRules::take(std::string_view view, Text& into) const {
    into.subject_.take(view);
    index_.look(view, into.sightings_);
}

void PhraseRules::match(
    const Text& text,
    Span part,
    const Wanted& wanted,
    std::vector<RuleMatch>& found,
    Candidates& vetoes
) const {
    Work& work = own_work();
    const auto [first_veto, last] = range(Task::veto);
    index_.candidates(text.sightings_, part, {0, last}, work.index, work.candidates);
    const auto veto = std::ranges::lower_bound(work.candidates, first_veto);
    vetoes.assign(veto, work.candidates.end());
    work.candidates.erase(veto, work.candidates.end());
    confirm(text, part, work.candidates, wanted, found);
}

void PhraseRules::match_exactly(const Text& text, Span part, std::vector<RuleMatch>& found) const {
    Work& work = own_work();
    const RuleIndex::Range rules = range(Task::exactly);
    index_.candidates(text.sightings_, part, rules, work.index, work.candidates);
    if (work.candidates.empty()) return;
    const int points = weight(text.view().substr(part.begin, part.end - part.begin));
    std::erase_if(work.candidates, [&](std::uint32_t i) {
        return !rules_[i].weights.holds(points);
    });
    confirm(text, part, work.candidates, {}, found);
}

void PhraseRules::confirm(
    const Text& text,
    Span part,
    std::span<const std::uint32_t> candidates,
    const Wanted& wanted,
    std::vector<RuleMatch>& found
) const {
    if (candidates.empty()) return;
    Work& work = own_work();
    const bool whole = rules_[candidates.front()].task == Task::exactly;
    work.refuted.assign(meanings_.size(), false);
    for (const std::uint32_t i : candidates) {
        const Rule& rule = rules_[i];
        if (work.refuted[rule.meaning] || (wanted && !wanted(rule.rule))) continue;
        const Meaning& meaning = meanings_[rule.meaning];
        const auto source = [&] {
            return source_of_(rule.rule);
        };
        std::optional<RuleMatch> match =
            judge(meaning, rule, source, text.subject_, {part, whole}, work.program);
        work.refuted[rule.meaning] = !match;
        if (match) found.push_back(*std::move(match));
    }
}

void PhraseRules::match_plainly(
    std::string_view text, Span part, Task task, const Wanted& wanted, std::vector<RuleMatch>& found
) const {
    std::call_once(plain_once_, [&] {
        plain_.resize(meanings_.size());
        for (const Rule& rule : rules_) {
            auto& made = plain_[rule.meaning];
            if (!made)
                made = std::make_unique<const RE2>(
                    source_of_(rule.rule), regex_options(Letters::as_written)
                );
        }
    });
    const auto [first, last] = range(task);
    for (std::uint32_t i = first; i < last; ++i) {
        const Rule& rule = rules_[i];
        if (wanted && !wanted(rule.rule)) continue;
        const RE2& pattern = *plain_[rule.meaning];
        const bool whole = task == Task::exactly;
        std::optional<RuleMatch> match =
            match_with_re2(pattern, rule.groups, rule.rule, text, part, whole);
        if (match) found.push_back(*std::move(match));
    }
}

}  // namespace clerk::nlu
