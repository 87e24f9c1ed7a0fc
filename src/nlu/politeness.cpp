#include "nlu/politeness.hpp"

#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/word_list.hpp"

namespace clerk::nlu {
namespace {

using std::string_view;

// clang-format off
constexpr WordList openings({
    "麻烦你们", "麻烦您", "麻烦你", "麻烦", "你好", "您好", "亲爱的", "亲亲", "亲", "请问一下", "请问",
    "请你", "请您", "请", "在吗", "客服", "那个", "不好意思", "hello", "hi there", "hi", "hey", "dear",
    "please", "pls", "excuse me", "sorry to bother you", "good morning",
});
// clang-format on

// clang-format off
constexpr WordList closings({
    "谢谢你们", "谢谢您", "谢谢你", "谢谢啦", "谢谢了", "谢谢", "感谢", "多谢", "麻烦了", "麻烦你了",
    "麻烦您了", "拜托了", "吗", "呢", "啊", "呀", "哈", "哦", "噢", "吧", "啦", "哟", "please", "pls",
    "thank you very much", "thank you so much", "thank you", "thanks", "thx",
});

// clang-format on

bool is_mark(char32_t c) {
    return c == ' ' || c == '\n' || is_punctuation(c) || is_emoji(c);
}

string_view strip_marks(string_view text) {
    while (!text.empty()) {
        const utf8::Step step = utf8::step(text, 0);
        if (!is_mark(step.code_point)) break;
        text.remove_prefix(step.bytes);
    }
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (text[last] & 0xC0) == 0x80)
            --last;
        if (!is_mark(utf8::step(text, last).code_point)) break;
        text.remove_suffix(text.size() - last);
    }
    return text;
}

Span span_in(string_view whole, string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - whole.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

}  // namespace

Span without_marks(string_view normal, Span within) {
    const string_view text = normal.substr(within.begin, within.end - within.begin);
    return span_in(normal, strip_marks(text));
}

Span core_of(string_view normal, Span within) {
    const string_view all = strip_marks(normal.substr(within.begin, within.end - within.begin));
    string_view text = all;
    while (true) {
        const std::size_t front = openings.in_front(text);
        const std::size_t back = front > 0 ? 0 : closings.at_end(text);
        if (front + back == 0) break;
        const string_view shorter = strip_marks(text.substr(front, text.size() - front - back));
        if (shorter.empty()) break;
        text = shorter;
    }
    return span_in(normal, text);
}

}  // namespace clerk::nlu
