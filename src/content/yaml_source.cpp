#include "content/yaml_source.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace clerk::content::yaml {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";
constexpr std::string_view wide = "：";

Position place_in(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = static_cast<int>(std::ranges::count(before, '\n')) + 1;
    const std::size_t start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {line, static_cast<int>(utf8::length(before.substr(start))) + 1};
}

bool looks_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    // Latin text in UTF-16 has a zero in every other byte.
    const std::string_view head = bytes.substr(0, 64);
    return head.size() >= 4 && std::ranges::count(head, '\0') * 3 >= std::ssize(head);
}

// Whether the bytes can be read as text at all.
bool readable(std::string_view bytes, const Report& report) {
    if (bytes.size() > limits::yaml_bytes_max) {
        report.error(
            {},
            "the file has " + std::to_string(bytes.size()) + " bytes, more than "
                + std::to_string(limits::yaml_bytes_max) + "; split it"
        );
        return false;
    }
    if (looks_utf16(bytes)) {
        report.error({}, "the file is UTF-16; save it as UTF-8");
        return false;
    }
    if (const auto bad = utf8::first_invalid(bytes)) {
        report.error(
            place_in(bytes, *bad), "these bytes are not UTF-8 (GBK perhaps); save the file as UTF-8"
        );
        return false;
    }
    return true;
}

bool is_key_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
           || c == '-' || c == '.';
}

constexpr std::string_view wide_hash = "＃";

// A line behind its blanks and dashes: the key it begins with, empty if none, and what follows.
struct Start {
    std::size_t at = 0;
    std::string_view key;
    std::string_view rest;
};

Start start_of(std::string_view line) {
    const std::size_t at = line.find_first_not_of(" -");
    if (at == std::string_view::npos) return {};
    std::size_t end = at;
    while (end < line.size() && is_key_char(line[end]))
        ++end;
    return {at, line.substr(at, end - at), line.substr(end)};
}

}  // namespace

std::string_view glued_key(std::string_view line) {
    const Start start = start_of(line);
    const bool letter = !start.key.empty() && (start.key.front() < '0' || start.key.front() > '9');
    const bool glued = start.rest.size() > 1 && start.rest.front() == ':' && start.rest[1] != ' '
                       && start.rest[1] != '/';
    return letter && glued ? start.key : std::string_view();
}

bool is_wide_dash(std::string_view text) {
    return text.starts_with("－") || text.starts_with("– ") || text.starts_with("— ");
}

std::string wide_dash_advice() {
    return "this dash begins no element; write `- ` (a plain hyphen and a space), or put the text "
           "in '…'";
}

std::string space_missing_advice(std::string_view key) {
    return "a space is missing after `" + std::string(key) + ":`";
}

std::string alias_advice() {
    return "`*` is a YAML alias, which content does not have" + std::string(quote_it);
}

std::string anchor_advice() {
    return "`&` begins a YAML anchor and would vanish" + std::string(quote_it);
}

std::string wide_colon_advice() {
    return "a full-width colon `：` ends no key; write `: ` (a plain colon and a space)";
}

std::optional<Source> Source::read(std::string_view bytes, const Report& report) {
    if (!readable(bytes, report)) return std::nullopt;
    if (bytes.starts_with(bom)) {
        report.error({}, "the file begins with a byte order mark; save it as UTF-8 without BOM");
        bytes.remove_prefix(bom.size());
    }
    Source source;
    source.starts_.push_back(0);
    std::vector<std::size_t> controls;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
        const bool control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
        if (control) controls.push_back(source.text_.size());
        source.text_.push_back(control ? ' ' : bytes[i]);
        if (c == '\n') source.starts_.push_back(source.text_.size());
    }
    for (const std::size_t at : controls) {
        report.error(source.position(at), "a control character; take it out");
    }
    bool tabs = false;
    for (std::size_t n = 0; n < source.lines(); ++n) {
        const std::string_view line = source.line(n);
        const std::size_t content = line.find_first_not_of(" \t");
        const std::size_t tab = line.find('\t');
        if (content != std::string_view::npos && tab < content) {
            report.error(
                source.position(source.line_start(n) + tab), "a tab indents this line; use spaces"
            );
            tabs = true;
        }
        if (line.starts_with('%')) {
            report.error(
                {static_cast<int>(n) + 1, 1}, "a YAML directive has no place here; take it out"
            );
        }
    }
    if (tabs) return std::nullopt;
    return source;
}

std::size_t Source::line_of(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(starts_, offset);
    return static_cast<std::size_t>(after - starts_.begin()) - 1;
}

Position Source::position(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const std::size_t n = line_of(offset);
    const std::string_view before(text_.data() + starts_[n], offset - starts_[n]);
    return {static_cast<int>(n) + 1, static_cast<int>(utf8::length(before)) + 1};
}

std::string_view Source::line(std::size_t n) const {
    const std::size_t begin = starts_[n];
    const std::size_t end = n + 1 < starts_.size() ? starts_[n + 1] - 1 : text_.size();
    return std::string_view(text_).substr(begin, end - begin);
}

std::optional<std::size_t> Source::wide_colon(std::size_t n) const {
    const Start start = start_of(line(n));
    if (start.key.empty() || !start.rest.starts_with(wide)) return std::nullopt;
    return starts_[n] + start.at + start.key.size();
}

std::optional<std::size_t> Source::key(std::size_t n) const {
    const Start start = start_of(line(n));
    const bool ends = start.rest == ":" || start.rest.starts_with(": ");
    if (start.key.empty() || !ends) return std::nullopt;
    return starts_[n] + start.at;
}

std::size_t Source::bracket(std::size_t n) const {
    const Start start = start_of(line(n));
    std::string_view value = start.rest;
    std::size_t at = starts_[n] + start.at + start.key.size();
    if (!start.key.empty()) {
        if (!value.starts_with(": ")) return std::string::npos;
        const std::size_t begin = std::min(value.find_first_not_of(": "), value.size());
        value.remove_prefix(begin);
        at += begin;
    }
    return value.starts_with('[') || value.starts_with('{') ? at : std::string::npos;
}

std::optional<Slip> Source::slip(std::size_t n) const {
    if (const auto colon = wide_colon(n)) return Slip{*colon, wide_colon_advice()};
    const Start start = start_of(line(n));
    const std::size_t at = starts_[n] + start.at;
    if (start.rest.starts_with(wide_hash)) {
        return Slip{at, "a full-width `＃` begins no comment; write `#`"};
    }
    if (is_wide_dash(start.rest)) return Slip{at, wide_dash_advice()};
    const std::string_view glued = glued_key(line(n));
    if (glued.empty()) return std::nullopt;
    return Slip{at + glued.size() + 1, space_missing_advice(glued)};
}

}  // namespace clerk::content::yaml
