#include "nlu/reader.hpp"

#include "nlu/glyphs.hpp"

namespace clerk::nlu {

bool Reader::take(std::string_view word) {
    const std::string_view text = rest();
    if (!text.starts_with(word)) return false;
    const bool latin = is_ascii_letter(static_cast<unsigned char>(word.back()));
    const bool goes_on =
        text.size() > word.size() && is_ascii_letter(static_cast<unsigned char>(text[word.size()]));
    if (latin && goes_on) return false;
    at_ += word.size();
    return true;
}

bool Reader::at_word_start() const {
    return at_ == 0 || !is_word_byte(text_[at_ - 1]);
}

void Reader::skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ')
        ++at_;
}

std::optional<std::int64_t> Reader::digits(int digits_min, int digits_max) {
    std::int64_t value = 0;
    int count = 0;
    std::size_t end = at_;
    for (; end < text_.size() && is_digit(static_cast<unsigned char>(text_[end])); ++end) {
        if (++count > digits_max) return std::nullopt;
        value = value * 10 + (text_[end] - '0');
    }
    const bool joined = at_ > 0 && is_digit(static_cast<unsigned char>(text_[at_ - 1]));
    if (count < digits_min || joined) return std::nullopt;
    at_ = end;
    return value;
}

}  // namespace clerk::nlu
