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

}  // namespace

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
    const std::string_view text = line(n);
    std::size_t at = text.find_first_not_of(" -");
    if (at == std::string_view::npos) return std::nullopt;
    const std::size_t begin = at;
    while (at < text.size() && is_key_char(text[at]))
        ++at;
    if (at == begin || !text.substr(at).starts_with(wide)) return std::nullopt;
    return starts_[n] + at;
}

}  // namespace clerk::content::yaml
