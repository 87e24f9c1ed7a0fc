#include "nlu/common_words.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;
using namespace std::string_view_literals;

// Sorted by bytes; a test holds it so.
constexpr std::array words{
    "a"sv,         "about"sv,     "after"sv,     "again"sv,     "all"sv,      "already"sv,
    "also"sv,      "always"sv,    "am"sv,        "an"sv,        "and"sv,      "another"sv,
    "any"sv,       "anything"sv,  "are"sv,       "around"sv,    "as"sv,       "ask"sv,
    "at"sv,        "away"sv,      "back"sv,      "bad"sv,       "be"sv,       "because"sv,
    "become"sv,    "been"sv,      "before"sv,    "being"sv,     "best"sv,     "better"sv,
    "big"sv,       "bit"sv,       "both"sv,      "but"sv,       "by"sv,       "call"sv,
    "came"sv,      "can"sv,       "cant"sv,      "come"sv,      "could"sv,    "day"sv,
    "days"sv,      "did"sv,       "different"sv, "do"sv,        "does"sv,     "doing"sv,
    "done"sv,      "down"sv,      "during"sv,    "each"sv,      "early"sv,    "else"sv,
    "end"sv,       "enough"sv,    "even"sv,      "ever"sv,      "every"sv,    "everything"sv,
    "far"sv,       "feel"sv,      "few"sv,       "find"sv,      "first"sv,    "for"sv,
    "from"sv,      "full"sv,      "gave"sv,      "get"sv,       "gets"sv,     "getting"sv,
    "give"sv,      "go"sv,        "goes"sv,      "going"sv,     "gone"sv,     "gonna"sv,
    "good"sv,      "got"sv,       "great"sv,     "had"sv,       "happen"sv,   "happened"sv,
    "has"sv,       "have"sv,      "having"sv,    "he"sv,        "hello"sv,    "help"sv,
    "her"sv,       "here"sv,      "hey"sv,       "hi"sv,        "high"sv,     "him"sv,
    "his"sv,       "hope"sv,      "how"sv,       "i"sv,         "if"sv,       "in"sv,
    "into"sv,      "is"sv,        "it"sv,        "its"sv,       "just"sv,     "keep"sv,
    "kind"sv,      "know"sv,      "last"sv,      "late"sv,      "later"sv,    "least"sv,
    "left"sv,      "less"sv,      "let"sv,       "like"sv,      "little"sv,   "long"sv,
    "look"sv,      "looking"sv,   "lot"sv,       "low"sv,       "made"sv,     "make"sv,
    "makes"sv,     "many"sv,      "may"sv,       "maybe"sv,     "me"sv,       "mean"sv,
    "might"sv,     "mine"sv,      "minute"sv,    "more"sv,      "most"sv,     "much"sv,
    "must"sv,      "my"sv,        "name"sv,      "near"sv,      "need"sv,     "needs"sv,
    "never"sv,     "new"sv,       "next"sv,      "nice"sv,      "no"sv,       "none"sv,
    "not"sv,       "nothing"sv,   "now"sv,       "of"sv,        "off"sv,      "often"sv,
    "ok"sv,        "okay"sv,      "old"sv,       "on"sv,        "once"sv,     "one"sv,
    "only"sv,      "open"sv,      "or"sv,        "other"sv,     "our"sv,      "out"sv,
    "over"sv,      "own"sv,       "part"sv,      "people"sv,    "please"sv,   "plz"sv,
    "possible"sv,  "put"sv,       "question"sv,  "quick"sv,     "quickly"sv,  "ready"sv,
    "real"sv,      "really"sv,    "right"sv,     "said"sv,      "same"sv,     "say"sv,
    "says"sv,      "see"sv,       "seem"sv,      "seems"sv,     "send"sv,     "sent"sv,
    "set"sv,       "she"sv,       "should"sv,    "show"sv,      "side"sv,     "since"sv,
    "small"sv,     "so"sv,        "some"sv,      "somebody"sv,  "someone"sv,  "something"sv,
    "somewhere"sv, "soon"sv,      "sorry"sv,     "start"sv,     "started"sv,  "still"sv,
    "stop"sv,      "such"sv,      "sure"sv,      "take"sv,      "takes"sv,    "taking"sv,
    "talk"sv,      "tell"sv,      "than"sv,      "thank"sv,     "thanks"sv,   "that"sv,
    "the"sv,       "their"sv,     "them"sv,      "then"sv,      "there"sv,    "these"sv,
    "they"sv,      "thing"sv,     "things"sv,    "think"sv,     "this"sv,     "those"sv,
    "though"sv,    "thought"sv,   "through"sv,   "till"sv,      "time"sv,     "times"sv,
    "to"sv,        "today"sv,     "together"sv,  "told"sv,      "tomorrow"sv, "tonight"sv,
    "too"sv,       "took"sv,      "top"sv,       "tried"sv,     "try"sv,      "trying"sv,
    "turn"sv,      "two"sv,       "u"sv,         "under"sv,     "until"sv,    "up"sv,
    "ur"sv,        "us"sv,        "use"sv,       "used"sv,      "using"sv,    "very"sv,
    "wanna"sv,     "want"sv,      "wanted"sv,    "wants"sv,     "was"sv,      "way"sv,
    "we"sv,        "week"sv,      "weeks"sv,     "well"sv,      "went"sv,     "were"sv,
    "what"sv,      "when"sv,      "where"sv,     "whether"sv,   "which"sv,    "while"sv,
    "who"sv,       "whose"sv,     "why"sv,       "will"sv,      "wish"sv,     "with"sv,
    "within"sv,    "without"sv,   "wonder"sv,    "wondering"sv, "wont"sv,     "work"sv,
    "works"sv,     "would"sv,     "write"sv,     "wrong"sv,     "year"sv,     "years"sv,
    "yes"sv,       "yesterday"sv, "yet"sv,       "you"sv,       "your"sv,     "yours"sv,
    "一下"sv,      "一个"sv,      "一台"sv,      "一次"sv,      "一款"sv,     "一点"sv,
    "一直"sv,      "下班"sv,      "不了"sv,      "不是"sv,      "不能"sv,     "为什"sv,
    "么做"sv,      "么办"sv,      "么收"sv,      "么时"sv,      "么样"sv,     "么用"sv,
    "么还"sv,      "买的"sv,      "了么"sv,      "了吗"sv,      "亲亲"sv,     "什么"sv,
    "今天"sv,      "他们"sv,      "会不"sv,      "但是"sv,      "你们"sv,     "你好"sv,
    "你的"sv,      "几天"sv,      "几点"sv,      "办理"sv,      "可不"sv,     "可以"sv,
    "哪里"sv,      "因为"sv,      "在哪"sv,      "地方"sv,      "多久"sv,     "多少"sv,
    "好吗"sv,      "好的"sv,      "如何"sv,      "如果"sv,      "少钱"sv,     "就是"sv,
    "已经"sv,      "帮我"sv,      "怎么"sv,      "怎样"sv,      "您好"sv,     "想要"sv,
    "意吗"sv,      "意思"sv,      "我买"sv,      "我们"sv,      "我想"sv,     "我的"sv,
    "我要"sv,      "所以"sv,      "推荐"sv,      "时候"sv,      "时间"sv,     "明天"sv,
    "昨天"sv,      "是不"sv,      "是什"sv,      "是多"sv,      "最近"sv,     "有没"sv,
    "有点"sv,      "材料"sv,      "没有"sv,      "流程"sv,      "点钟"sv,     "然后"sv,
    "现在"sv,      "电话"sv,      "的吗"sv,      "知道"sv,      "程是"sv,     "给我"sv,
    "能不"sv,      "要不"sv,      "要多"sv,      "话是"sv,      "请问"sv,     "谢谢"sv,
    "还是"sv,      "还有"sv,      "还没"sv,      "这个"sv,      "这么"sv,     "那个"sv,
    "那么"sv,      "钱一"sv,      "附近"sv,      "需要"sv,      "麻烦"sv,
};

}  // namespace

bool is_common_word(string_view word) {
    return std::ranges::binary_search(words, word);
}

}  // namespace clerk::nlu
