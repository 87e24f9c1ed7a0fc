#include "content/yaml_syntax.hpp"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace clerk::content::yaml {
namespace {

// The parser's words, in the reader's.
std::string explain(const std::string& message) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> words{{
        {"illegal map value",
         "a `:` stands where no key may end; put a text that holds `: ` in '…', or mend the "
         "indentation"},
        {"end of map not found", "this line's indentation fits nothing above it"},
        {"end of sequence not found", "this line's indentation fits nothing above it"},
        {"end of sequence flow not found", "`[` is not closed with `]`"},
        {"end of map flow not found", "`{` is not closed with `}`"},
        {"illegal flow end", "a closing bracket without an opening one; put the text in '…'"},
        {"illegal block entry",
         "`- ` begins a list where a text is expected; put the list on lines of its own"},
        {"illegal EOF in scalar", "a quote is never closed"},
        {"unknown escape", "in \"…\" this backslash begins no escape of YAML's; write '…'"},
        {"unknown token", "this character may not begin a text; put the text in '…'"},
    }};
    for (const auto& [theirs, ours] : words) {
        if (message.find(theirs) != std::string::npos) return std::string(ours);
    }
    const bool alias = message.find("anchor is not defined") != std::string::npos
                       || message.find("alias not found") != std::string::npos;
    if (alias) return alias_advice();
    if (message.find("anchor not found") != std::string::npos) {
        return anchor_advice();
    }
    return "this is not YAML: " + message;
}

// How far behind the mistake the parser points.
std::size_t overshoot(const std::string& message) {
    if (message.find("unknown escape") != std::string::npos) return 2;
    return message.find("not found after") != std::string::npos ? 1 : 0;
}

}  // namespace

// A full-width mark confuses the parser lines later; it is then the likelier mistake.
void report_syntax(const YAML::Exception& failure, const Source& source, const Report& report) {
    const bool known = !failure.mark.is_null();
    auto offset = known ? static_cast<std::size_t>(failure.mark.pos) : source.text().size();
    offset -= std::min(offset, overshoot(failure.msg));
    const std::size_t last = source.line_of(std::min(offset, source.text().size()));
    for (std::size_t n = last > 3 ? last - 3 : 0; n <= last; ++n) {
        const auto slip = source.slip(n);
        if (!slip) continue;
        report.error(source.position(slip->offset), slip->advice);
        return;
    }
    // A line whose own key the parser stumbles over stands in the wrong column.
    const auto key = source.key(last);
    const bool stumbled = failure.msg.find("illegal map value") != std::string::npos;
    if (stumbled && key && source.text().find(':', *key) == offset) {
        report.error(
            source.position(*key),
            "this line's indentation fits nothing above it; keys that belong together begin in "
            "the same column"
        );
        return;
    }
    // So does a text that begins with a bracket and goes on behind it.
    const std::size_t bracket = source.bracket(last);
    const bool astray = explain(failure.msg).starts_with("this line's indentation");
    if (astray && bracket != std::string::npos && bracket < offset) {
        report.error(
            source.position(bracket),
            "a text that begins with `" + std::string(1, source.at(bracket))
                + "` is read as a list or a map; put the text in '…'"
        );
        return;
    }
    report.error(source.position(offset), explain(failure.msg));
}

}  // namespace clerk::content::yaml
