// Random texts for property tests: any Unicode, and what shoppers and rule writers might type.
#pragma once

#include "base/utf8.hpp"

#include <rapidcheck.h>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu::testing {

inline rc::Gen<char32_t> code_point() {
    using rc::gen::inRange;
    const auto any = rc::gen::suchThat(
        rc::gen::cast<char32_t>(inRange<std::uint32_t>(0, 0x110000)),
        [](char32_t c) { return c < 0xD800 || c > 0xDFFF; }
    );
    const auto between = [](std::uint32_t low, std::uint32_t high) {
        return rc::gen::cast<char32_t>(inRange<std::uint32_t>(low, high));
    };
    return rc::gen::weightedOneOf<char32_t>({
        {2, any},
        {6, between(0x20, 0x7F)},
        {4, between(0x4E00, 0x9FFF)},
        {2, between(0x300, 0x370)},    // combining marks
        {2, between(0xC0, 0x250)},     // accented Latin
        {2, between(0x2000, 0x2070)},  // marks, spaces, invisible characters
        {2, between(0x3000, 0x3040)},
        {2, between(0xFF00, 0xFFF0)},  // full width
        {2, between(0x1100, 0x1200)},  // conjoining Hangul
        {1, between(0xAC00, 0xAD00)},
        {2, between(0x1F300, 0x1F700)},
        {1, between(0xE0000, 0xE01F0)},
        {1, between(0, 0x20)},
    });
}

inline rc::Gen<std::string> any_text() {
    return rc::gen::map(
        rc::gen::container<std::u32string>(code_point()),
        [](const std::u32string& points) {
            std::string text;
            for (const char32_t c : points)
                utf8::append(text, c);
            return text;
        }
    );
}

// Pieces joined without rhyme: what matters is that everything meets everything.
inline rc::Gen<std::string> joined(std::vector<std::string> pieces) {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::move(pieces))),
        [](const std::vector<std::string>& chosen) {
            std::string text;
            for (const std::string& piece : chosen)
                text += piece;
            return text;
        }
    );
}

inline rc::Gen<std::string> shopper_text() {
    return joined({
        "我",      "想",         "退货",
        "退貨",    "冰箱",       "积分",
        "订单",    "2024061234", " ",
        "  ",      "，",         "。",
        "！！",    "...",        "。。",
        "\n",      "don't",      "can’t",
        "CANNOT",  "i'm ",       "return ",
        "my",      "order",      "Sooooo",
        "aaa",     "😀",          "👨‍👩‍👧",
        "1️⃣", "３．５",     "1,299.00",
        "?",       "？",         "顺便",
        "还有",    "另外",       "and also ",
        "also ",   ", also ",    "货",
        "不想",    "AAA1",       "whats",
        "哈哈哈",  "ﬁ",          "Ⅲ",
        "é",       "\u200B",     "\uFEFF",
        "——",      "~~",         ",",
        "、",      "（",         "）",
        "'",       "“",          "的",
        "吗",      "谢谢",       "please ",
        "啥",      "没得",       "今儿",
        "嘞",      "到",         "搁",
    });
}

}  // namespace clerk::nlu::testing
