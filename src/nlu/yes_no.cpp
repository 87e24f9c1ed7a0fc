#include "nlu/yes_no.hpp"

#include "base/utf8.hpp"
#include "nlu/clauses.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/politeness.hpp"
#include "nlu/word_list.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace clerk::nlu {
namespace {

using std::string_view;

// A whole message, or a whole part of one.
// clang-format off
constexpr WordList yes_forms({
    "是", "是的", "是啊", "对", "对的", "对对", "没错", "好", "好的", "好好", "好滴", "行", "行的",
    "可以", "可以的", "嗯", "嗯嗯", "恩", "恩恩", "没问题", "确认", "确定", "同意", "要", "要的",
    "需要", "当然", "当然可以", "当然是", "必须的", "成", "中", "就这样", "就是", "就是的", "没有错",
    "正确", "是这样", "是这样的", "是我", "有", "有的", "我确认", "我确定", "我同意", "我要", "要退",
    "退吧", "提交", "提交吧", "办吧", "ok", "okay", "okey", "ok的", "k", "kk", "y", "yes", "yeah",
    "yea", "yep", "yup", "ya", "sure", "sure thing", "of course", "correct", "right",
    "that is right", "that is correct", "fine", "sounds good", "sounds great",
    "go ahead", "do it", "please do",
    "confirm", "confirmed", "absolutely", "definitely", "no problem", "i do",
    "i confirm", "all good", "是滴", "系", "得", "也行", "也可以", "也好", "都行", "都可以", "行行",
    "行行行", "好好好", "对对对", "可以可以", "好啊好", "应该是", "嗯呢", "妥", "妥了", "没毛病", "没意见", "可",
    "就这个", "就它", "没有问题", "alright", "all right", "exactly", "agreed", "i agree", "that is fine",
    "that works", "works for me", "that is ok", "that is okay", "that is good", "that is it",
    "that is the one", "that is alright", "fine by me", "fine with me", "ok with me", "ok by me",
    "good with me", "why not", "you got it", "go for it", "it is", "yes yes", "affirmative",
    "正是", "确实", "的确", "无问题", "啱", "要的要的", "好啊好", "是的是的", "可以了", "yes sir", "aye", "uh huh",
    "mhm", "ye", "yh", "that will do", "that will work", "sounds right", "looks good",
    "looks right", "good", "great",
    "perfect", "it does", "i am", "i did", "they are", "true",
});
// clang-format on

// clang-format off
constexpr WordList no_forms({
    "不", "不是", "不是的", "不对", "不行", "不可以", "不用", "不用了", "不要", "不要了", "不需要",
    "不必", "不必了", "不了", "不想", "没有", "没", "算了", "算了吧", "先不", "先不用", "先不要",
    "先不了", "不确认", "不同意", "错", "错了", "不正确", "否", "别", "别了", "不好", "不成", "都不是",
    "不用谢谢", "暂时不", "暂时不用", "暂时不要", "还没", "没有的", "不是我", "我不要", "我不同意",
    "不提交", "再想想", "我再想想", "再看看", "n", "no", "nope", "nah", "no no", "no thanks",
    "no thank you", "not now", "not yet", "never", "never mind", "nevermind", "do not", "i do not",
    "not really", "wrong", "incorrect", "that is wrong", "that is not right", "that is incorrect",
    "it is not", "it is wrong", "no way", "not correct", "not right", "not at all", "none",
    "none of these", "none of them", "none of those", "neither", "neither of them", "都没有",
    "do not do it", "不不", "不不不", "不使", "不系", "别吧", "免了", "不太行", "不方便", "没这回事",
    "不是这个", "不是那个", "都不行", "不可", "不妥", "不想要了", "我不想要了", "不退了", "不办了", "不弄了",
    "没必要", "用不着", "还没有", "不用麻烦", "nay", "nop", "negative", "no no no", "i would rather not",
    "rather not", "absolutely not", "definitely not",
    "of course not", "certainly not", "that will not work", "that does not work",
    "i do not think so", "not that one", "not this one", "not that", "not this", "no good",
    "it does not", "i am not", "i did not", "they are not", "false", "that is not it", "no need",
    "not necessary", "nothing",
});
// clang-format on

// What a longer answer may begin with.
constexpr WordList yes_beginnings({
    "是的",
    "对的",
    "好的",
    "可以的",
    "嗯嗯",
    "没错",
    "当然",
    "对对",
    "同意",
    "确认",
    "没问题",
    "需要",
});

constexpr WordList no_beginnings({
    "不是的",
    "不用",
    "不要",
    "不需要",
    "不想",
    "先不",
    "暂时不",
    "不同意",
    "不对",
    "我不想",
});

constexpr WordList yes_words(
    {"yes", "yeah", "yep", "yup", "sure", "ok", "okay", "correct", "alright"}
);
constexpr WordList no_words({"no", "nope", "nah", "no thanks"});

// "No" that says something else, and what only sounds like an answer.
// clang-format off
constexpr WordList not_answers({
    "no idea", "not sure", "no clue", "no one", "no longer", "no matter", "no worries", "no rush",
    "不好意思", "不要紧",
});

// clang-format on

bool holds(string_view text, string_view part) {
    return text.find(part) != string_view::npos;
}

bool asks(string_view text) {
    constexpr auto marks = std::to_array<string_view>(
        {"?", "吗", "么", "怎么", "什么", "能不能", "可不可以", "是不是", "要不要"}
    );
    return std::any_of(marks.begin(), marks.end(), [&](string_view one) {
        return holds(text, one);
    });
}

// 嗯, 那, 啊 and "well" in front; 的, 啊, 呀, 哦, 吧, 了, 哈, 呢 behind, when what is left is an
// answer.
string_view without_filler(string_view text) {
    static constexpr WordList front({"嗯,", "嗯", "恩", "那就", "那", "啊", "哦", "well", "oh"});
    for (std::size_t n = front.in_front(text); n > 0 && n < text.size(); n = front.in_front(text)) {
        text.remove_prefix(n);
        while (text.starts_with(' ') || text.starts_with(','))
            text.remove_prefix(1);
    }
    return text;
}

string_view without_particle(string_view text) {
    static constexpr WordList behind({"啊", "呀", "哦", "吧", "哈", "呢", "啦", "嘛", "的", "了"});
    const std::size_t n = behind.at_end(text);
    return n < text.size() ? text.substr(0, text.size() - n) : text;
}

bool negates(string_view text) {
    return holds(text, "不") || holds(text, "没") || holds(text, "别") || holds(text, "not ")
           || text.ends_with("not");
}

// One part between commas: yes, no, or something else.
std::optional<bool> read_part(string_view part) {
    const string_view text = without_filler(part);
    const string_view bare = without_particle(text);
    if (yes_forms.is(text) || yes_forms.is(bare)) return true;
    if (no_forms.is(text) || no_forms.is(bare)) return false;
    return std::nullopt;
}

// "是的我要退", "不用退了", "yes i want to": the beginning answers, and the rest does not take it
// back.
std::optional<bool> read_beginning(string_view text) {
    if (not_answers.in_front(text) > 0) return std::nullopt;
    if (const std::size_t n = yes_beginnings.in_front(text); n > 0) {
        return negates(text.substr(n)) ? std::nullopt : std::optional<bool>(true);
    }
    if (const std::size_t n = no_beginnings.in_front(text); n > 0) {
        return negates(text.substr(n)) ? std::nullopt : std::optional<bool>(false);
    }
    if (yes_words.in_front(text) > 0) {
        return holds(text, " not ") ? std::nullopt : std::optional<bool>(true);
    }
    if (no_words.in_front(text) > 0) return false;
    return std::nullopt;
}

// Between commas, sentence marks and spaces beside Han.
std::vector<string_view> parts_of(string_view normal) {
    std::vector<string_view> parts;
    for (const Span clause : split_clauses(normal)) {
        string_view text = normal.substr(clause.begin, clause.end - clause.begin);
        while (!text.empty()) {
            const std::size_t comma = std::min(text.find(','), text.size());
            const string_view part = text.substr(0, comma);
            const Span core = core_of(part, {0, static_cast<std::uint32_t>(part.size())});
            if (!core.empty()) parts.push_back(part.substr(core.begin, core.end - core.begin));
            text.remove_prefix(std::min(comma + 1, text.size()));
        }
    }
    return parts;
}

// A message without a word: a thumb may be all the answer there is.
std::optional<bool> read_signs(string_view normal) {
    constexpr std::u32string_view yes_signs = U"👍👌🙆🆗✅✔";
    constexpr std::u32string_view no_signs = U"👎🙅❌✖🚫";
    bool yes = false;
    bool no = false;
    for (std::size_t at = 0; at < normal.size(); at += utf8::step(normal, at).bytes) {
        const char32_t sign = utf8::step(normal, at).code_point;
        yes |= yes_signs.find(sign) != std::u32string_view::npos;
        no |= no_signs.find(sign) != std::u32string_view::npos;
    }
    return yes == no ? std::nullopt : std::optional<bool>(yes);
}

}  // namespace

std::optional<bool> read_yes_no(string_view normal) {
    if (asks(normal)) return std::nullopt;
    const std::vector<string_view> parts = parts_of(normal);
    if (parts.empty()) return read_signs(normal);
    std::optional<bool> answer;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::optional<bool> one = read_part(parts[i]);
        if (!one && i == 0) one = read_beginning(without_filler(parts[i]));
        // Politeness and explanations may follow an answer; they do not make one.
        if (i > 0 && !answer) break;
        if (one && answer && *one != *answer) return std::nullopt;
        if (one && !answer) answer = one;
    }
    return answer;
}

bool is_dismissal(string_view normal) {
    static constexpr WordList forms({"算了", "never mind", "nevermind"});
    const Span core = core_of(normal, {0, static_cast<std::uint32_t>(normal.size())});
    const string_view text = without_filler(normal.substr(core.begin, core.end - core.begin));
    return forms.is(text) || forms.is(without_particle(text));
}

namespace {

void skip(string_view text, std::size_t& at, string_view marks) {
    while (at < text.size() && marks.find(text[at]) != string_view::npos)
        ++at;
}

// Goes behind one of the words at `at`; false: none stands there.
template <std::size_t N>
bool skip_one(string_view text, std::size_t& at, const WordList<N>& words) {
    const std::size_t n = words.in_front(text.substr(at));
    at += n;
    return n > 0;
}

// The bytes of the answer that stands in front; 0: none does.
std::size_t answer_in_front(string_view text, bool& yes) {
    if (not_answers.in_front(text) > 0) return 0;
    const std::size_t comma = std::min(text.find(','), text.size());
    if (const auto part = read_part(text.substr(0, comma)); part && comma < text.size()) {
        yes = *part;
        return comma;
    }
    std::size_t end = 0;
    yes = skip_one(text, end, yes_beginnings) || skip_one(text, end, yes_words);
    if (!yes && !skip_one(text, end, no_beginnings)) skip_one(text, end, no_words);
    return end;
}

}  // namespace

std::optional<AnswerAndMore> read_answer_and_more(string_view normal) {
    static constexpr WordList objections({"but", "except", "但是", "但", "不过", "可是", "只是"});
    static constexpr WordList links(
        {"and", "also", "then", "please", "那么", "那", "然后", "再", "顺便", "另外"}
    );
    AnswerAndMore found;
    found.end = found.rest = answer_in_front(normal, found.yes);
    if (found.end == 0) return std::nullopt;
    for (bool more = true; more;) {
        skip(normal, found.rest, " ,.;");
        const bool objects = skip_one(normal, found.rest, objections);
        found.but |= objects;
        more = objects || skip_one(normal, found.rest, links);
    }
    if (found.rest >= normal.size() && !found.but) return std::nullopt;
    return found;
}

}  // namespace clerk::nlu
