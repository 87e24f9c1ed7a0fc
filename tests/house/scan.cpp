#include "house/scan.hpp"

#include <algorithm>
#include <cctype>

namespace clerk::house {
namespace {

/// Walks the text once and blanks what is not code.
class Blanker {
public:
    explicit Blanker(std::string_view text) : text_(text), code_(text) {}

    std::string run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (starts("//")) {
                blank_to(text_.find('\n', at_));
            } else if (starts("/*")) {
                blank_to(end_after("*/", at_ + 2));
            } else if (c == '"') {
                blank_to(is_raw() ? end_of_raw() : end_of_quoted('"'));
            } else if (c == '\'' && !is_digit_separator()) {
                blank_to(end_of_quoted('\''));
            } else {
                ++at_;
            }
        }
        return std::move(code_);
    }

private:
    bool starts(std::string_view mark) const { return text_.substr(at_).starts_with(mark); }

    void blank_to(std::size_t end) {
        end = std::min(end, text_.size());
        for (; at_ < end; ++at_) {
            if (text_[at_] != '\n') code_[at_] = ' ';
        }
    }

    std::size_t end_after(std::string_view mark, std::size_t from) const {
        const std::size_t found = text_.find(mark, from);
        return found == std::string_view::npos ? text_.size() : found + mark.size();
    }

    /// The word that ends where we stand: the prefix of a literal, or the front of a number.
    std::string_view word_before() const {
        std::size_t begin = at_;
        while (begin > 0 && (is_word_char(text_[begin - 1]) || text_[begin - 1] == '\''))
            --begin;
        return text_.substr(begin, at_ - begin);
    }

    bool is_raw() const {
        const std::string_view prefix = word_before();
        return prefix == "R" || prefix == "u8R" || prefix == "uR" || prefix == "UR"
               || prefix == "LR";
    }

    bool is_digit_separator() const {
        const std::string_view front = word_before();
        return !front.empty() && std::isdigit(static_cast<unsigned char>(front.front())) != 0;
    }

    std::size_t end_of_raw() const {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) return text_.size();
        const std::string delimiter(text_.substr(at_ + 1, open - at_ - 1));
        return end_after(")" + delimiter + "\"", open);
    }

    /// A literal that is not closed ends with its line.
    std::size_t end_of_quoted(char quote) const {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
            end += text_[end] == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    std::string_view text_;
    std::string code_;
    std::size_t at_ = 0;
};

/// Blanks preprocessor lines with their continuations: their braces need not balance.
std::string without_directives(std::string code) {
    bool directive = false;
    for (std::size_t at = 0; at < code.size();) {
        const std::size_t end = std::min(code.find('\n', at), code.size());
        const std::string_view line = std::string_view(code).substr(at, end - at);
        directive = directive || trimmed(line).starts_with('#');
        const bool goes_on = line.ends_with('\\');
        if (directive) code.replace(at, end - at, end - at, ' ');
        directive = directive && goes_on;
        at = end + 1;
    }
    return code;
}

bool holds_word(std::string_view text, std::string_view wanted) {
    const std::vector<Word> words = words_of(text);
    return std::any_of(words.begin(), words.end(), [&](const Word& word) {
        return word.text == wanted;
    });
}

/// Does `head` hold a parenthesis that is no part of a template argument?
bool has_parameters(std::string_view head) {
    int angles = 0;
    for (std::size_t at = 0; at < head.size(); ++at) {
        if (head.substr(at).starts_with("operator")) return true;
        if (head[at] == '(' && angles == 0) return true;
        if (head[at] == '<') ++angles;
        if (head[at] == '>') --angles;
    }
    return false;
}

/// Does `head` hold the single colon that begins a constructor's initialisers?
bool has_initialisers(std::string_view head) {
    for (std::size_t at = 1; at + 1 < head.size(); ++at) {
        if (head[at] != ':' || head[at - 1] == ':' || head[at + 1] == ':') continue;
        const std::string_view before = trimmed(head.substr(0, at));
        if (before.ends_with(')') || before.ends_with("noexcept")) return true;
    }
    return false;
}

enum class Brace { scope, function, block, initialiser };

/// What the brace opens, judged by the text since the last `{`, `}` or `;`.
Brace kind_of(std::string_view raw_head, bool inside_function) {
    if (inside_function) return Brace::block;
    const std::string_view head = trimmed(raw_head);
    if (!has_parameters(head) || head.ends_with('=')) return Brace::scope;
    const bool names_member = is_word_char(head.back()) || head.back() == '>';
    if (names_member && has_initialisers(head)) return Brace::initialiser;
    const std::string_view tail = head.substr(std::min(head.rfind(')'), head.size()));
    for (const std::string_view word : {"namespace", "enum", "class", "struct", "union"}) {
        if (holds_word(tail, word)) return Brace::scope;
    }
    return Brace::function;
}

std::string one_line(std::string_view head) {
    std::string result;
    for (const char c : head) {
        const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (!blank) result += c;
        if (blank && !result.empty() && result.back() != ' ') result += ' ';
    }
    return result.substr(0, 80);
}

class FunctionScanner {
public:
    explicit FunctionScanner(std::string code) : code_(std::move(code)) {}

    std::vector<Function> run() {
        for (at_ = 0; at_ < code_.size(); ++at_) {
            if (code_[at_] == '{') open();
            if (code_[at_] == '}') close();
            if (code_[at_] == ';' && open_parentheses() == 0) head_ = at_ + 1;
        }
        return std::move(found_);
    }

private:
    struct Open {
        Brace kind;
        std::size_t begin;  ///< of the head
        std::size_t brace;
    };

    std::string_view head() const { return std::string_view(code_).substr(head_, at_ - head_); }

    /// More than nought between the semicolons of a `for`.
    long open_parentheses() const {
        const std::string_view text = head();
        const auto count = [&](char c) {
            return std::count(text.begin(), text.end(), c);
        };
        return count('(') - count(')');
    }

    void open() {
        const bool inside = std::any_of(stack_.begin(), stack_.end(), [](const Open& one) {
            return one.kind == Brace::function;
        });
        const Brace kind = kind_of(head(), inside);
        const std::size_t blanks = head().find_first_not_of(" \t\r\n");
        stack_.push_back({kind, blanks == std::string_view::npos ? at_ : head_ + blanks, at_});
        // The initialisers stay part of the constructor's head.
        if (kind != Brace::initialiser) head_ = at_ + 1;
    }

    void close() {
        if (stack_.empty()) return;
        const Open last = stack_.back();
        stack_.pop_back();
        if (last.kind == Brace::initialiser) return;
        if (last.kind == Brace::function) {
            const int line = line_at(code_, last.begin);
            const std::string_view text = code_;
            found_.push_back({
                line,
                line_at(code_, at_) - line + 1,
                one_line(text.substr(last.begin, last.brace - last.begin)),
            });
        }
        head_ = at_ + 1;
    }

    std::string code_;
    std::size_t at_ = 0;
    std::size_t head_ = 0;  ///< where the text before the next brace begins
    std::vector<Open> stack_;
    std::vector<Function> found_;
};

}  // namespace

std::string code_only(std::string_view text) {
    return Blanker(text).run();
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

int line_at(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    return static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::vector<Include> includes_of(std::string_view text) {
    const std::string code = code_only(text);
    const std::vector<std::string_view> code_lines = lines_of(code);
    const std::vector<std::string_view> text_lines = lines_of(text);
    std::vector<Include> result;
    for (std::size_t i = 0; i < code_lines.size(); ++i) {
        std::string_view directive = trimmed(code_lines[i]);
        if (!directive.starts_with('#')) continue;
        directive = trimmed(directive.substr(1));
        if (!directive.starts_with("include")) continue;
        // The name stands in the text only: as a literal it is blank in the code.
        const std::string_view line = text_lines[i];
        const std::size_t open = line.find_first_of("<\"");
        if (open == std::string_view::npos) continue;
        const bool quoted = line[open] == '"';
        const std::size_t close = line.find(quoted ? '"' : '>', open + 1);
        const std::string_view target = line.substr(open + 1, close - open - 1);
        result.push_back({static_cast<int>(i) + 1, std::string(target), quoted});
    }
    return result;
}

std::vector<Function> functions_of(std::string_view text) {
    return FunctionScanner(without_directives(code_only(text))).run();
}

std::vector<Word> words_of(std::string_view code) {
    std::vector<Word> words;
    int line = 1;
    for (std::size_t at = 0; at < code.size();) {
        if (!is_word_char(code[at])) {
            line += code[at++] == '\n' ? 1 : 0;
            continue;
        }
        std::size_t end = at;
        while (end < code.size() && is_word_char(code[end]))
            ++end;
        words.push_back({line, code.substr(at, end - at), code.substr(0, at), code.substr(end)});
        at = end;
    }
    return words;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_word_char(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

}  // namespace clerk::house
