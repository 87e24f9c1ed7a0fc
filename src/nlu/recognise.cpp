#include "nlu/recognise.hpp"

#include "base/limits.hpp"
#include "base/trim.hpp"
#include "nlu/amounts.hpp"
#include "nlu/clock_times.hpp"
#include "nlu/dates.hpp"
#include "nlu/digit_runs.hpp"
#include "nlu/doubts.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"
#include "nlu/options.hpp"
#include "nlu/politeness.hpp"
#include "nlu/regex.hpp"
#include "nlu/spoken_times.hpp"
#include "nlu/word_list.hpp"
#include "nlu/yes_no.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

Span span_of(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

string_view part_of(const NormalText& text, Span within) {
    return string_view(text.text).substr(within.begin, within.end - within.begin);
}

// Every match of an expression.
template <class Use>
void each_match(const re2::RE2& pattern, const NormalText& text, Span within, Use use) {
    const re2::StringPiece whole(text.text.data(), within.end);
    std::size_t at = within.begin;
    re2::StringPiece found;
    while (at < within.end && pattern.Match(whole, at, within.end, re2::RE2::UNANCHORED, &found, 1)
    ) {
        const auto begin = static_cast<std::size_t>(found.data() - whole.data());
        const std::size_t end = begin + found.size();
        if (end == begin) break;
        use(span_of(begin, end));
        at = end;
    }
}

// A phone's digits alone: 138 1234-5678 is 13812345678; China's 86 goes, any other country stays.
// Empty: too few or too many for a phone.
std::string phone_digits(string_view written) {
    std::string digits;
    for (const char c : written) {
        if (is_digit(static_cast<unsigned char>(c))) digits += c;
    }
    if (digits.starts_with("0086")) digits.erase(0, 2);
    if (digits.size() == 13 && digits.starts_with("861")) return digits.substr(2);
    const bool abroad = written.starts_with('+') && !digits.starts_with("86");
    if (!abroad) return digits;
    constexpr std::size_t least = 8;
    constexpr std::size_t most = 15;  // E.164
    return digits.size() < least || digits.size() > most ? std::string() : '+' + digits;
}

bool holds_digit(string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<Mention> plain_mentions(const PatternType& type, const NormalText& text, Span within) {
    std::vector<Mention> found;
    if (type.digit_first && !holds_digit(part_of(text, within))) return found;
    each_match(*type.finds, text, within, [&](Span span) {
        const string_view written = part_of(text, span);
        std::string value = type.name == "phone" ? phone_digits(written) : std::string(written);
        if (!value.empty()) found.push_back({span, Value(std::move(value))});
    });
    return found;
}

// Also in groups and read out, where no number stands as it should.
std::vector<Mention> pattern_mentions(
    const PatternType& type, const NormalText& text, Span within, RunsOf runs = {}
) {
    std::vector<Mention> found = plain_mentions(type, text, within);
    const bool digits = type.digit_first || type.name == "order_no" || type.name == "phone";
    if (!found.empty() || !digits) return found;
    const auto joined = join_digits(text.text, within, runs);
    if (!joined) return found;
    const auto end = static_cast<std::uint32_t>(joined->text.size());
    found = plain_mentions(type, *joined, {0, end});
    for (Mention& one : found) {
        one.span = {joined->source[one.span.begin], joined->source[one.span.end]};
    }
    return found;
}

// What `read` finds, trying every place from the left; nothing that is denied, and no span's ends.
template <class Read>
std::vector<Mention> read_mentions(const NormalText& text, Span within, SpanOf what, Read read) {
    std::vector<Mention> found;
    const string_view whole = string_view(text.text).substr(0, within.end);
    for (std::size_t at = within.begin; at < within.end;) {
        Reader reader(whole, at);
        // Of hours "ten to five" may be one: only what is none is a span.
        if (what != SpanOf::hours && skip_span(reader, what)) {
            at = reader.at();
            continue;
        }
        if (auto value = attempt(reader, read); value && reader.at() > at) {
            const bool meant =
                !is_denied(whole, at, reader.at()) && !is_below_nothing(whole.substr(0, at));
            if (meant) found.push_back({span_of(at, reader.at()), Value(*std::move(value))});
            at = reader.at();
            continue;
        }
        at = skip_span(reader, what) ? reader.at() : next_place(whole, at);
    }
    return found;
}

std::vector<Mention> date_time_mentions(const NormalText& text, Span within, Here here) {
    std::vector<Mention> found;
    for (const DateTimeMention& one :
         find_date_times(text.text, within.begin, within.end, here.now, here.offset)) {
        found.push_back({span_of(one.begin, one.end), Value(one.at)});
    }
    return found;
}

// What holds nothing between calls but its size.
struct ChoiceWork {
    RuleIndex::Work index;
    std::vector<std::uint32_t> options;
    Program::Subject subject;
    Program::Work program;
};

// Every match of an option's program; where that gives up, of its RE2.
template <class Use>
void each_match(
    const ChoiceOption& option, const NormalText& text, Span within, ChoiceWork& work, Use use
) {
    for (std::uint32_t at = within.begin; at < within.end;) {
        const Program::Where where{{0, within.end}, false, at};
        const auto answer = option.program.run(work.subject, where, work.program);
        if (answer == Program::Answer::gave_up) {
            const re2::RE2 once(option.source, regex_options());
            return each_match(once, text, {at, within.end}, use);
        }
        if (answer == Program::Answer::no || work.program.span.empty()) return;
        use(work.program.span);
        at = work.program.span.end;
    }
}

std::vector<Mention> choice_mentions(const ChoiceType& type, const NormalText& text, Span within) {
    std::vector<Mention> found;
    thread_local ChoiceWork work;  // what it holds between calls means nothing
    type.index.candidates(part_of(text, within), work.index, work.options);
    if (work.options.empty()) return found;
    work.subject.take(text.text);
    for (const std::uint32_t i : work.options) {
        const ChoiceOption& option = type.options[i];
        each_match(option, text, within, work, [&](Span span) {
            found.push_back({span, Value(Choice{type.name, option.id})});
        });
    }
    // Where two overlap the longer says more.
    std::stable_sort(found.begin(), found.end(), [](const Mention& a, const Mention& b) {
        return a.span.end - a.span.begin > b.span.end - b.span.begin;
    });
    std::vector<Mention> kept;
    for (Mention& one : found) {
        const bool covered = std::any_of(kept.begin(), kept.end(), [&](const Mention& longer) {
            return one.span.begin < longer.span.end && longer.span.begin < one.span.end
                   && one.span != longer.span;
        });
        if (!covered) kept.push_back(std::move(one));
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Mention& a, const Mention& b) {
        return a.span.begin < b.span.begin;
    });
    return kept;
}

std::vector<Mention> product_mentions(const Types& types, const NormalText& text, Span within) {
    std::vector<Mention> found;
    for (const ProductMention& one : types.products().find(text.text, within)) {
        found.push_back({one.span, Value(types.products().id(one.product))});
    }
    return found;
}

string_view words_in(string_view text) {
    return clerk::trimmed(text, " \t\r\n,:");
}

// The words as the shopper wrote them. Not known from a NormalText alone, so mentions give the
// normal form's words; answers, which have the message, give the original's.
std::vector<Mention> text_mentions(const NormalText& text, Span within) {
    const string_view words = words_in(part_of(text, within));
    if (words.empty()) return {};
    return {{within, Value(std::string(words))}};
}

}  // namespace

std::vector<Mention> find_mentions(
    const Types& types, string_view type, const NormalText& text, Span within, Here here
) {
    const string_view name = bare_type(type);
    if (within.end > text.text.size() || within.begin >= within.end) return {};
    if (const PatternType* pattern = types.pattern(name)) {
        return pattern_mentions(*pattern, text, within);
    }
    if (const ChoiceType* choice = types.choice(name)) {
        return choice_mentions(*choice, text, within);
    }
    const Date today = local_date(here.now, here.offset);
    if (name == "money") return read_mentions(text, within, SpanOf::numbers, read_money);
    if (name == "quantity") return read_mentions(text, within, SpanOf::numbers, read_quantity);
    if (name == "time") return read_mentions(text, within, SpanOf::hours, read_time);
    if (name == "date") {
        return read_mentions(text, within, SpanOf::days, [&](Reader& at) {
            return read_date(at, today);
        });
    }
    if (name == "date_time") return date_time_mentions(text, within, here);
    if (name == "product") return product_mentions(types, text, within);
    if (name == "address" || name == "free_text") return text_mentions(text, within);
    return {};
}

namespace {

// All mentions mean the same, or there is no telling which was meant.
std::optional<Value> only_value(std::vector<Mention> found) {
    if (found.empty()) return std::nullopt;
    for (const Mention& one : found) {
        if (!(one.value == found.front().value)) return std::nullopt;
    }
    return std::move(found.front().value);
}

Span whole_of(const NormalText& text) {
    return {0, static_cast<std::uint32_t>(text.text.size())};
}

void append(std::vector<Mention>& all, std::vector<Mention> more) {
    for (Mention& one : more)
        all.push_back(std::move(one));
}

// Nothing but a number.
std::optional<std::int64_t> bare_number(string_view core) {
    Reader reader(core, 0);
    const std::optional<std::int64_t> number = read_number(reader);
    return reader.at_end() ? number : std::nullopt;
}

std::optional<Value> money_answer(string_view core) {
    Reader reader(core, 0);
    const std::optional<std::int64_t> amount = read_hundredths(reader);
    if (!amount || !reader.at_end()) return std::nullopt;
    return Value(Money{*amount, "CNY"});
}

// "10", "at 3" or "three thirty" to "when?".
std::optional<Value> time_answer(string_view core) {
    Reader reader(core, 0);
    (void)take_joint(reader);
    Reader words = reader;
    const auto spoken = read_bare_hour(words, PartOfDay::none);
    if (spoken && words.at_end()) return Value(*spoken);
    const std::optional<std::int64_t> hour = read_number(reader);
    if (!hour || !reader.at_end() || *hour < 1 || *hour > 24) return std::nullopt;
    const int clock = static_cast<int>(*hour % 24);
    return Value(ClockTime{clock >= 1 && clock <= 6 ? clock + 12 : clock, 0});
}

// 20240703: the digits of a day alone.
std::optional<Value> date_answer(string_view core) {
    Reader reader(core, 0);
    const auto digits = reader.digits(8, 8);
    if (!digits || !reader.at_end()) return std::nullopt;
    const auto day = static_cast<int>(*digits);
    const auto date = date_of({day / 10'000, day / 100 % 100, day % 100});
    const bool near = day >= 1990'00'00 && day <= 2100'12'31;
    return date && near ? std::optional(Value(*date)) : std::nullopt;
}

// "10 tomorrow".
std::optional<Value> date_time_answer(string_view core, Here here) {
    Reader reader(core, 0);
    const auto at = read_hour_and_day(reader, here.now, here.offset);
    return at && reader.at_end() ? std::optional(Value(*at)) : std::nullopt;
}

// "about 100", 大概一百左右, "just one": the number alone.
string_view without_hedges(string_view core) {
    static constexpr WordList front(
        {"大概", "大约",     "差不多", "约",    "也就",    "就要",          "就",
         "只要", "只",       "一共",   "总共",  "about",   "around",        "just the",
         "just", "only the", "only",   "maybe", "roughly", "approximately", "probably"}
    );
    static constexpr WordList behind({"左右", "上下", "整", "only", "or so"});
    for (std::size_t n = front.in_front(core); n > 0; n = front.in_front(core)) {
        core.remove_prefix(n);
        core = words_in(core);
    }
    core.remove_suffix(behind.at_end(core));
    return words_in(core);
}

// What is a value only because it was asked for, and all that is said.
std::optional<Value> bare_answer(string_view type, string_view core, Here here) {
    if (type == "quantity") {
        const std::optional<std::int64_t> count = bare_number(core);
        constexpr std::int64_t quantity_max = 9'999;
        if (count && *count <= quantity_max) return Value(*count);
    }
    if (type == "money") return money_answer(core);
    if (type == "time") return time_answer(core);
    if (type == "date") return date_answer(core);
    if (type == "date_time") return date_time_answer(core, here);
    return std::nullopt;
}

// The original's words behind a part of the normal form.
std::string original_words(const Understanding& message, Span part) {
    const NormalText& normal = message.normal;
    const std::uint32_t begin = normal.source[part.begin];
    const std::uint32_t end = normal.source[part.end];
    return std::string(words_in(string_view(message.original).substr(begin, end - begin)));
}

std::optional<Value> text_answer(const Understanding& message) {
    if (weight(message.normal.text) == 0) return std::nullopt;
    return Value(std::string(words_in(message.original)));
}

// Who is asked for the last four digits may give the whole number.
std::optional<Value> tail_answer(const PatternType& phone, const NormalText& text) {
    constexpr std::size_t tail = 4;
    std::vector<Mention> whole = pattern_mentions(phone, text, whole_of(text));
    for (Mention& one : whole) {
        const std::string& digits = std::get<std::string>(one.value.held);
        one.value = Value(digits.substr(digits.size() - std::min(tail, digits.size())));
    }
    return only_value(std::move(whole));
}

// Without "我的地址是" in front; a place has more than a word.
std::optional<Value> address_answer(const Understanding& message) {
    // clang-format off
    constexpr auto lead_ins = std::to_array<string_view>({
        "我的收货地址是", "收货地址是", "我的地址是", "地址是", "收货地址", "地址", "送到", "寄到", "上门地址是",
        "my address is", "the address is", "it is", "address",
    });
    // clang-format on
    const Span core = core_of(message.normal.text, whole_of(message.normal));
    string_view text = part_of(message.normal, core);
    for (const string_view one : lead_ins) {
        if (text.size() > one.size() && text.starts_with(one)) {
            text.remove_prefix(one.size());
            while (text.starts_with(' ') || text.starts_with(':'))
                text.remove_prefix(1);
            break;
        }
    }
    constexpr int least = 4;  // two Han, or four letters
    if (weight(text) < least) return std::nullopt;
    const auto begin = static_cast<std::size_t>(text.data() - message.normal.text.data());
    return Value(original_words(message, span_of(begin, begin + text.size())));
}

std::optional<Value> choice_answer(const ChoiceType& type, const NormalText& text) {
    const auto value = [&](std::size_t i) {
        return Value(Choice{type.name, type.options[i].id});
    };
    if (const auto place = read_place(text.text, type.options.size())) return value(*place);
    if (auto said = only_value(choice_mentions(type, text, whole_of(text)))) return said;
    std::vector<std::string> labels;
    std::vector<std::size_t> option_of;
    for (std::size_t i = 0; i < type.options.size(); ++i) {
        for (const std::string& label : type.options[i].labels) {
            labels.push_back(label);
            option_of.push_back(i);
        }
    }
    const std::optional<std::size_t> label = match_label(text.text, labels);
    if (!label) return std::nullopt;
    return value(option_of[*label]);
}

// "The Haier one": by a part of its names, where that is said of no other product.
std::optional<Value> product_answer(const Products& products, string_view normal) {
    const std::optional<std::uint32_t> fit = products.only_fit(bare_choice(normal));
    return fit ? std::optional(Value(products.id(*fit))) : std::nullopt;
}

}  // namespace

std::optional<Value> read_answer(
    const Types& types, string_view type, const Understanding& message, Here here
) {
    const string_view name = bare_type(type);
    const NormalText& text = message.normal;
    if (name == "free_text") return text_answer(message);
    if (name == "address") return address_answer(message);
    if (name == "yes_no") {
        const std::optional<bool> said = read_yes_no(text.text);
        return said ? std::optional<Value>(Value(*said)) : std::nullopt;
    }
    if (const ChoiceType* choice = types.choice(name)) return choice_answer(*choice, text);
    if (name == "phone_tail") {
        if (auto tail = tail_answer(*types.pattern("phone"), text)) return tail;
    }
    std::vector<Mention> found = find_mentions(types, name, text, whole_of(text), here);
    if (name == "quantity")
        append(found, read_mentions(text, whole_of(text), SpanOf::numbers, read_floor));
    const PatternType* pattern = types.pattern(name);
    if (pattern && found.empty()) {
        constexpr RunsOf asked{4, true};
        found = pattern_mentions(*pattern, text, whole_of(text), asked);
    }
    if (!found.empty()) return only_value(std::move(found));
    if (name == "product") return product_answer(types.products(), text.text);
    const Span core = core_of(text.text, whole_of(text));
    if (is_below_nothing(string_view(text.text).substr(0, core.begin))) return std::nullopt;
    return bare_answer(name, without_hedges(part_of(text, core)), here);
}

std::optional<std::size_t> pick_option(
    const Normaliser& normaliser, std::span<const std::string> labels, const Understanding& message
) {
    if (labels.empty() || message.normal.text.empty()) return std::nullopt;
    if (const auto place = read_place(message.normal.text, labels.size())) return place;
    std::vector<std::string> normal;
    for (const std::string& label : labels)
        normal.push_back(normaliser.normalise(label).text);
    return match_label(message.normal.text, normal);
}

}  // namespace clerk::nlu
