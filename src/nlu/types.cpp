#include "nlu/types.hpp"

#include "base/limits.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/phrase.hpp"
#include "nlu/raw_rule.hpp"
#include "nlu/regex.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

// clang-format off
constexpr auto built_in = std::to_array<string_view>({
    "order_no", "phone", "phone_tail", "money", "date", "time", "date_time", "quantity", "yes_no",
    "product", "address", "free_text", "image",
});
// clang-format on

// What only actions give; a phrase cannot ask for it.
constexpr auto results_only = std::to_array<string_view>({"text", "count", "bool", "duration"});

// Loose on purpose: a phrase only needs to know where the value stands; recognising reads it.
struct Shape {
    string_view type;
    string_view re2;
    string_view sample;
};

constexpr string_view number =
    R"re((?:[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千万半]+))re";

// clang-format off
constexpr auto shapes = std::to_array<Shape>({
    {"phone",
     R"re((?:\+86[ -]?|\b(?:00)?86[ -]?|\b)1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}\b|)re"
     R"re((?:\(0[0-9]{2,3}\)|\b0[0-9]{2,3})[ -]?[0-9]{3,4}[ -]?[0-9]{4}\b|)re"
     R"re((?:\([2-9][0-9]{2}\) ?|\b[2-9][0-9]{2}[ .-])[0-9]{3}[ .-][0-9]{4}\b|)re"
     R"re(\+[1-9][0-9]{0,2}(?:[ -]?\(?[0-9]{1,4}\)?){2,5}\b)re",
     "13812345678"},
    {"phone_tail", R"re(\b[0-9]{4}\b)re", "1234"},
    {"money", "", "100元"},
    {"quantity",
     R"re((?:\b[0-9]{1,6}|[一二两三四五六七八九十百]+|\b(?:a|an|one|two|three|four|five|six|seven|)re"
     R"re(eight|nine|ten)\b)[个台件只套把部双份箱条张支瓶盒包]?)re",
     "2"},
    {"date",
     R"re((?:[大今明昨前后]{1,2}[天日]|(?:下|这|本|上)*个?(?:周|星期|礼拜)[一二三四五六日天末]|)re"
     R"re([0-9一二三四五六七八九十]{1,4}[年月号日][0-9一二三四五六七八九十月日号年]*|)re"
     R"re(\b[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?\b|)re"
     R"re(\b(?:today|tomorrow|yesterday|(?:(?:next|this|last|on) )?)re"
     R"re((?:mon|tues?|wednes|thurs?|fri|)re"
     R"re(satur|sun)day|[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}|[a-z]{3,9} [0-9]{1,2}\b)))re",
     "明天"},
    {"time",
     R"re((?:[早上中下晚凌傍][上午晨]?)?(?:[0-9]{1,2}|[一二两三四五六七八九十]+)(?:[点:时][0-9半一)re"
     R"re(二两三四五六七八九十刻分整]*)? ?(?:[ap]\.?m\b)?|\b(?:noon|midnight)\b)re",
     "3点"},
    {"date_time", R"re([^,]+)re", "明天3点"},
    {"yes_no",
     R"re((?:是的?|对的?|好的?|可以|行|嗯|没错|不是?|不用了?|不要|算了|\b(?:yes|yeah|ok|okay|sure|)re"
     R"re(no|nope)\b))re",
     "是"},
    {"address", ".+", "北京"},
});

// clang-format on

template <class Range>
bool contains(const Range& names, string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool fits(const std::string& source, string_view text) {
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), RE2(source, regex_options()));
}

// The last element of a pattern, with its quantifier left off: "[0-9]" of "a[0-9]{10}".
std::string last_element(string_view source) {
    if (source.ends_with('}')) source = source.substr(0, source.rfind('{'));
    while (!source.empty() && string_view("*+?").find(source.back()) != string_view::npos) {
        source.remove_suffix(1);
    }
    if (source.ends_with(']')) return std::string(source.substr(source.rfind('[')));
    if (source.size() >= 2 && source[source.size() - 2] == '\\') {
        return std::string(source.substr(source.size() - 2));
    }
    if (source.empty() || !is_word_byte(source.back())) return {};
    return std::string(source.substr(source.size() - 1));
}

// Between which two bytes all lie that a match may begin with.
struct FirstByte {
    char low = '\0';
    char high = '\x7F';
};

FirstByte first_byte_of(const std::string& source) {
    const RE2 pattern("^(?:" + source + ")", regex_options());
    std::string low;
    std::string high;
    if (!pattern.ok() || !pattern.PossibleMatchRange(&low, &high, 4)) return {};
    if (low.empty() || high.empty()) return {};
    return {low.front(), high.front()};
}

bool is_word(FirstByte first) {
    const auto word = [](char c) {
        return is_word_byte(c) || (c >= 'A' && c <= 'Z');
    };
    return word(first.low) && word(first.high);
}

bool is_digit(FirstByte first) {
    return first.low >= '0' && first.high <= '9';
}

bool ends_with_word(const std::string& source) {
    const std::string last = last_element(source);
    return !last.empty() && (fits(last, "0") || fits(last, "5") || fits(last, "a"))
           && !fits(last, "-") && !fits(last, "货");
}

// "\b…\b" where the pattern's ends are letters or digits: a longer number is another number.
std::string bounded(const std::string& source, FirstByte first) {
    return std::string(is_word(first) ? "\\b" : "") + "(?:" + source + ")"
           + (ends_with_word(source) ? "\\b" : "");
}

std::string either_of(const std::vector<ChoiceOption>& options) {
    std::string either;
    for (const ChoiceOption& option : options)
        either += (either.empty() ? "" : "|") + option.source;
    return "(?:" + either + ")";
}

PatternType pattern_type(std::string name, const std::string& source) {
    const FirstByte first = first_byte_of(source);
    PatternType type{
        std::move(name), "(?i:" + bounded(source, first) + ")", is_digit(first), nullptr};
    type.finds = std::make_unique<const RE2>("(" + type.source + ")", regex_options());
    return type;
}

}  // namespace

string_view bare_type(string_view type) {
    constexpr string_view prefix = "choice:";
    return type.starts_with(prefix) ? type.substr(prefix.size()) : type;
}

Types::Types(
    const std::vector<TypeSource>& sources,
    const std::vector<ProductName>& products,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
)
    : products_(products, normaliser) {
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const TypeSource& source = sources[i];
        if (!source.pattern.empty()) {
            add_pattern(source, i, normaliser, problems);
        } else if (!source.words.empty()) {
            add_words(source, i, normaliser, problems);
        } else {
            add_choice(source, i, normaliser, problems);
        }
    }
    // Eight digits or more, as most shops number their orders, until the shop says otherwise.
    if (pattern("order_no") == nullptr) {
        patterns_.push_back(pattern_type("order_no", "[a-z]{0,4}[0-9]{8,20}"));
    }
    for (const Shape& shape : shapes) {
        if (shape.type != "phone" && shape.type != "phone_tail") continue;
        const bool digit_first = is_digit(first_byte_of(std::string(shape.re2)));
        PatternType type{std::string(shape.type), std::string(shape.re2), digit_first, nullptr};
        type.finds = std::make_unique<const RE2>("(" + type.source + ")", regex_options());
        patterns_.push_back(std::move(type));
    }
}

Types::~Types() = default;

void Types::add_pattern(
    const TypeSource& source,
    std::size_t index,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
) {
    const auto refuse = [&](PhraseFault fault) {
        problems.push_back(
            {Problem::Of::type,
             index,
             fault.warning,
             std::move(fault.message),
             fault.offset,
             source.pattern}
        );
    };
    if (source.pattern.size() > limits::pattern_bytes_max) {
        return refuse({false, 0, "longer than a pattern may be"});
    }
    const std::string plain = without_captures(source.pattern, normaliser);
    const RE2 compiled(plain, regex_options());
    if (!compiled.ok()) {
        return refuse(explain_refusal(source.pattern, compiled.error(), compiled.error_arg()));
    }
    if (RE2::FullMatch("", compiled)) {
        return refuse({false, 0, "this matches the empty text: something in it must be required"});
    }
    patterns_.push_back(pattern_type(source.name, plain));
}

namespace {

// A label stands where no letter or digit goes on at its ends.
Expression label_expression(const std::string& normal) {
    Expression all;
    const Expression boundary{Expression::Kind::boundary, {}, {}};
    if (is_word_byte(normal.front())) all.parts.push_back(boundary);
    all.parts.push_back({Expression::Kind::text, normal, {}});
    if (is_word_byte(normal.back())) all.parts.push_back(boundary);
    return all;
}

}  // namespace

void Types::add_choice(
    const TypeSource& source,
    std::size_t index,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
) {
    const SlotSource no_slots = [](string_view) {
        return std::string();
    };
    ChoiceType type{source.name, {}, {}};
    std::vector<std::vector<AtomSet>> needs;
    for (const ChoiceSource& choice : source.choices) {
        std::vector<std::string> labels;
        std::vector<std::string> either;
        Expression said{Expression::Kind::any, {}, {}, 0};
        for (const std::string& label : choice.labels) {
            std::string normal = normaliser.normalise(label).text;
            if (normal.empty()) continue;
            said.parts.push_back(label_expression(normal));
            either.push_back(re2_source(said.parts.back()));
            labels.push_back(std::move(normal));
        }
        for (const std::string& phrase : choice.phrases) {
            ParsedPhrase parsed = parse_phrase(phrase, normaliser);
            Pattern pattern;
            if (parsed.ok()) pattern = compile_phrase(parsed.phrase, no_slots);
            const bool slots = std::any_of(
                pattern.groups.begin(),
                pattern.groups.end(),
                [](const GroupUse& group) { return !group.type.empty(); }
            );
            if (slots) parsed.faults.push_back({false, 0, "a choice's phrase takes no <slot>"});
            for (const PhraseFault& fault : parsed.faults) {
                problems.push_back(
                    {Problem::Of::type,
                     index,
                     fault.warning,
                     "choice " + choice.id + ", phrase '" + phrase + "': " + fault.message,
                     fault.offset,
                     phrase}
                );
            }
            if (!parsed.ok()) continue;
            either.push_back(without_captures(re2_source(pattern.expression), normaliser));
            said.parts.push_back(std::move(pattern.expression));
        }
        std::string re2;
        for (const std::string& one : either) {
            re2 += (re2.empty() ? "" : "|") + one;
        }
        if (re2.empty()) re2 = "[^\\x00-\\x{10FFFF}]";
        needs.push_back(needs_of(said));
        type.options.push_back({choice.id, std::move(labels), "(?:" + re2 + ")", Program(said)});
    }
    type.index = RuleIndex(needs);
    choices_.push_back(std::move(type));
}

void Types::add_words(
    const TypeSource& source,
    std::size_t index,
    const Normaliser& normaliser,
    std::vector<Problem>& problems
) {
    std::vector<Sequence> phrases;
    for (const std::string& word : source.words) {
        ParsedPhrase parsed = parse_phrase(word, normaliser);
        words_.put_in(parsed.phrase.items, parsed.faults);
        const Pattern pattern =
            parsed.ok() ? compile_phrase(parsed.phrase, [](string_view) { return std::string(); })
                        : Pattern();
        for (const GroupUse& group : pattern.groups) {
            if (group.type.empty()) continue;
            parsed.faults.push_back(
                {false, 0, "no list of words before this one is called <" + group.type + ">"}
            );
        }
        for (const PhraseFault& fault : parsed.faults) {
            problems.push_back(
                {Problem::Of::type,
                 index,
                 fault.warning,
                 "words '" + word + "': " + fault.message,
                 fault.offset,
                 word}
            );
        }
        if (parsed.ok()) phrases.push_back(std::move(parsed.phrase.items));
    }
    if (!phrases.empty()) words_.add(source.name, std::move(phrases));
}

bool Types::knows(string_view type) const {
    const string_view name = bare_type(type);
    return contains(built_in, name) || contains(results_only, name) || pattern(name) != nullptr
           || choice(name) != nullptr;
}

bool Types::sayable(string_view type) const {
    const string_view name = bare_type(type);
    return knows(name) && name != "image" && !contains(results_only, name);
}

const PatternType* Types::pattern(string_view type) const {
    const auto found = std::find_if(patterns_.begin(), patterns_.end(), [&](const auto& one) {
        return one.name == type;
    });
    return found == patterns_.end() ? nullptr : &*found;
}

const ChoiceType* Types::choice(string_view type) const {
    const string_view name = bare_type(type);
    const auto found = std::find_if(choices_.begin(), choices_.end(), [&](const auto& one) {
        return one.name == name;
    });
    return found == choices_.end() ? nullptr : &*found;
}

SlotShape Types::slot_source(string_view type) const {
    if (const PatternType* one = pattern(type)) return {one->source, one->digit_first};
    if (const ChoiceType* one = choice(type)) return either_of(one->options);
    // Without a catalogue a product is a few words: the shop may load its catalogue later.
    if (type == "product") return products_.empty() ? "[^,]{1,24}" : std::string(product_text);
    if (type == "free_text") return std::string(".+");
    if (type == "money") {
        return R"re((?:[¥$€£]|\b(?:rmb|cny|usd) ?)?)re" + std::string(number)
               + R"re( ?(?:块钱?|元|毛|角|刀|美元|rmb|cny|usd|yuan|dollars?|bucks)?)re"
               + std::string(number) + "?";
    }
    for (const Shape& shape : shapes) {
        if (shape.type == type) return std::string(shape.re2);
    }
    return std::string(".+");
}

std::string Types::sample(string_view type) const {
    if (type == "product") return products_.any_name();
    if (const ChoiceType* one = choice(type)) {
        const bool labelled = !one->options.empty() && !one->options.front().labels.empty();
        return labelled ? one->options.front().labels.front() : std::string();
    }
    for (const Shape& shape : shapes) {
        if (shape.type == type) return std::string(shape.sample);
    }
    return type == "free_text" ? "hello" : std::string();
}

}  // namespace clerk::nlu
