#include "turn/reading.hpp"

#include "base/overloaded.hpp"
#include "model/catalog.hpp"
#include "nlu/joiners.hpp"
#include "nlu/yes_no.hpp"
#include "turn/answer.hpp"
#include "turn/correct.hpp"
#include "turn/errand.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

using nlu::Understanding;
using MaybeAnswer = std::optional<Answer>;

MaybeAnswer of_option(const Option& option) {
    return Answer{option.id, option.value};
}

MaybeAnswer picked(
    const Turn& turn, const std::vector<Option>& options, const Understanding& words
) {
    std::vector<std::string> labels;
    for (const Option& option : options)
        labels.push_back(option.label);
    const auto index = turn.script().lexicon->pick(labels, words);
    return index ? of_option(options[*index]) : std::nullopt;
}

std::optional<bool> yes_or_no(const Turn& turn, const Understanding& words) {
    const auto value = turn.script().lexicon->answer("yes_no", words, turn.here());
    const bool* yes = value ? value->get<bool>() : nullptr;
    return yes ? std::optional(*yes) : std::nullopt;
}

const Option* option_with(const std::vector<Option>& options, std::string_view id) {
    const auto at = std::ranges::find(options, id, &Option::id);
    return at == options.end() ? nullptr : &*at;
}

// A list of one beside "another" is as good as "is it this one?". "No" may be the beginning of why,
// and picks nothing.
MaybeAnswer confirmed(
    const Turn& turn, const std::vector<Option>& options, const Understanding& words
) {
    const bool single = options.size() == 2 && option_with(options, flow::option_other);
    if (!single || yes_or_no(turn, words) != true) return std::nullopt;
    return of_option(options.front());
}

// "No" where nothing need be said leaves it out; "never mind" leaves out all there is.
bool needs_none(const Turn& turn, const Understanding& words) {
    return yes_or_no(turn, words) == false && !nlu::is_dismissal(words.normal.text);
}

// Whatever is said is taken as it is, but for the words of a button beside the question and a plain
// "no" where nothing need be said.
MaybeAnswer free_answer(const Turn& turn, const AwaitSlot& question, const Understanding& words) {
    for (const Option& option : question.options) {
        if (words.original == option.label) return of_option(option);
    }
    const Option* skip = option_with(question.options, flow::option_skip);
    if (skip && needs_none(turn, words)) return of_option(*skip);
    const auto value = turn.script().lexicon->answer(question.type, words, turn.here());
    return value ? MaybeAnswer(Answer{{}, *value}) : std::nullopt;
}

// The field that records of the question's list go by: an order its number. Null: they have no such
// name, or one that is mere words.
const FieldSpec* key_of(const AwaitSlot& question) {
    constexpr std::string_view prefix = "record:";
    if (!question.type.starts_with(prefix)) return nullptr;
    const RecordSpec* record = find_record_spec(question.type.substr(prefix.size()));
    const FieldSpec* key = record ? find_field_spec(*record, record->title) : nullptr;
    return key && key->type != "text" ? key : nullptr;
}

// The type of a value that answers beside the options: the slot's own, or its records' key.
std::string value_type(const Turn& turn, const AwaitSlot& question) {
    const FieldSpec* key = key_of(question);
    return lexicon_type(turn.script(), key ? key->type : std::string_view(question.type));
}

// The value itself; of a list of records the one that goes by it, or "another" than those listed.
MaybeAnswer of_value(const AwaitSlot& question, Value value, const Understanding& words) {
    const FieldSpec* key = key_of(question);
    if (!key) return Answer{{}, std::move(value)};
    for (const Option& option : question.options) {
        const Record* record = option.value.record();
        if (record && record->field(key->name) == value) return of_option(option);
    }
    const Option* other = option_with(question.options, flow::option_other);
    if (!other) return std::nullopt;
    return Answer{other->id, {}, words.original};
}

bool calls_off(const Turn& turn, const Understanding& words) {
    return std::ranges::any_of(words.clauses, [&](const nlu::Clause& clause) {
        return aside(clause, turn.script(), "cancel") != nullptr;
    });
}

MaybeAnswer slot_answer(const Turn& turn, const AwaitSlot& question, const Understanding& words) {
    if (is_free(question.type)) return free_answer(turn, question, words);
    const std::string type = value_type(turn, question);
    if (!type.empty()) {
        auto value = turn.script().lexicon->answer(type, words, turn.here());
        if (value && value->is_set()) return of_value(question, *std::move(value), words);
    }
    if (MaybeAnswer option = confirmed(turn, question.options, words)) return option;
    if (MaybeAnswer option = picked(turn, question.options, words)) return option;
    if (yes_or_no(turn, words) != false) return std::nullopt;
    const Option* skip = option_with(question.options, flow::option_skip);
    if (skip && needs_none(turn, words)) return of_option(*skip);
    // None of those listed. "No, …" may be the beginning of why, and picks nothing; "never mind"
    // wants none at all.
    const Option* other = option_with(question.options, flow::option_other);
    const bool plain = !nlu::read_answer_and_more(words.normal.text);
    return other && plain && !calls_off(turn, words) ? of_option(*other) : std::nullopt;
}

// The phrases of a choose live in the lexicon's choice type that was compiled for its step.
MaybeAnswer choose_answer(
    const Turn& turn, const AwaitChoose& question, const Understanding& words
) {
    if (MaybeAnswer option = picked(turn, question.options, words)) return option;
    for (const Option& option : question.options) {
        const auto slot = slot_to_change(option.id);
        if (slot && calls_slot(turn, *slot, words.normal.text)) return of_option(option);
    }
    for (const Option& option : question.options) {
        const Choice* choice = option.value.get<Choice>();
        if (!choice || !turn.script().lexicon->knows_type(choice->type)) continue;
        const auto value = turn.script().lexicon->answer(choice->type, words, turn.here());
        const Choice* said = value ? value->get<Choice>() : nullptr;
        const Option* offered = said ? option_with(question.options, said->id) : nullptr;
        return offered ? of_option(*offered) : std::nullopt;
    }
    return std::nullopt;
}

// "Yes" goes on with the newest, "no" with none.
MaybeAnswer resume_answer(
    const Turn& turn, const AwaitResume& question, const Understanding& words
) {
    if (MaybeAnswer option = picked(turn, question.options, words)) return option;
    const auto yes = yes_or_no(turn, words);
    if (!yes || question.options.empty()) return std::nullopt;
    return of_option(*yes ? question.options.front() : question.options.back());
}

MaybeAnswer answer_in(const Turn& turn, const Understanding& words) {
    return std::visit(
        overloaded{
            [&](const AwaitSlot& q) { return slot_answer(turn, q, words); },
            [&](const AwaitConfirm&) {
                const auto yes = yes_or_no(turn, words);
                return yes ? MaybeAnswer(Answer{*yes ? "yes" : "no", *yes}) : std::nullopt;
            },
            [&](const AwaitChoose& q) { return choose_answer(turn, q, words); },
            [&](const AwaitClarify& q) { return picked(turn, q.options, words); },
            [&](const AwaitResume& q) { return resume_answer(turn, q, words); },
            [](const Idle&) { return MaybeAnswer(); },
            [](const AwaitSignIn&) { return MaybeAnswer(); },
            [](const AwaitAction&) { return MaybeAnswer(); },
        },
        turn.state().awaiting
    );
}

std::vector<Option> options_of(const Awaiting& awaiting) {
    if (const auto* slot = std::get_if<AwaitSlot>(&awaiting)) return slot->options;
    if (const auto* choose = std::get_if<AwaitChoose>(&awaiting)) return choose->options;
    if (const auto* clarify = std::get_if<AwaitClarify>(&awaiting)) return clarify->options;
    if (const auto* resume = std::get_if<AwaitResume>(&awaiting)) return resume->options;
    return {};
}

// A rule that always holds wins over free text, and over a clause that only happens to answer.
bool is_always(const Part& part) {
    return part.winner() && part.winner()->of == Class::always;
}

// "Where is order 2024061234?" while the return asks for a number: words that hold the value and
// mean the same without it have more right to it than the question has. ("Order 2024061234" has
// none: it is how such a question is answered.)
bool claims_value(const Turn& turn, const Understanding& message, const Part& part) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || !part.winner() || !turn.frame()) return false;
    const Intent* intent = part.winner()->intent;
    if (intent->starts.empty() || intent->starts == turn.frame()->flow) return false;
    const auto found = only_mention(turn, question->type, message.normal, part.clause->span);
    if (!found || is_free(question->type)) return false;
    const Understanding rest =
        turn.script().lexicon->understand(words_without(message, part.clause->span, {found->span}));
    if (names_slot(turn, question->slot, rest.normal.text)) return false;
    return std::ranges::any_of(rest.clauses, [&](const nlu::Clause& clause) {
        const auto ranking = rank(clause, turn.script(), turn.frame()->flow);
        return !ranking.empty() && ranking.front().intent == intent;
    });
}

// Words that mean something else than any of the errands offered: "where is my refund" picks no
// "refund" out of them.
bool means_another(const Turn& turn, const Part& part) {
    const Awaiting& open = turn.state().awaiting;
    const bool offers =
        std::holds_alternative<AwaitResume>(open) || std::holds_alternative<AwaitClarify>(open);
    const Intent* intent = part.winner()->intent;
    if (!offers || is_pleasantry(*intent) || !intent->role.empty()) return false;
    return option_with(options_of(open), intent->id) == nullptr;
}

// Who asks for a person gets one, whatever else the words answer; and calling the whole thing off
// is more than a "no" that would only be asked what to change, and so is beginning it anew.
bool outranks_answer(const Turn& turn, const Understanding& message, const Part& part) {
    if (!part.winner()) return false;
    const std::string& role = part.winner()->intent->role;
    if (role == "human_agent" || claims_value(turn, message, part)) return true;
    if (means_another(turn, part)) return true;
    if (!std::holds_alternative<AwaitConfirm>(turn.state().awaiting)) return false;
    return role == "restart" || (role == "cancel" && !no_leads_on(turn));
}

// "Never mind, exchange it": who calls the errand off and wants another answers nothing of it.
bool changes_errand(const Turn& turn, const std::vector<Part>& parts) {
    const auto calls_off = [](const Part& part) {
        return part.winner() && part.winner()->intent->role == "cancel";
    };
    const auto wants = [&](const Part& part) {
        return part.winner() && turn.script().flow(part.winner()->intent->starts);
    };
    return std::ranges::any_of(parts, calls_off) && std::ranges::any_of(parts, wants);
}

bool says_nothing_else(const Part& part) {
    return !part.winner() || is_pleasantry(*part.winner()->intent);
}

void answer_by_clauses(const Turn& turn, const Understanding& message, Reading& reading) {
    for (std::size_t i = 0; i < reading.parts.size(); ++i) {
        if (is_always(reading.parts[i])) continue;
        reading.answer = answer_in(turn, clause_alone(message, i));
        if (!reading.answer) continue;
        reading.parts[i].use = Use::answer;
        return;
    }
}

void answer_by_all(const Turn& turn, const Understanding& message, Reading& reading) {
    reading.answer = answer_in(turn, message);
    if (!reading.answer) return;
    for (Part& part : reading.parts)
        part.use = Use::answer;
}

// "I think it must be 2024061234": no answer in form, but the one such value in words that mean
// nothing else.
void answer_by_mention(const Turn& turn, const Understanding& message, Reading& reading) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || is_free(question->type)) return;
    const std::string type = value_type(turn, *question);
    for (Part& part : reading.parts) {
        if (!says_nothing_else(part)) continue;
        const auto found = only_mention(turn, type, message.normal, part.clause->span);
        if (!found) continue;
        reading.answer = of_value(*question, found->value, message);
        if (reading.answer) part.use = Use::answer;
        return;
    }
}

// "ok" and "no" of content's own intents, where the lexicon's forms of yes and no do not reach.
void answer_by_role(const Turn& turn, Reading& reading) {
    if (!std::holds_alternative<AwaitConfirm>(turn.state().awaiting)) return;
    for (Part& part : reading.parts) {
        if (!part.winner()) continue;
        const std::string& role = part.winner()->intent->role;
        if (role != "affirm" && role != "deny") continue;
        const bool yes = role == "affirm";
        reading.answer = Answer{yes ? "yes" : "no", yes};
        part.use = Use::answer;
        return;
    }
}

// "No, the TV": what follows the correction may answer what is asked now.
void answer_by_correction(const Turn& turn, const Understanding& message, Reading& reading) {
    for (Part& part : reading.parts) {
        if (!part.winner() || part.winner()->intent->role != "correct") continue;
        const nlu::Span rest{part.winner()->hit->span.end, part.clause->span.end};
        reading.answer =
            answer_in(turn, turn.script().lexicon->understand(original(message, rest)));
        if (!reading.answer) continue;
        part.use = Use::answer;
        return;
    }
}

bool by_exactly(const Turn& turn, const Part& part, const Intent& intent) {
    return std::ranges::any_of(part.clause->hits, [&](const nlu::Hit& hit) {
        return &turn.script().intents[hit.intent] == &intent
               && turn.script().lexicon->rules()[hit.rule].kind == nlu::RuleKind::exactly;
    });
}

// "Picked the wrong one" and no more speaks of what was answered before, though a reason may be
// called by the same words: its meaning comes first.
bool takes_back(const Turn& turn, Part& part) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || is_free(question->type) || question->type == "yes_no") return false;
    const auto correction = std::ranges::find_if(part.ranking, [&](const Candidate& one) {
        return one.intent->role == "correct" && by_exactly(turn, part, *one.intent);
    });
    if (correction == part.ranking.end() || !has_answers(turn)) return false;
    std::rotate(part.ranking.begin(), correction, correction + 1);
    part.takes_back = true;
    return true;
}

bool starts_other(const Turn& turn, const Intent& intent) {
    const Intent* under_way = turn.script().intent(errand_intent(turn));
    return !under_way || intent.starts.empty() || intent.starts != under_way->starts;
}

// More words than these are a story, whatever some of them ask for.
constexpr std::size_t request_bytes_max = 48;

// "Why?", "thanks", "where is my order?" where free text is asked for: words that are all of
// another meaning, and short. What the errand's own rules know is its text; so is all that merely
// tells.
bool is_no_text(const Turn& turn, const Understanding& message, const Part& part) {
    if (!part.winner() || part.winner()->of == Class::vague) return false;
    const Intent& intent = *part.winner()->intent;
    if (is_pleasantry(intent) || !intent.role.empty()) return by_exactly(turn, part, intent);
    const bool ours = std::ranges::any_of(part.ranking, [&](const Candidate& one) {
        return one.intent->id == errand_intent(turn);
    });
    if (aside(*part.clause, turn.script(), "instead") && starts_other(turn, intent)) return true;
    const std::string& normal = message.normal.text;
    const bool brief = normal.size() <= request_bytes_max && normal.find(',') == std::string::npos;
    return !ours && brief && starts_other(turn, intent)
           && (nlu::is_request(normal)
               || nlu::is_request(normal.substr(part.winner()->hit->span.begin)));
}

}  // namespace

Reading read(const Turn& turn, const Understanding& message) {
    const Frame* frame = turn.frame();
    Reading reading;
    for (const nlu::Clause& clause : message.clauses)
        reading.parts.push_back({&clause, rank(clause, turn.script(), frame ? frame->flow : "")});
    const auto stops = [&](const Part& part) {
        return outranks_answer(turn, message, part);
    };
    if (std::ranges::any_of(reading.parts, stops)) return reading;
    if (changes_errand(turn, reading.parts)) return reading;
    if (reading.parts.size() == 1 && takes_back(turn, reading.parts.front())) return reading;
    const bool whole = message.clauses.size() == 1;
    const bool interrupted = std::ranges::any_of(reading.parts, is_always);
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (question && is_free(question->type)) {
        const bool other = whole && is_no_text(turn, message, reading.parts.front());
        if (!interrupted && !other) answer_by_all(turn, message, reading);
        return reading;
    }
    if (!whole) answer_by_clauses(turn, message, reading);
    if (!reading.answer && (whole || !interrupted)) answer_by_all(turn, message, reading);
    if (!reading.answer) answer_by_mention(turn, message, reading);
    if (!reading.answer) answer_by_role(turn, reading);
    const bool asks_value = std::holds_alternative<AwaitSlot>(turn.state().awaiting);
    if (!reading.answer && asks_value) answer_by_correction(turn, message, reading);
    return reading;
}

std::optional<Answer> tapped_answer(const Awaiting& awaiting, std::string_view id) {
    if (std::holds_alternative<AwaitConfirm>(awaiting)) {
        if (id != "yes" && id != "no") return std::nullopt;
        return Answer{std::string(id), id == "yes"};
    }
    for (const Option& option : options_of(awaiting)) {
        if (option.id == id) return of_option(option);
    }
    return std::nullopt;
}

}  // namespace clerk::turn
