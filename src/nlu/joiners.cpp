#include "nlu/joiners.hpp"

#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/word_list.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace clerk::nlu {
namespace {

using std::string_view;

constexpr WordList question_words(
    {"where",
     "when",
     "what",
     "which",
     "how",
     "why",
     "who",
     "can",
     "could",
     "will",
     "would",
     "do",
     "does",
     "did",
     "is",
     "are",
     "was",
     "were",
     "has"}
);
constexpr WordList lookup_words({"check", "show", "tell", "track", "know", "look"});
// What may stand before them: "also please", "I would like to". Behind a subject nothing is asked
// any more ("and I did not get it").
constexpr WordList lead_words(
    {"also", "then", "please", "pls", "just", "want", "need", "would", "like", "to", "you", "me"}
);
constexpr WordList subjects({"i", "we"});
constexpr auto han_questions = std::to_array<string_view>(
    {"多少",
     "几点",
     "几天",
     "几个",
     "几号",
     "几时",
     "何时",
     "怎么",
     "如何",
     "哪",
     "什么",
     "啥",
     "能不能",
     "可不可以",
     "是否",
     "有没有",
     "是不是"}
);
constexpr auto han_lookups = std::to_array<string_view>(
    {"查", "看看", "看下", "看一下", "问下", "问一下", "想知道", "了解", "咨询"}
);
// They make a question of what stands before a joiner; behind it they may only wonder.
constexpr auto han_particles = std::to_array<string_view>({"吗", "呢", "么"});

// A joiner, and what it asks of its sides beside that the right one asks something.
struct Joiner {
    string_view word;
    bool bare_right = false;  // the right may be a bare thing where the left looks something up
    bool left_asks = false;
};

constexpr auto known = std::to_array<Joiner>({
    {"and", true},
    {"&", true},
    {"plus"},
    {"以及", true},
    {"并且"},
    {"然后"},
    {"同时"},
    {"和", true},
    {"跟", true},
    {"及", true},
    {"再"},
    {",", false, true},
});

constexpr Characters joiner_beginnings = [] {
    Characters all;
    for (const Joiner& joiner : known)
        all.add(Characters::first(joiner.word));
    return all;
}();

bool holds_one(string_view text, std::span<const string_view> words) {
    return std::ranges::any_of(words, [&](string_view word) {
        return text.find(word) != string_view::npos;
    });
}

// The Latin word that begins at `at`, after spaces; empty: something else stands there.
string_view word_at(string_view text, std::size_t& at) {
    while (at < text.size() && text[at] == ' ')
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && is_word_byte(text[at]))
        ++at;
    return text.substr(begin, at - begin);
}

enum class Form : unsigned char { tells, asks, looks_up };

Form english_form(string_view text) {
    bool subject = false;
    std::size_t at = 0;
    for (string_view word = word_at(text, at); !word.empty(); word = word_at(text, at)) {
        if (lookup_words.is(word)) return Form::looks_up;
        if (!subject && question_words.is(word)) return Form::asks;
        subject = subject || subjects.is(word);
        if (!lead_words.is(word) && !subjects.is(word)) break;
    }
    return Form::tells;
}

bool asks(string_view text) {
    return english_form(text) != Form::tells || holds_one(text, han_questions)
           || holds_one(text, han_lookups);
}

bool looks_up(string_view text) {
    return english_form(text) == Form::looks_up || holds_one(text, han_lookups);
}

bool stands_at(string_view text, std::size_t at, string_view word) {
    if (!text.substr(at).starts_with(word)) return false;
    if (!is_word_byte(word.front())) return true;
    const std::size_t end = at + word.size();
    return (at == 0 || !is_word_byte(text[at - 1]))
           && (end >= text.size() || !is_word_byte(text[end]));
}

const Joiner* joiner_at(string_view text, std::size_t at) {
    if (!joiner_beginnings.may_hold(Characters::first(text.substr(at)))) return nullptr;
    const auto found = std::ranges::find_if(known, [&](const Joiner& one) {
        return stands_at(text, at, one.word);
    });
    return found == known.end() ? nullptr : &*found;
}

// "…, check my points": a look-up in so many words, not a question that may only wonder.
bool begins_lookup(string_view text) {
    static constexpr WordList beginnings({"查", "看看", "看下", "看一下", "帮我查", "帮我看"});
    while (text.starts_with(' '))
        text.remove_prefix(1);
    if (beginnings.in_front(text) > 0) return true;
    std::size_t at = 0;
    string_view word = word_at(text, at);
    while (word == "also" || word == "then" || word == "please" || word == "and")
        word = word_at(text, at);
    return word == "check" || word == "show" || word == "track";
}

bool may_part(const Joiner& joiner, string_view left, string_view right) {
    const bool left_asks = asks(left) || holds_one(left, han_particles);
    if (joiner.left_asks && !left_asks && !begins_lookup(right)) return false;
    return asks(right) || (joiner.bare_right && looks_up(left));
}

}  // namespace

bool is_request(string_view normal) {
    static constexpr WordList wishes(
        {"我要",
         "我想",
         "想",
         "要",
         "帮我",
         "给我",
         "请帮",
         "麻烦",
         "i want",
         "i would like",
         "i need",
         "i wish",
         "please"}
    );
    // Fewer than those beside a joiner: 好几天, 没什么用 and 怎么还不来 tell.
    static constexpr auto questions = std::to_array<string_view>(
        {"?",
         "吗",
         "多少",
         "几点",
         "几号",
         "几时",
         "何时",
         "什么时候",
         "如何",
         "哪",
         "能不能",
         "可不可以",
         "谁出",
         "怎么退",
         "怎么换",
         "怎么查",
         "怎么办",
         "怎么申请",
         "怎么开"}
    );
    return wishes.in_front(normal) > 0 || holds_one(normal, questions)
           || holds_one(normal, han_lookups) || english_form(normal) != Form::tells;
}

namespace {

// REQUIRES: `may` takes a joiner and the words before and behind it.
template <class May>
std::vector<Span> joiners_where(string_view normal, Span within, May may) {
    const string_view part = normal.substr(within.begin, within.end - within.begin);
    std::vector<Span> found;
    for (std::size_t at = 1; at < part.size();) {
        const Joiner* joiner = joiner_at(part, at);
        if (joiner == nullptr) {
            at += std::max<std::size_t>(utf8::step(part, at).bytes, 1);
            continue;
        }
        const std::size_t end = at + joiner->word.size();
        if (end < part.size() && may(*joiner, part.substr(0, at), part.substr(end))) {
            found.push_back(
                {within.begin + static_cast<std::uint32_t>(at),
                 within.begin + static_cast<std::uint32_t>(end)}
            );
        }
        at = end;
    }
    return found;
}

}  // namespace

std::vector<Span> joiners(std::string_view normal, Span within) {
    return joiners_where(normal, within, may_part);
}

std::vector<Span> plain_joiners(std::string_view normal, Span within) {
    const auto is_word = [](const Joiner& joiner, string_view, string_view) {
        return joiner.word != ",";
    };
    return joiners_where(normal, within, is_word);
}

}  // namespace clerk::nlu
