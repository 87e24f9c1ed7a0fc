#include "flow/tokens.hpp"

#include "base/utf8.hpp"
#include "flow/duration.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace clerk::flow {
namespace {

// Longest first, so that "<=" is not read as "<".
constexpr std::array<std::string_view, 11> symbols{
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "(", ")", ","};

struct Mistake {
    std::string_view written;
    std::string_view advice;
};

// What people write out of habit, with what this language has instead. Longest first.
constexpr std::array mistakes{
    Mistake{"&&", "write `and` for &&"},
    Mistake{"||", "write `or` for ||"},
    Mistake{"<>", "write `!=` for <>"},
    Mistake{"=", "write `==` to compare"},
    Mistake{"!", "write `not` for !"},
    Mistake{"\"", "put texts in single quotes: 'like this'"},
    Mistake{"‘", "put texts in straight quotes: 'like this'"},
    Mistake{"’", "put texts in straight quotes: 'like this'"},
    Mistake{"“", "put texts in straight single quotes: 'like this'"},
    Mistake{"”", "put texts in straight single quotes: 'like this'"},
    Mistake{"（", "write a plain ( for （"},
    Mistake{"）", "write a plain ) for ）"},
    Mistake{"，", "write a plain , for ，"},
    Mistake{"＝", "write `==` to compare"},
    Mistake{"！", "write `not`, or != to compare"},
    Mistake{"＜", "write a plain < for ＜"},
    Mistake{"＞", "write a plain > for ＞"},
    Mistake{"≤", "write `<=` for ≤"},
    Mistake{"≥", "write `>=` for ≥"},
    Mistake{"≠", "write `!=` for ≠"},
    Mistake{"*", "there is no multiplication here, only + and -"},
    Mistake{"/", "there is no division here, only + and -"},
    Mistake{"[", "write lists in parentheses: (a, b)"},
    Mistake{"{", "a condition is no map: put the whole of it in quotes"},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Tokens run() {
        while (skip_spaces(), at_ < source_.size() && out_.errors.empty())
            one();
        Token end;
        end.offset = source_.size();
        out_.tokens.push_back(std::move(end));
        return std::move(out_);
    }

private:
    void one() {
        const char c = source_[at_];
        if (is_digit(c)) return number();
        if (begins_name(c)) return path();
        if (c == '\'') return text();
        symbol();
    }

    void skip_spaces() {
        while (at_ < source_.size() && is_space(source_[at_]))
            ++at_;
    }

    void fail(std::size_t offset, std::string message) {
        out_.errors.push_back({offset, std::move(message)});
    }

    Token& add(Token::Kind kind, std::size_t offset) {
        Token token;
        token.kind = kind;
        token.offset = offset;
        return out_.tokens.emplace_back(std::move(token));
    }

    std::string_view word() {
        const std::size_t begin = at_;
        while (at_ < source_.size() && continues_name(source_[at_]))
            ++at_;
        return source_.substr(begin, at_ - begin);
    }

    // `7`, `7 days`, `7d`. A unit a space away must be spelt out: in `3 m` nobody knows.
    void number() {
        const std::size_t begin = at_;
        std::int64_t n = 0;
        const char* end = source_.data() + source_.size();
        const auto [after, failure] = std::from_chars(source_.data() + at_, end, n);
        at_ = static_cast<std::size_t>(after - source_.data());
        if (failure != std::errc{}) return fail(begin, "this number is too large");
        if (at_ + 1 < source_.size() && source_[at_] == '.' && is_digit(source_[at_ + 1])) {
            return fail(begin, "numbers are whole here; money is compared in whole units");
        }
        const std::size_t number_end = at_;
        const std::string_view near = word();
        if (near.empty()) skip_spaces();
        const std::string_view unit = near.empty() ? word() : near;
        const auto length = near.empty() && unit.size() == 1 ? std::nullopt : duration_unit(unit);
        if (!length && !near.empty()) {
            return fail(
                begin,
                "`" + std::string(source_.substr(begin, at_ - begin))
                    + "` is neither a number nor a duration; write `7 days` or `3h`"
            );
        }
        if (!length) {
            at_ = number_end;
            add(Token::Kind::number, begin).number = n;
            return;
        }
        const auto duration = times(n, *length);
        if (!duration) return fail(begin, "this duration is too long");
        add(Token::Kind::duration, begin).duration = *duration;
    }

    void path() {
        const std::size_t begin = at_;
        std::vector<std::string> parts{std::string(word())};
        while (at_ < source_.size() && source_[at_] == '.') {
            ++at_;
            if (at_ == source_.size() || !begins_name(source_[at_])) {
                return fail(at_, "a field's name must follow the dot");
            }
            parts.emplace_back(word());
        }
        add(Token::Kind::path, begin).parts = std::move(parts);
    }

    // '…', with '' for a quote inside.
    void text() {
        const std::size_t begin = at_++;
        std::string out;
        for (; at_ < source_.size(); ++at_) {
            if (source_[at_] != '\'') {
                out += source_[at_];
            } else if (at_ + 1 < source_.size() && source_[at_ + 1] == '\'') {
                out += source_[at_++];
            } else {
                ++at_;
                add(Token::Kind::text, begin).text = std::move(out);
                return;
            }
        }
        fail(begin, "this text has no closing '");
    }

    void symbol() {
        const std::string_view rest = source_.substr(at_);
        const bool mistaken = rest.starts_with("<>");
        const auto known =
            std::ranges::find_if(symbols, [&](std::string_view s) { return rest.starts_with(s); });
        if (known != symbols.end() && !mistaken) {
            add(Token::Kind::symbol, at_).text = *known;
            at_ += known->size();
            return;
        }
        const auto mistake = std::ranges::find_if(mistakes, [&](const Mistake& m) {
            return rest.starts_with(m.written);
        });
        if (mistake != mistakes.end()) return fail(at_, std::string(mistake->advice));
        const std::size_t bytes = std::max<std::size_t>(1, utf8::step(rest, 0).bytes);
        fail(at_, "`" + utf8::escaped(rest.substr(0, bytes)) + "` means nothing in a condition");
    }

    std::string_view source_;
    std::size_t at_ = 0;
    Tokens out_;
};

}  // namespace

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool continues_name(char c) {
    return begins_name(c) || is_digit(c);
}

Tokens tokenise(std::string_view source) {
    return Lexer(source).run();
}

}  // namespace clerk::flow
