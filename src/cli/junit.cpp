#include "cli/junit.hpp"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace clerk::cli {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                // Most control characters have no place in XML, not even escaped.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

std::string seconds(double n) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", n);
    return text;
}

std::string counts(const JunitCase* first, const JunitCase* last) {
    double time = 0;
    std::size_t failed = 0;
    for (const JunitCase* one = first; one != last; ++one) {
        time += one->seconds;
        failed += one->failure.empty() ? 0 : 1;
    }
    return " tests=\"" + std::to_string(last - first) + "\" failures=\"" + std::to_string(failed)
           + "\" errors=\"0\" skipped=\"0\" time=\"" + seconds(time) + "\"";
}

void append(std::string& out, const JunitCase& one) {
    out += "    <testcase classname=\"" + escaped(one.file) + "\" name=\"" + escaped(one.name)
           + "\" time=\"" + seconds(one.seconds) + "\"";
    if (one.failure.empty()) {
        out += "/>\n";
        return;
    }
    const std::string first = one.failure.substr(0, one.failure.find('\n'));
    out += ">\n      <failure message=\"" + escaped(first) + "\">" + escaped(one.failure)
           + "</failure>\n    </testcase>\n";
}

}  // namespace

std::string junit(const std::vector<JunitCase>& cases) {
    const JunitCase* const end = cases.data() + cases.size();
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
                      + counts(cases.data(), end) + ">\n";
    for (const JunitCase* first = cases.data(); first != end;) {
        const JunitCase* const last =
            std::find_if(first, end, [&](const JunitCase& one) { return one.file != first->file; });
        out += "  <testsuite name=\"" + escaped(first->file) + "\"" + counts(first, last) + ">\n";
        for (; first != last; ++first)
            append(out, *first);
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

}  // namespace clerk::cli
