#include "content/chat_pattern.hpp"

#include "base/trim.hpp"

#include <algorithm>
#include <cctype>

namespace clerk::content {
namespace {

// A pattern in pieces: literal text, a star, or a capture.
struct Piece {
    enum class Kind : unsigned char { literal, star, capture };
    Kind kind = Kind::literal;
    std::string text;
};

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::vector<Piece> pieces_of(std::string_view pattern) {
    std::vector<Piece> pieces;
    const auto literal = [&](char c) {
        if (pieces.empty() || pieces.back().kind != Piece::Kind::literal) pieces.push_back({});
        pieces.back().text += c;
    };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            literal(pattern[++i]);
        } else if (c == '*') {
            pieces.push_back({Piece::Kind::star, {}});
        } else if (c == '<') {
            std::size_t end = i + 1;
            while (end < pattern.size() && is_name(pattern[end]))
                ++end;
            if (end > i + 1 && end < pattern.size() && pattern[end] == '>') {
                pieces.push_back(
                    {Piece::Kind::capture, std::string(pattern.substr(i + 1, end - i - 1))}
                );
                i = end;
            } else {
                literal(c);
            }
        } else {
            literal(c);
        }
    }
    return pieces;
}

// Known captures are literals; the others match anything, at least one byte, the shortest first.
// Tests are short and trusted, so plain backtracking does.
bool match(
    const std::vector<Piece>& pieces, std::size_t piece, std::string_view text, Captures& captures
) {
    if (piece == pieces.size()) return text.empty();
    const Piece& now = pieces[piece];
    const auto known = now.kind == Piece::Kind::capture ? captures.find(now.text) : captures.end();
    if (now.kind == Piece::Kind::literal || known != captures.end()) {
        const std::string& literal = known != captures.end() ? known->second : now.text;
        return text.starts_with(literal)
               && match(pieces, piece + 1, text.substr(literal.size()), captures);
    }
    const bool star = now.kind == Piece::Kind::star;
    for (std::size_t taken = star ? 0 : 1; taken <= text.size(); ++taken) {
        if (!star) captures[now.text] = std::string(text.substr(0, taken));
        if (match(pieces, piece + 1, text.substr(taken), captures)) return true;
    }
    if (!star) captures.erase(now.text);
    return false;
}

// The parts of "{a, b}" or "[a, b]" between their brackets, at commas outside inner ones and
// quotes.
std::optional<std::vector<std::string>> parts(std::string_view text, char open, char close) {
    text = trimmed(text);
    if (text.size() < 2 || text.front() != open || text.back() != close) return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::vector<std::string> all;
    std::string part;
    int depth = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '\'') quoted = !quoted;
        if (!quoted && (c == '{' || c == '[')) ++depth;
        if (!quoted && (c == '}' || c == ']')) --depth;
        if (depth < 0) return std::nullopt;
        if (c == ',' && depth == 0 && !quoted) {
            all.emplace_back(trimmed(part));
            part.clear();
        } else {
            part += c;
        }
    }
    if (depth != 0 || quoted) return std::nullopt;
    if (!trimmed(part).empty()) all.emplace_back(trimmed(part));
    return all;
}

std::string unquoted(std::string_view text) {
    text = trimmed(text);
    const bool quoted = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
    return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text, Captures& captures) {
    return match(pieces_of(pattern), 0, text, captures);
}

std::string as_pattern(std::string_view text) {
    std::string pattern;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool special = text[i] == '*' || text[i] == '\\'
                             || (text[i] == '<' && i + 1 < text.size() && is_name(text[i + 1]));
        if (special) pattern += '\\';
        pattern += text[i];
    }
    return pattern;
}

std::optional<Pairs> parse_pairs(std::string_view text) {
    const auto all = parts(text, '{', '}');
    if (!all) return std::nullopt;
    Pairs pairs;
    for (const std::string& part : *all) {
        const std::size_t colon = part.find(':');
        if (colon == std::string::npos) return std::nullopt;
        const std::string_view view = part;
        pairs.emplace_back(trimmed(view.substr(0, colon)), unquoted(view.substr(colon + 1)));
    }
    return pairs;
}

std::optional<std::vector<std::string>> parse_items(std::string_view text) {
    auto all = parts(text, '[', ']');
    if (!all) return std::nullopt;
    for (std::string& part : *all)
        part = unquoted(part);
    return all;
}

bool fits(const Pairs& expected, const Pairs& got, Captures& captures) {
    return std::ranges::all_of(expected, [&](const auto& pair) {
        const auto same = std::ranges::find(got, pair.first, &Pairs::value_type::first);
        return same != got.end() && fits(pair.second, same->second, captures);
    });
}

std::string print_pairs(const Pairs& pairs) {
    std::string text = "{";
    for (const auto& [key, value] : pairs) {
        if (text.size() > 1) text += ", ";
        const bool quotes = value.find_first_of(",{}[]") != std::string::npos || value.empty();
        text += key + ": " + (quotes ? "'" + as_pattern(value) + "'" : as_pattern(value));
    }
    return text + "}";
}

}  // namespace clerk::content
