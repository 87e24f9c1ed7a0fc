// `shopclerk match`, apart from the command line: lines in, NDJSON out, on the road a shopper's
// message goes. Scripts use its format; keys are only ever added.
#pragma once

#include "base/time.hpp"
#include "turn/script.hpp"

#include <iosfwd>
#include <string>
#include <string_view>

namespace clerk::cli {

// {"text","intent"|null,"rule"|null,"score","slots":{…},"also":[…],"clarify":[…]}; a text that is
// no message (too long, not UTF-8) has no intent, and an "error" that says so.
[[nodiscard]] std::string match_line(
    std::string_view line, const turn::Script& script, UnixMillis now
);
// Every line of `in`, flushed one by one while `out` is somebody waiting.
void match_lines(std::istream& in, std::ostream& out, const turn::Script& script, UnixMillis now);

}  // namespace clerk::cli
