#include "turn/mention.hpp"

#include "base/utf8.hpp"
#include "nlu/common_words.hpp"
#include "turn/phone_tail.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <set>

namespace clerk::turn {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_bare_number(std::string_view words) {
    return words.size() < telling_digits_min && std::ranges::all_of(words, is_digit);
}

std::string_view slice(const nlu::NormalText& text, nlu::Span span) {
    return std::string_view(text.text).substr(span.begin, span.end - span.begin);
}

std::string slot_of(const nlu::Capture& capture, const flow::Flow* flow) {
    if (!flow) return capture.slot.empty() ? capture.type : capture.slot;
    if (!capture.slot.empty()) return flow->slot(capture.slot) ? capture.slot : std::string();
    const flow::SlotSpec* first = flow->first_slot_of(capture.type);
    return first ? first->name : std::string();
}

// The longest run of two or more Han that the label and the words share; empty: none.
std::string_view shared_han(std::string_view label, std::string_view words) {
    std::string_view longest;
    for (std::size_t from = 0; from < label.size(); from += utf8::step(label, from).bytes) {
        std::size_t to = from;
        while (to < label.size() && utf8::is_han(utf8::step(label, to).code_point)) {
            to += utf8::step(label, to).bytes;
            const std::string_view run = label.substr(from, to - from);
            if (words.find(run) == std::string_view::npos) break;
            if (run.size() > longest.size()) longest = run;
        }
    }
    return utf8::length(longest) >= 2 ? longest : std::string_view();
}

std::set<std::string_view> latin_words(std::string_view text) {
    const auto is_letter = [](char c) {
        return c >= 'a' && c <= 'z';
    };
    std::set<std::string_view> words;
    for (auto at = text.begin(); at != text.end();) {
        const auto from = std::find_if(at, text.end(), is_letter);
        at = std::find_if_not(from, text.end(), is_letter);
        const std::string_view word(from, at);
        if (word.size() >= 2 && !nlu::is_common_word(word)) words.insert(word);
    }
    return words;
}

// What of a label is found in words: a run of Han, and whole Latin words but for those in
// everybody's mouth ("and"). Digits count for nothing: "2" said before any list was shown counts
// something else.
std::set<std::string, std::less<>> shared(std::string_view label, std::string_view words) {
    std::set<std::string, std::less<>> both;
    if (const auto han = shared_han(label, words); !han.empty()) both.emplace(han);
    const std::set<std::string_view> said = latin_words(words);
    for (const std::string_view word : latin_words(label)) {
        if (said.contains(word)) both.emplace(word);
    }
    return both;
}

// "The white fridge" names the white one of two; "the fridge and the TV" names both.
struct Naming {
    const Option* option = nullptr;
    std::set<std::string, std::less<>> words;

    [[nodiscard]] bool says_less_than(const Naming& other) const {
        const auto stands_in_other = [&](const std::string& word) {
            return std::ranges::any_of(other.words, [&](const std::string& longer) {
                return longer.find(word) != std::string::npos;
            });
        };
        return words != other.words && std::ranges::all_of(words, stands_in_other);
    }
};

// A label without what it adds in brackets: "air conditioner (Sat 29 June, Shipped)" is not what
// "Saturday" means.
std::string_view name_in(std::string_view label) {
    const std::size_t bracket = label.find('(');
    return bracket == 0 ? label : label.substr(0, bracket);
}

std::optional<Found> option_in(
    const Turn& turn, const flow::AskSlot& question, const std::string& heard
) {
    // Line by line: what was said after the errand's own words may be of another thing.
    for (const auto line : std::views::split(heard, '\n')) {
        const std::string words(line.begin(), line.end());
        const auto named = named_options(turn, question.options, words);
        if (named.empty()) continue;
        const bool clear = named.size() == 1 || question.unasked;
        if (!clear || !named.front()->value.is_set()) return std::nullopt;
        return Found{named.front()->value, 0, heard};
    }
    return std::nullopt;
}

std::optional<Found> value_in(const Turn& turn, const std::string& type, const std::string& heard) {
    const nlu::NormalText& normal = turn.normal_of(heard);
    const nlu::Span all{0, static_cast<std::uint32_t>(normal.text.size())};
    const auto mention = only_mention(turn, type, normal, all);
    if (!mention || is_bare_number(slice(normal, mention->span))) return {};
    nlu::Understanding words;
    words.original = heard;
    words.normal = normal;
    return Found{mention->value, 0, words_without(words, all, {mention->span})};
}

}  // namespace

std::string original(const nlu::Understanding& message, nlu::Span span) {
    const auto& source = message.normal.source;
    const std::size_t begin = source[span.begin];
    // The end of the last code point of the span, not the beginning of the next: what normalising
    // dropped in between belongs to neither.
    return message.original.substr(begin, source[span.end] - begin);
}

std::string words_without(
    const nlu::Understanding& message, nlu::Span span, std::vector<nlu::Span> taken
) {
    std::ranges::sort(taken, {}, &nlu::Span::begin);
    std::string left;
    std::uint32_t at = span.begin;
    for (const nlu::Span cut : taken) {
        if (cut.begin < at) continue;
        left += original(message, {at, cut.begin}) + ' ';
        at = cut.end;
    }
    return left + original(message, {at, span.end});
}

nlu::Understanding clause_alone(const nlu::Understanding& message, std::size_t clause) {
    const nlu::Clause& whole = message.clauses[clause];
    const auto [begin, end] = whole.span;
    nlu::Understanding part;
    part.lexicon_hash = message.lexicon_hash;
    part.original = original(message, whole.span);
    part.normal.text = std::string(slice(message.normal, whole.span));
    for (std::uint32_t i = begin; i <= end; ++i)
        part.normal.source.push_back(message.normal.source[i] - message.normal.source[begin]);
    nlu::Clause shifted = whole;
    const auto shift = [&](nlu::Span span) {
        return nlu::Span{span.begin - begin, span.end - begin};
    };
    shifted.span = shift(whole.span);
    for (auto* hits : {&shifted.hits, &shifted.vetoed}) {
        for (nlu::Hit& hit : *hits) {
            hit.span = shift(hit.span);
            for (nlu::Capture& capture : hit.captures)
                capture.span = shift(capture.span);
        }
    }
    part.clauses.push_back(std::move(shifted));
    return part;
}

bool is_free(std::string_view type) {
    return type == "free_text" || type == "address";
}

bool tells_itself(std::string_view type) {
    constexpr std::array<std::string_view, 6> silent{
        "yes_no", "free_text", "address", "quantity", "image", "phone_tail"};
    return std::ranges::find(silent, type) == silent.end();
}

std::optional<nlu::Mention> only_mention(
    const Turn& turn, std::string_view type, const nlu::NormalText& text, nlu::Span within
) {
    const std::string known = lexicon_type(turn.script(), type);
    if (known.empty() || known == "yes_no") return std::nullopt;
    const auto all = turn.script().lexicon->mentions(known, text, within, turn.here());
    if (all.empty()) return std::nullopt;
    const auto same = [&](const nlu::Mention& m) {
        return m.value == all.front().value;
    };
    return std::ranges::all_of(all, same) ? std::optional(all.front()) : std::nullopt;
}

std::string off_number(
    const Turn& turn, std::string_view type, const std::string& words, std::size_t digits_min
) {
    const nlu::NormalText& normal = turn.normal_of(words);
    const nlu::Span all{0, static_cast<std::uint32_t>(normal.text.size())};
    const auto tells = [&](std::string_view known) {
        return !turn.script().lexicon->mentions(known, normal, all, turn.here()).empty();
    };
    const std::string known = lexicon_type(turn.script(), type);
    if (known.empty() || tells(known) || tells("phone")) return {};
    const std::string& text = normal.text;
    for (auto at = text.begin(); at != text.end();) {
        const auto from = std::find_if(at, text.end(), is_digit);
        at = std::find_if_not(from, text.end(), is_digit);
        const std::string number(from, at);
        if (number.size() >= digits_min) return number;
    }
    return {};
}

std::optional<Value> other_mention(
    const Turn& turn,
    std::string_view type,
    const nlu::NormalText& text,
    nlu::Span within,
    const Value& than
) {
    const std::string known = lexicon_type(turn.script(), type);
    if (known.empty() || known == "yes_no") return std::nullopt;
    std::optional<Value> other;
    for (const auto& [span, value] :
         turn.script().lexicon->mentions(known, text, within, turn.here())) {
        if (value == than) continue;
        if (other && *other != value) return std::nullopt;
        other = value;
    }
    return other;
}

namespace {

// "I want to complain, the driver shouted at me": the intent is meant twice, by the wish and by
// what is told; either alone would do.
bool tells_story(const nlu::Clause& clause, const nlu::Hit& wish) {
    std::uint32_t first_end = UINT32_MAX;
    std::uint32_t last_begin = 0;
    for (const nlu::Hit& hit : clause.hits) {
        if (hit.intent != wish.intent) continue;
        first_end = std::min(first_end, hit.span.end);
        last_begin = std::max(last_begin, hit.span.begin);
    }
    return last_begin >= first_end;
}

}  // namespace

Opening opening_of(
    const Turn& turn,
    const nlu::Understanding& message,
    const nlu::Clause& clause,
    const Candidate& winner
) {
    const std::string& starts = winner.intent->starts;
    const flow::Flow* flow = starts.empty() ? nullptr : turn.script().flow(starts);
    Opening opening;
    std::vector<nlu::Span> taken;
    for (const nlu::Capture& capture : winner.hit->captures) {
        const std::string slot = slot_of(capture, flow);
        const auto mention = only_mention(turn, capture.type, message.normal, capture.span);
        if (slot.empty() || !mention) continue;
        set_value(opening.slots, slot, mention->value);
        taken.push_back(capture.span);
    }
    opening.heard = words_without(message, clause.span, std::move(taken));
    if (tells_story(clause, *winner.hit)) opening.story = original(message, clause.span);
    return opening;
}

std::vector<const Option*> named_options(
    const Turn& turn, const std::vector<Option>& options, const std::string& words
) {
    const nlu::Normaliser& normaliser = turn.script().lexicon->normaliser();
    const std::string& normal = turn.normal_of(words).text;
    std::vector<Naming> namings;
    for (const Option& option : options) {
        const std::string label = normaliser.normalise(option.label).text;
        auto both = shared(name_in(label), normal);
        if (!both.empty()) namings.push_back({&option, std::move(both)});
    }
    std::vector<const Option*> named;
    for (const Naming& one : namings) {
        const bool outdone = std::ranges::any_of(namings, [&](const Naming& other) {
            return one.says_less_than(other);
        });
        if (!outdone) named.push_back(one.option);
    }
    return named;
}

const Option* named_option(
    const Turn& turn, const std::vector<Option>& options, const std::string& words
) {
    const auto named = named_options(turn, options, words);
    return named.size() == 1 ? named.front() : nullptr;
}

namespace {

std::string without_blanks(std::string words) {
    words.erase(words.find_last_not_of(' ') + 1);
    return words;
}

}  // namespace

std::string missing_thing(const Turn& turn, const std::vector<Option>& options) {
    std::string missing;
    for (const std::string& heard : turn.frame()->heard) {
        const nlu::Understanding words = turn.script().lexicon->understand(heard);
        for (const nlu::Clause& clause : words.clauses) {
            const nlu::Hit* thing = aside(clause, turn.script(), "thing");
            if (!thing) continue;
            missing = without_blanks(original(words, thing->span));
            if (!named_options(turn, options, missing).empty()) return {};
        }
    }
    return missing;
}

namespace {

// What a slot is called, in every language.
std::vector<std::string> names_of_slot(const Turn& turn, std::string_view slot) {
    std::vector<std::string> names;
    const flow::MessageText* label = turn.script().text("slot." + std::string(slot));
    if (!label || label->empty()) return names;
    const flow::AdvanceContext with = turn.context();
    for (std::size_t i = 0; i < lang_count; ++i) {
        const flow::Rendering how{
            with.builtins, with.wording, static_cast<Lang>(i), with.now, with.offset};
        const std::string name = flow::render(label->lines.front().text.in[i], how);
        names.push_back(turn.script().lexicon->normaliser().normalise(name).text);
    }
    return names;
}

}  // namespace

bool names_slot(const Turn& turn, std::string_view slot, std::string_view normal) {
    const std::vector<std::string> names = names_of_slot(turn, slot);
    if (names.empty()) return normal.empty();
    return std::ranges::any_of(names, [&](const std::string& name) {
        return name.find(normal) != std::string::npos;
    });
}

bool calls_slot(const Turn& turn, std::string_view slot, std::string_view normal) {
    return std::ranges::any_of(names_of_slot(turn, slot), [&](const std::string& name) {
        return !name.empty() && normal.find(name) != std::string_view::npos;
    });
}

bool tells_only(
    const Turn& turn,
    const flow::SlotSpec& slot,
    const nlu::Understanding& message,
    nlu::Span within
) {
    const bool guess = is_bare_number(slice(message.normal, within));
    if (guess || !tells_itself(type_key(slot.type))) return false;
    const auto found = only_mention(turn, slot.type, message.normal, within);
    if (!found) return false;
    const std::string rest = words_without(message, within, {found->span});
    return names_slot(turn, slot.name, turn.script().lexicon->normaliser().normalise(rest).text);
}

bool is_collected(const flow::Flow& flow, std::string_view slot) {
    return std::ranges::any_of(flow.steps, [&](const flow::Step& step) {
        const auto* collect = std::get_if<flow::Collect>(&step.action);
        return collect && collect->slot == slot;
    });
}

bool tells_value(const Turn& turn, std::string_view type, const std::string& words) {
    const std::string known = lexicon_type(turn.script(), type);
    return !known.empty() && tells_itself(known) && value_in(turn, known, words).has_value();
}

namespace {

std::optional<Found> found_in(
    const Turn& turn,
    const flow::AskSlot& question,
    const std::string& type,
    const std::string& heard
) {
    if (type.empty()) return option_in(turn, question, heard);
    return type == "phone_tail" ? tail_in(turn, heard) : value_in(turn, type, heard);
}

// A day to come, a time or a phone number: who changes a delivery has said to what.
bool tells_when(const Turn& turn, const std::string& words) {
    const nlu::NormalText& normal = turn.normal_of(words);
    const nlu::Span all{0, static_cast<std::uint32_t>(normal.text.size())};
    const auto mentions = [&](std::string_view type) {
        return turn.script().lexicon->mentions(type, normal, all, turn.here());
    };
    const Date today = local_date(turn.now(), turn.here().offset);
    const auto to_come = [&](const nlu::Mention& mention) {
        const Date* day = mention.value.get<Date>();
        return day && *day > today;
    };
    return std::ranges::any_of(mentions("date"), to_come) || !mentions("time").empty()
           || !mentions("phone").empty();
}

// The newest words that tell it are the answer as they are.
std::optional<Found> told_in(const Turn& turn, const flow::AskSlot& question) {
    if (!question.unasked || question.type != "free_text") return std::nullopt;
    const std::vector<std::string>& heard = turn.frame()->heard;
    for (std::size_t i = heard.size(); i-- > 0;) {
        const std::size_t from = heard[i].find_first_not_of(" \t\n,.，。");
        if (from == std::string::npos || !tells_when(turn, heard[i])) continue;
        const std::size_t last = heard[i].find_last_not_of(" \t\n");
        return Found{heard[i].substr(from, last - from + 1), static_cast<std::uint32_t>(i), {}};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Found> find_heard(const Turn& turn, const flow::AskSlot& question) {
    if (is_free(question.type)) return told_in(turn, question);
    const std::string type = lexicon_type(turn.script(), question.type);
    const bool among_options = type.empty() && !question.options.empty();
    const bool told = tells_itself(type) || type == "phone_tail";
    if (!among_options && (type.empty() || !told)) return std::nullopt;
    const std::vector<std::string>& heard = turn.frame()->heard;
    for (std::size_t i = heard.size(); i-- > 0;) {
        auto found = found_in(turn, question, type, heard[i]);
        if (!found) continue;
        found->heard = static_cast<std::uint32_t>(i);
        return found;
    }
    return std::nullopt;
}

}  // namespace clerk::turn
