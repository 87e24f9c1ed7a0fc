#include "nlu/clauses.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/word_list.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

bool is_abbreviation(string_view before) {
    static constexpr WordList known({"no", "mr", "mrs", "ms", "dr", "st", "vs", "tel", "ext"});
    std::size_t begin = before.size();
    while (begin > 0 && is_word_byte(before[begin - 1]))
        --begin;
    return known.is(before.substr(begin));
}

// A stop at `at` that ends a sentence: at the end, before a space or beside Han; not inside 3.5,
// v1.2, a.b, nor after "no".
bool is_full_stop(string_view text, std::size_t at) {
    const string_view before = text.substr(0, at);
    const string_view after = text.substr(at + 1);
    if (after.empty()) return true;
    const bool han_follows = utf8::is_han(utf8::step(after, 0).code_point);
    if (han_follows) return before.empty() || !is_digit(static_cast<unsigned char>(before.back()));
    const bool han_before = !before.empty() && (before.back() & 0x80) != 0;
    return (after.front() == ' ' || han_before) && !is_abbreviation(before);
}

// Bytes of the mark that ends a sentence at `at`; 0: none.
std::size_t sentence_mark(string_view text, std::size_t at) {
    constexpr string_view full_stop = "。";
    const char c = text[at];
    if (c == '!' || c == '?' || c == ';' || c == '\n') return 1;
    if (c == '.') return is_full_stop(text, at) ? 1 : 0;
    return text.substr(at).starts_with(full_stop) ? full_stop.size() : 0;
}

// 还有货吗, 还有多久, 我还有一个: "is there still", not "and then".
bool asks_what_is_left(string_view before, string_view after) {
    static constexpr WordList wholes(
        {"货", "现货", "库存", "多", "几", "没", "吗", "效", "保修", "机会", "剩", "优惠", "活动"}
    );
    static constexpr WordList subjects(
        {"我", "你", "您", "们", "他", "她", "它", "里", "都", "也", "会", "是"}
    );
    return wholes.in_front(after) > 0 || subjects.at_end(before) > 0;
}

// 打另外一个号, 寄到另外的地址, 要另外买吗: "another" and "separately", not "besides". After a
// pause it is "besides" all the same: 退货，另外一个问题.
bool tells_another(string_view before, string_view after) {
    static constexpr WordList others(
        {"一个",
         "一件",
         "一张",
         "一单",
         "一种",
         "个",
         "的",
         "那",
         "两",
         "收",
         "买",
         "付",
         "加钱",
         "地址"}
    );
    static constexpr WordList pauses({" ", ","});
    return !before.empty() && pauses.at_end(before) == 0 && others.in_front(after) > 0;
}

// Whether a conjunction that begins a clause stands at `at`.
bool conjunction(string_view text, std::size_t at) {
    static constexpr WordList conjunctions(
        {"顺便", "另外", "还有", "and also", "by the way", "btw", "also"}
    );
    const std::size_t n = conjunctions.in_front(text.substr(at));
    if (n == 0) return false;
    const string_view before = text.substr(0, at);
    const string_view word = text.substr(at, n);
    const string_view after = text.substr(at + n);
    if (word == "另外") return !tells_another(before, after);
    if (word == "还有") return !asks_what_is_left(before, after);
    if (word == "also") return before.ends_with(", ") || before.ends_with(",");
    return !is_word_byte(word.front()) || before.empty() || !is_word_byte(before.back());
}

}  // namespace

Span trimmed(std::string_view normal, Span span) {
    constexpr string_view light = " ,:~-";
    const auto is_light = [&](std::uint32_t at) {
        return light.find(normal[at]) != string_view::npos;
    };
    while (!span.empty() && is_light(span.begin))
        ++span.begin;
    while (!span.empty() && is_light(span.end - 1))
        --span.end;
    return span;
}

std::vector<Span> split_clauses(string_view text) {
    std::vector<Span> spans;
    const auto close = [&](std::size_t begin, std::size_t end) {
        const Span span =
            trimmed(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        if (!span.empty()) spans.push_back(span);
        return !span.empty();
    };
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (spans.size() + 1 == limits::clauses_per_message_max) break;
        const std::size_t mark = sentence_mark(text, at);
        if (mark > 0) {
            close(begin, at);
            at += mark;
            begin = at;
            continue;
        }
        if (at > begin && conjunction(text, at) && close(begin, at)) begin = at;
        at += std::max<std::size_t>(utf8::step(text, at).bytes, 1);
    }
    close(begin, text.size());
    if (spans.empty()) spans.push_back({0, 0});
    return spans;
}

}  // namespace clerk::nlu
