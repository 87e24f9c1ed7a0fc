// What words mean, told to people: `match`, `why`, `chat --why`. The same ranking as a message's.
#include "turn/fallback.hpp"
#include "turn/rank.hpp"
#include "turn/reading.hpp"
#include "turn/take_turn.hpp"
#include "turn/wish.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

std::string origin_of(const Script& script, const nlu::Hit& hit) {
    return script.lexicon->rules()[hit.rule].origin;
}

Ranked ranked(const Script& script, const nlu::Hit& hit, std::string reason) {
    return {
        script.intents[hit.intent].id, origin_of(script, hit), hit.specificity, std::move(reason)};
}

// Why `hit` did not win against `best`.
std::string loss(const Candidate& best, const Intent& intent, const nlu::Hit& hit, Class of) {
    if (best.intent == &intent) return "the same intent has a better match";
    if (is_pleasantry(intent)) return "small talk yields to everything";
    if (of == Class::vague && best.of > of) return "only vague, and something definite is said";
    if (best.of > of) {
        return best.of == Class::of_flow ? "the running flow's own intents come first"
                                         : "intents with scope: always come first";
    }
    if (best.hit->specificity > hit.specificity) return "less specific";
    return "as specific, but later in path and line order";
}

class Explanation {
public:
    Explanation(const Script& script, std::string_view running, bool answered)
        : script_(script), running_(running), answered_(answered) {}

    void add(const nlu::Clause& clause) {
        const std::vector<Candidate> ranking = rank(clause, script_, running_);
        for (const Candidate& candidate : ranking)
            add(ranking, *candidate.hit);
        for (const nlu::Hit& hit : clause.hits) {
            const auto listed = [&](const Candidate& c) {
                return c.hit == &hit;
            };
            if (std::ranges::none_of(ranking, listed)) add(ranking, hit);
        }
        for (const nlu::Hit& hit : clause.vetoed)
            all_.push_back(ranked(script_, hit, "vetoed by unless"));
    }

    std::vector<Ranked> done() && { return std::move(all_); }

private:
    void add(const std::vector<Candidate>& ranking, const nlu::Hit& hit) {
        all_.push_back(ranked(script_, hit, reason(ranking, hit)));
    }

    std::string reason(const std::vector<Candidate>& ranking, const nlu::Hit& hit) const {
        const Intent& intent = script_.intents[hit.intent];
        if (intent.scope == IntentScope::flow && intent.of_flow != running_) {
            return "only in flow " + intent.of_flow;
        }
        if (is_aside(intent)) return "an aside: it colours what else is meant";
        if (answered_) return "the answer to the open question comes first";
        if (ranking.front().hit == &hit) return "won";
        const auto at = std::ranges::find(ranking, &intent, &Candidate::intent);
        return loss(ranking.front(), intent, hit, at->of);
    }

    const Script& script_;
    std::string_view running_;
    bool answered_;
    std::vector<Ranked> all_;
};

// What the flow would find in the words that its rule left over.
void add_heard(const Script& script, UnixMillis now, const Wish& wish, NamedValues& slots) {
    const flow::Flow* flow = script.flow(wish.intent->starts);
    if (!flow) return;
    ConversationState state;
    Frame frame;
    frame.heard.push_back(wish.opening.heard);
    state.stack.push_back(std::move(frame));
    const Turn turn(std::move(state), script, now);
    for (const flow::Step& step : flow->steps) {
        const auto* collect = std::get_if<flow::Collect>(&step.action);
        if (!collect || collect->from || find_value(slots, collect->slot)) continue;
        flow::AskSlot question;
        question.type = collect->type;
        if (const auto found = find_heard(turn, question)) {
            set_value(slots, collect->slot, found->value);
        }
    }
}

}  // namespace

Meaning meaning_of(const nlu::Understanding& understanding, const Script& script, UnixMillis now) {
    const Turn turn({}, script, now);
    const Wishes wishes = wishes_of(turn, understanding, read(turn, understanding));
    Meaning meaning;
    if (wishes.list.empty()) {
        if (!wishes.pleasantry) {
            for (const Intent* intent : like_in(script, understanding))
                meaning.clarify.push_back(intent->id);
            return meaning;
        }
        for (const nlu::Clause& clause : understanding.clauses) {
            for (const Candidate& c : rank(clause, script, {})) {
                if (c.intent != wishes.pleasantry || !meaning.intent.empty()) continue;
                meaning.intent = c.intent->id;
                meaning.rule = origin_of(script, *c.hit);
                meaning.score = c.hit->specificity;
            }
        }
        return meaning;
    }
    const Wish& first = wishes.list.front();
    meaning.intent = first.intent->id;
    meaning.rule = first.rule;
    meaning.score = first.score;
    meaning.slots = first.opening.slots;
    add_heard(script, now, first, meaning.slots);
    for (std::size_t i = 1; i < wishes.list.size(); ++i)
        meaning.also.push_back(wishes.list[i].intent->id);
    for (const Intent* intent : first.ties)
        meaning.clarify.push_back(intent->id);
    return meaning;
}

std::vector<Ranked> explain(
    const nlu::Understanding& understanding, const ConversationState& state, const Script& script
) {
    const Turn turn(state, script, state.last_at);
    const Reading reading = read(turn, understanding);
    const std::string running = turn.frame() ? turn.frame()->flow : std::string();
    std::vector<Ranked> all;
    for (const Part& part : reading.parts) {
        Explanation one(script, running, part.use == Use::answer);
        one.add(*part.clause);
        std::ranges::move(std::move(one).done(), std::back_inserter(all));
    }
    return all;
}

}  // namespace clerk::turn
