#include "nlu/phrase_rules.hpp"

#include "base/limits.hpp"

#include <re2/re2.h>

namespace clerk::nlu {
namespace {

RE2::Options options() {
    RE2::Options result;
    result.set_log_errors(false);
    result.set_dot_nl(true);
    result.set_max_mem(limits::regex_memory_bytes_max);
    return result;
}

struct Work {
    RuleIndex::Work index;
    Program::Subject subject;
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
    std::vector<GroupUse> groups;
};

struct PhraseRules::Meaning {
    std::string source;  // RE2
    Program program;
    std::unique_ptr<const re2::RE2> judges;  // where the program cannot
};

namespace {

// As `rule` says it; REQUIRES: the subject holds the text.
template <class Meaning, class Rule>
std::optional<RuleMatch> confirm(
    const Meaning& meaning, const Rule& rule, std::string_view text, bool whole, Work& work
) {
    const Program::Answer answer = meaning.program.run(work.subject, whole, work.program);
    if (answer == Program::Answer::no) return std::nullopt;
    if (meaning.judges) {
        return match_with_re2(*meaning.judges, rule.groups, rule.rule, text, whole);
    }
    if (answer == Program::Answer::gave_up) {
        const RE2 once(meaning.source, options());
        return match_with_re2(once, rule.groups, rule.rule, text, whole);
    }
    RuleMatch match{rule.rule, 0, work.program.span, {}};
    score(match, text, rule.groups, work.program.groups);
    return match;
}

}  // namespace

PhraseRules::Made::Made(Pattern pattern)
    : meaning_(std::make_unique<Meaning>(Meaning{
        re2_source(pattern.expression), Program(pattern.expression), nullptr})),
      source_(meaning_->source),
      groups_(std::move(pattern.groups)),
      needs_(needs_of(pattern.expression)) {
    if (!pattern.needs_re2) return;
    meaning_->judges = std::make_unique<const RE2>(source_, options());
    if (!meaning_->judges->ok()) refusal_ = meaning_->judges->error();
}

PhraseRules::Made::~Made() = default;
PhraseRules::Made::Made(Made&& other) noexcept = default;
PhraseRules::Made& PhraseRules::Made::operator=(Made&& other) noexcept = default;

bool PhraseRules::Made::matches(std::string_view text, bool whole) const {
    Work& work = own_work();
    work.subject.take(text);
    return confirm(*meaning_, Rule{0, 0, groups_}, text, whole, work).has_value();
}

PhraseRules::PhraseRules(bool whole) : whole_(whole) {}

PhraseRules::~PhraseRules() = default;

void PhraseRules::add(std::uint32_t rule, Made& made) {
    const auto fresh = static_cast<std::uint32_t>(meanings_.size());
    const auto [known, added] = known_.try_emplace(made.source_, fresh);
    rules_.push_back({rule, known->second, made.groups_});
    needs_.push_back(made.needs_);
    if (added) meanings_.push_back(std::move(*made.meaning_));
}

void PhraseRules::finish() {
    index_ = RuleIndex(needs_);
    needs_ = {};
    known_ = {};
    rules_.shrink_to_fit();
    meanings_.shrink_to_fit();
}

std::vector<std::uint32_t> PhraseRules::always_tried() const {
    std::vector<std::uint32_t> rules;
    for (const std::uint32_t i : index_.always())
        rules.push_back(rules_[i].rule);
    return rules;
}

void PhraseRules::match(std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted)
    const {
    if (rules_.empty()) return;
    Work& work = own_work();
    index_.candidates(text, work.index, work.candidates);
    if (work.candidates.empty()) return;
    work.subject.take(text);
    work.refuted.assign(meanings_.size(), false);
    for (const std::uint32_t i : work.candidates) {
        const Rule& rule = rules_[i];
        if (work.refuted[rule.meaning] || (wanted && !wanted(rule.rule))) continue;
        std::optional<RuleMatch> match = confirm(meanings_[rule.meaning], rule, text, whole_, work);
        work.refuted[rule.meaning] = !match;
        if (match) found.push_back(*std::move(match));
    }
}

void PhraseRules::match_plainly(
    std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted
) const {
    std::call_once(plain_once_, [&] {
        for (const Meaning& meaning : meanings_) {
            plain_.push_back(std::make_unique<const RE2>(meaning.source, options()));
        }
    });
    for (const Rule& rule : rules_) {
        if (wanted && !wanted(rule.rule)) continue;
        std::optional<RuleMatch> match =
            match_with_re2(*plain_[rule.meaning], rule.groups, rule.rule, text, whole_);
        if (match) found.push_back(*std::move(match));
    }
}

}  // namespace clerk::nlu
