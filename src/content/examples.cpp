#include "content/examples.hpp"

#include "base/limits.hpp"
#include "nlu/samples.hpp"
#include "turn/take_turn.hpp"

#include <algorithm>
#include <iterator>

namespace clerk::content {
namespace {

// From here on a rule's plunder is told at the rule, once.
constexpr std::size_t losses_told_one_by_one_max = 12;

// A rule that one in so many examples of other intents holds says nothing; of few examples nobody
// can tell.
constexpr std::size_t everywhere_share = 20;
constexpr std::size_t examples_for_everywhere_min = 200;

// Why an example does not go where it should.
std::string loser(const std::vector<turn::Candidate>& ranking, const turn::Script& script) {
    if (ranking.empty()) return "no rule of any intent matches it";
    const turn::Candidate& first = ranking.front();
    return "it goes to `" + first.intent->id + "` ("
           + script.lexicon->rules()[first.hit->rule].origin + ", score "
           + std::to_string(first.hit->specificity) + ")";
}

std::string own_score(
    const std::vector<turn::Candidate>& ranking, const turn::Script& script, const std::string& id
) {
    for (const turn::Candidate& one : ranking) {
        if (one.intent->id != id) continue;
        return "; here " + script.lexicon->rules()[one.hit->rule].origin + " scores "
               + std::to_string(one.hit->specificity);
    }
    return {};
}

bool vetoed(const nlu::Clause& clause, const turn::Script& script, const std::string& id) {
    return std::ranges::any_of(clause.vetoed, [&](const nlu::Hit& hit) {
        return script.intents[hit.intent].id == id;
    });
}

// What a message comes to: by the road a shopper's message goes; an intent of a flow is ranked as
// if that flow ran.
std::string winner_of(
    const nlu::Understanding& message, const turn::Intent& intent, const turn::Script& script
) {
    if (turn::is_aside(intent)) {
        const bool fires = std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
            return turn::aside(clause, script, intent.role) != nullptr;
        });
        return fires ? intent.id : std::string();
    }
    if (intent.scope != turn::IntentScope::flow) {
        return turn::meaning_of(message, script, UnixMillis{}).intent;
    }
    const auto ranking = turn::rank(message.clauses.front(), script, intent.of_flow);
    return ranking.empty() ? std::string() : ranking.front().intent->id;
}

// The clause that speaks for the intent, else the first.
const nlu::Clause& clause_for(
    const nlu::Understanding& message, const turn::Intent& intent, const turn::Script& script
) {
    for (const nlu::Clause& clause : message.clauses) {
        const auto ranking = turn::rank(clause, script, intent.of_flow);
        if (!ranking.empty() && ranking.front().intent->id == intent.id) return clause;
    }
    return message.clauses.front();
}

bool stands_before(const nlu::Understanding& message, std::uint32_t other, std::uint32_t rule) {
    const auto has = [](const nlu::Clause& clause, std::uint32_t wanted) {
        return std::ranges::find(clause.hits, wanted, &nlu::Hit::rule);
    };
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        const auto first = has(clause, other);
        const auto second = has(clause, rule);
        return second != clause.hits.end() && first < second;
    });
}

// The message without the marks between and behind its clauses.
std::string words_of(const nlu::Understanding& message) {
    std::string words;
    for (const nlu::Clause& clause : message.clauses) {
        words += message.normal.text.substr(clause.span.begin, clause.span.end - clause.span.begin);
        words += '\n';
    }
    return words;
}

std::string place_of(const std::string& file, Position at) {
    return file + ":" + std::to_string(at.line);
}

}  // namespace

void Examples::check(const IntentDraft& draft) {
    const auto fits = [&](const yaml::Node& example) {
        if (example.text.size() <= limits::message_text_bytes_max) return true;
        problems_.add(
            {draft.file,
             example.at,
             Severity::error,
             "a message has at most " + std::to_string(limits::message_text_bytes_max) + " bytes"}
        );
        return false;
    };
    for (const yaml::Node* example : draft.examples) {
        if (fits(*example)) check_example(draft, *example);
    }
    for (const yaml::Node* example : draft.not_examples) {
        if (fits(*example)) check_not_example(draft, *example);
    }
}

void Examples::check() {
    for (const IntentDraft& draft : drafts_)
        check(draft);
    report_everywhere();
    report_losses();
    if (!problems_.any_error()) report_forestalled();
}

void Examples::check_example(const IntentDraft& draft, const yaml::Node& example) {
    const std::string& id = draft.intent.id;
    const nlu::Understanding message = script_.lexicon->understand(example.text);
    const nlu::Clause& clause = clause_for(message, draft.intent, script_);
    const auto ranking = turn::rank(clause, script_, draft.intent.of_flow);
    count_others(message, draft.intent);
    if (winner_of(message, draft.intent, script_) != id) {
        std::string text = "this example does not win: " + loser(ranking, script_)
                           + own_score(ranking, script_, id);
        if (vetoed(clause, script_, id)) text += "; an `unless:` of this intent vetoes it";
        text += other_claim(message, draft);
        return lose(draft, example, ranking, std::move(text));
    }
    if (!ranking.empty()) remember(clause, ranking.front());
    const auto tied = turn::ties(ranking);
    if (tied.size() < 2) return;
    problems_.add(
        {draft.file,
         example.at,
         Severity::warning,
         "only the order of files decides this example between `" + tied[0]->id + "` and `"
             + tied[1]->id + "`; make one of them more specific"}
    );
}

void Examples::check_not_example(const IntentDraft& draft, const yaml::Node& example) {
    const nlu::Understanding message = script_.lexicon->understand(example.text);
    if (winner_of(message, draft.intent, script_) != draft.intent.id) return;
    const auto ranking =
        turn::rank(clause_for(message, draft.intent, script_), script_, draft.intent.of_flow);
    if (ranking.empty()) return;
    problems_.add(
        {draft.file,
         example.at,
         Severity::error,
         "this must not be `" + draft.intent.id + "`, but "
             + script_.lexicon->rules()[ranking.front().hit->rule].origin
             + " matches it with score " + std::to_string(ranking.front().hit->specificity)
             + "; narrow that rule or add an `unless:`"}
    );
}

// Intents of different flows may share their words.
void Examples::claim(const IntentDraft& draft) {
    if (draft.intent.scope == turn::IntentScope::flow) return;
    for (const yaml::Node* example : draft.examples) {
        const auto message = script_.lexicon->understand(example->text);
        claims_[words_of(message)].push_back({draft.intent.id, draft.file, example->at});
    }
}

std::string Examples::other_claim(const nlu::Understanding& message, const IntentDraft& draft) {
    if (claims_.empty()) {
        for (const IntentDraft& one : drafts_)
            claim(one);
    }
    const auto claims = claims_.find(words_of(message));
    if (claims == claims_.end()) return {};
    for (const Claim& one : claims->second) {
        if (one.intent == draft.intent.id) continue;
        return "; `" + one.intent + "` claims it too, in " + place_of(one.file, one.at)
               + ": a message has one meaning, take one of them out";
    }
    return {};
}

void Examples::lose(
    const IntentDraft& draft,
    const yaml::Node& example,
    const std::vector<turn::Candidate>& ranking,
    std::string text
) {
    const bool taken = !ranking.empty() && ranking.front().intent->id != draft.intent.id;
    if (!taken) {
        problems_.add({draft.file, example.at, Severity::error, std::move(text)});
        return;
    }
    losses_[ranking.front().hit->rule].push_back({draft.file, example.at, std::move(text)});
}

void Examples::count_others(const nlu::Understanding& message, const turn::Intent& intent) {
    ++examples_;
    for (const nlu::Clause& clause : message.clauses) {
        for (const nlu::Hit& hit : clause.hits)
            of_others_[hit.rule] += script_.intents[hit.intent].id == intent.id ? 0 : 1;
    }
}

void Examples::report_everywhere() const {
    if (examples_ < examples_for_everywhere_min) return;
    for (const auto& [rule, times] : of_others_) {
        if (times < examples_ / everywhere_share || rule >= rules_.size()) continue;
        const RulePlace& place = rules_[rule];
        problems_.add(
            {place.file,
             place.node->at,
             Severity::warning,
             "this matches nearly everything people write: " + std::to_string(times) + " of "
                 + std::to_string(examples_)
                 + " examples are other intents' and hold it; say more exactly what it is for"}
        );
    }
}

void Examples::report_losses() {
    for (auto& [rule, losses] : losses_) {
        if (losses.size() > losses_told_one_by_one_max && rule < rules_.size()) {
            const RulePlace& place = rules_[rule];
            problems_.add(
                {place.file,
                 place.node->at,
                 Severity::error,
                 "this rule takes " + std::to_string(losses.size())
                     + " examples of other intents, the first of them "
                     + place_of(losses.front().file, losses.front().at)
                     + "; say more exactly what it is for"}
            );
            continue;
        }
        for (Loss& loss : losses)
            problems_.add({loss.file, loss.at, Severity::error, std::move(loss.text)});
    }
    losses_.clear();
}

// Hits are sorted, the best first: those before one of the same score stand earlier in the files.
void Examples::remember(const nlu::Clause& clause, const turn::Candidate& best) {
    std::vector<std::uint32_t> as_good;
    int score = -1;
    for (const nlu::Hit& hit : clause.hits) {
        if (hit.specificity != score) as_good.clear();
        score = hit.specificity;
        if (hit.intent == best.hit->intent) {
            Record& record = records_[hit.rule];
            if (record.fired++ == 0) {
                record.before = as_good;
            } else {
                std::vector<std::uint32_t> both;
                std::ranges::set_intersection(record.before, as_good, std::back_inserter(both));
                record.before = std::move(both);
            }
        }
        const bool takes = !turn::is_aside(script_.intents[hit.intent]);
        if (takes) as_good.push_back(hit.rule);
    }
}

void Examples::report_forestalled() const {
    for (const auto& [rule, record] : records_) {
        if (rule >= rules_.size()) continue;
        const auto covers = [&](std::uint32_t other) {
            return forestalls(other, rule);
        };
        const auto first = std::ranges::find_if(record.before, covers);
        if (first == record.before.end()) continue;
        const RulePlace& place = rules_[rule];
        problems_.add(
            {place.file,
             place.node->at,
             Severity::warning,
             script_.lexicon->rules()[*first].origin
                 + " stands before this rule and matches as much wherever this one does, on all "
                   "its examples too ("
                 + std::to_string(record.fired)
                 + "); take one of them out, or add an example that only this one knows"}
        );
    }
}

// Beyond the examples: whether `other` takes the messages too that the phrase itself spells out.
bool Examples::forestalls(std::uint32_t other, std::uint32_t rule) const {
    const nlu::Lexicon& lexicon = *script_.lexicon;
    const std::vector<std::string> samples = nlu::samples_of(lexicon, rule);
    return !samples.empty() && std::ranges::all_of(samples, [&](const std::string& words) {
        return stands_before(lexicon.understand(words), other, rule);
    });
}

}  // namespace clerk::content
