#include "turn/rank.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace clerk::turn {
namespace {

Class class_of(const Intent& intent, nlu::RuleKind kind) {
    if (is_pleasantry(intent)) return Class::small_talk;
    if (kind == nlu::RuleKind::vaguely) return Class::vague;
    switch (intent.scope) {
        case IntentScope::flow:
            return Class::of_flow;
        case IntentScope::always:
            return Class::always;
        case IntentScope::anywhere:
            break;
    }
    return Class::anywhere;
}

// Greater is better; rules are numbered in path and line order.
auto weight(const Candidate& c) {
    return std::tuple(c.of, c.hit->specificity, -static_cast<std::int64_t>(c.hit->rule));
}

bool same_end(const Intent& a, const Intent& b) {
    return !a.starts.empty() && a.starts == b.starts;
}

}  // namespace

bool is_pleasantry(const Intent& intent) {
    return intent.role == "small_talk" || intent.role == "affirm" || intent.role == "deny";
}

bool may_be_offered(const Intent& intent) {
    const bool stands_alone = intent.role.empty() || intent.role == "human_agent";
    return stands_alone && intent.scope != IntentScope::flow;
}

bool is_aside(const Intent& intent) {
    constexpr std::array<std::string_view, 4> roles{"another", "it", "thing", "instead"};
    return std::ranges::find(roles, intent.role) != roles.end();
}

const nlu::Hit* aside(const nlu::Clause& clause, const Script& script, std::string_view role) {
    const auto at = std::ranges::find_if(clause.hits, [&](const nlu::Hit& hit) {
        return script.intents[hit.intent].role == role;
    });
    return at == clause.hits.end() ? nullptr : &*at;
}

std::vector<Candidate> rank(
    const nlu::Clause& clause, const Script& script, std::string_view running_flow
) {
    std::vector<Candidate> all;
    for (const nlu::Hit& hit : clause.hits) {
        const Intent& intent = script.intents[hit.intent];
        if (is_aside(intent)) continue;
        if (intent.scope == IntentScope::flow && intent.of_flow != running_flow) continue;
        const nlu::RuleKind kind = script.lexicon->rules()[hit.rule].kind;
        all.push_back({&intent, &hit, class_of(intent, kind)});
    }
    std::ranges::stable_sort(all, std::greater{}, weight);
    std::vector<Candidate> once;
    for (const Candidate& candidate : all) {
        if (std::ranges::find(once, candidate.intent, &Candidate::intent) == once.end()) {
            once.push_back(candidate);
        }
    }
    return once;
}

std::vector<const Intent*> ties(const std::vector<Candidate>& ranking) {
    std::vector<const Intent*> tied;
    for (const Candidate& c : ranking) {
        const Candidate& best = ranking.front();
        if (c.of != best.of || c.hit->specificity != best.hit->specificity) break;
        if (c.of == Class::small_talk) break;
        const auto same = [&](const Intent* other) {
            return same_end(*other, *c.intent);
        };
        if (std::ranges::none_of(tied, same)) tied.push_back(c.intent);
    }
    if (tied.size() < 2) tied.clear();
    return tied;
}

}  // namespace clerk::turn
