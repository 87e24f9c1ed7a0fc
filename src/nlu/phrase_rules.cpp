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
};

// A thread's own working memory: what it holds between calls means nothing, only its size is kept.
Work& own_work() {
    thread_local Work work;
    return work;
}

}  // namespace

struct PhraseRules::Rule {
    std::uint32_t rule = 0;
    Program program;
    std::vector<GroupUse> groups;
    std::string source;                      // RE2
    std::unique_ptr<const re2::RE2> judges;  // where the program cannot
};

PhraseRules::PhraseRules(bool whole) : whole_(whole) {}

PhraseRules::~PhraseRules() = default;

std::optional<std::string> PhraseRules::add(std::uint32_t rule, Pattern pattern) {
    Rule made{
        rule,
        Program(pattern.expression),
        std::move(pattern.groups),
        re2_source(pattern.expression),
        nullptr};
    if (pattern.needs_re2) {
        made.judges = std::make_unique<const RE2>(made.source, options());
        if (!made.judges->ok()) return made.judges->error();
    }
    needs_.push_back(needs_of(pattern.expression));
    rules_.push_back(std::move(made));
    return std::nullopt;
}

void PhraseRules::finish() {
    index_ = RuleIndex(needs_);
    needs_ = {};
    rules_.shrink_to_fit();
}

std::vector<std::uint32_t> PhraseRules::always_tried() const {
    std::vector<std::uint32_t> rules;
    for (const std::uint32_t i : index_.always())
        rules.push_back(rules_[i].rule);
    return rules;
}

std::optional<RuleMatch> PhraseRules::ask_re2(const Rule& rule, std::string_view text) const {
    if (rule.judges) return match_with_re2(*rule.judges, rule.groups, rule.rule, text, whole_);
    const RE2 once(rule.source, options());
    return match_with_re2(once, rule.groups, rule.rule, text, whole_);
}

std::optional<RuleMatch> PhraseRules::confirm(
    const Rule& rule, std::string_view text, const Program::Subject& subject, Program::Work& work
) const {
    const Program::Answer answer = rule.program.run(subject, whole_, work);
    if (answer == Program::Answer::no) return std::nullopt;
    if (answer == Program::Answer::gave_up || rule.judges) return ask_re2(rule, text);
    RuleMatch match{rule.rule, 0, work.span, {}};
    score(match, text, rule.groups, work.groups);
    return match;
}

void PhraseRules::match(std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted)
    const {
    if (rules_.empty()) return;
    Work& work = own_work();
    index_.candidates(text, work.index, work.candidates);
    if (work.candidates.empty()) return;
    work.subject.take(text);
    for (const std::uint32_t i : work.candidates) {
        if (wanted && !wanted(rules_[i].rule)) continue;
        std::optional<RuleMatch> match = confirm(rules_[i], text, work.subject, work.program);
        if (match) found.push_back(*std::move(match));
    }
}

void PhraseRules::match_plainly(
    std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted
) const {
    std::call_once(plain_once_, [&] {
        for (const Rule& rule : rules_) {
            plain_.push_back(std::make_unique<const RE2>(rule.source, options()));
        }
    });
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (wanted && !wanted(rules_[i].rule)) continue;
        std::optional<RuleMatch> match =
            match_with_re2(*plain_[i], rules_[i].groups, rules_[i].rule, text, whole_);
        if (match) found.push_back(*std::move(match));
    }
}

bool PhraseRules::last_matches(std::string_view text) const {
    Work& work = own_work();
    work.subject.take(text);
    return confirm(rules_.back(), text, work.subject, work.program).has_value();
}

}  // namespace clerk::nlu
