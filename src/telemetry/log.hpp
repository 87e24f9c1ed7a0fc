// The log: lines or JSON lines on stderr. A line is an event name and fields; every value is
// escaped, and no shopper's words, phone or address ever stand in one at info level or above.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace clerk::telemetry {

enum class Level { debug, info, warning, error };

using Field = std::pair<std::string_view, std::string>;

// Once, in main, before threads start.
void open_log(Level level, bool json);
void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

// For phone numbers, order numbers and tokens: the last four characters, the rest as stars.
[[nodiscard]] std::string masked(std::string_view secret);

}  // namespace clerk::telemetry
