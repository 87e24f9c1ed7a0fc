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
    std::size_t first = 0;                   // of the rules that have it
};

PhraseRules::PhraseRules(bool whole) : whole_(whole) {}

PhraseRules::~PhraseRules() = default;

std::optional<std::string> PhraseRules::add(std::uint32_t rule, Pattern pattern) {
    std::string source = re2_source(pattern.expression);
    const auto fresh = static_cast<std::uint32_t>(meanings_.size());
    const auto known = known_.find(source);
    if (known != known_.end()) {
        rules_.push_back({rule, known->second, std::move(pattern.groups)});
        needs_.push_back(needs_[meanings_[known->second].first]);
        return std::nullopt;
    }
    std::unique_ptr<const re2::RE2> judges;
    if (pattern.needs_re2) {
        judges = std::make_unique<const RE2>(source, options());
        if (!judges->ok()) return judges->error();
    }
    known_.emplace(source, fresh);
    meanings_.push_back(
        {std::move(source), Program(pattern.expression), std::move(judges), rules_.size()}
    );
    rules_.push_back({rule, fresh, std::move(pattern.groups)});
    needs_.push_back(needs_of(pattern.expression));
    return std::nullopt;
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

std::optional<RuleMatch> PhraseRules::ask_re2(const Rule& rule, std::string_view text) const {
    const Meaning& meaning = meanings_[rule.meaning];
    if (meaning.judges) {
        return match_with_re2(*meaning.judges, rule.groups, rule.rule, text, whole_);
    }
    const RE2 once(meaning.source, options());
    return match_with_re2(once, rule.groups, rule.rule, text, whole_);
}

std::optional<RuleMatch> PhraseRules::confirm(
    const Rule& rule, std::string_view text, const Program::Subject& subject, Program::Work& work
) const {
    const Meaning& meaning = meanings_[rule.meaning];
    const Program::Answer answer = meaning.program.run(subject, whole_, work);
    if (answer == Program::Answer::no) return std::nullopt;
    if (answer == Program::Answer::gave_up || meaning.judges) return ask_re2(rule, text);
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
    work.refuted.assign(meanings_.size(), false);
    for (const std::uint32_t i : work.candidates) {
        const Rule& rule = rules_[i];
        if (work.refuted[rule.meaning] || (wanted && !wanted(rule.rule))) continue;
        std::optional<RuleMatch> match = confirm(rule, text, work.subject, work.program);
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

bool PhraseRules::last_matches(std::string_view text) const {
    Work& work = own_work();
    work.subject.take(text);
    return confirm(rules_.back(), text, work.subject, work.program).has_value();
}

}  // namespace clerk::nlu
