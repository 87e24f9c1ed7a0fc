#include "turn/language.hpp"

#include "base/utf8.hpp"

#include <string_view>

namespace clerk::turn {
namespace {

// "ok", "TV", "hi" say nothing about a language; "help" does.
constexpr std::size_t telling_letters_min = 4;

struct Scripts {
    std::size_t han = 0;
    std::size_t latin_words = 0;
    std::size_t latin_letters = 0;
};

bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Scripts scripts_of(std::string_view text) {
    Scripts found;
    bool in_word = false;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Step here = utf8::step(text, at);
        const bool latin = is_latin(here.code_point);
        if (latin && !in_word) ++found.latin_words;
        if (latin) ++found.latin_letters;
        in_word = latin;
        if (utf8::is_han(here.code_point)) ++found.han;
        at += here.bytes;
    }
    return found;
}

}  // namespace

std::optional<Lang> language_of(
    const nlu::Understanding& message, Lang current, bool question_is_open
) {
    const Scripts found = scripts_of(message.normal.text);
    if (found.han > found.latin_words) {
        const bool stays = current == Lang::zh_hant;
        return message.normal.traditional || stays ? Lang::zh_hant : Lang::zh;
    }
    // One Latin word at an open question is a name, not a language.
    const std::size_t words_min = question_is_open ? 2 : 1;
    const bool english = found.latin_words >= words_min && found.latin_words > found.han;
    if (english && found.latin_letters >= telling_letters_min) return Lang::en;
    return std::nullopt;
}

void follow_language(Turn& turn, const nlu::Understanding& message) {
    const bool open = !std::holds_alternative<Idle>(turn.state().awaiting);
    const auto lang = language_of(message, turn.state().lang, open);
    if (lang && *lang != turn.state().lang) turn.emit(LangSet{*lang});
}

}  // namespace clerk::turn
