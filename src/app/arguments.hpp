// The arguments of an action, read by name. A missing one, or one of another type, reads as empty:
// what content may pass was checked when it was loaded.
#pragma once

#include "model/value.hpp"

#include <cstdint>
#include <string_view>

namespace clerk::app {

[[nodiscard]] std::string_view text_arg(const NamedValues& args, std::string_view name);
[[nodiscard]] std::string_view choice_arg(const NamedValues& args, std::string_view name);
[[nodiscard]] bool flag_arg(const NamedValues& args, std::string_view name);
// A field of a record that was passed: the number it goes by.
[[nodiscard]] std::string_view record_text(
    const NamedValues& args, std::string_view name, std::string_view field
);
[[nodiscard]] std::int64_t record_count(
    const NamedValues& args, std::string_view name, std::string_view field
);

}  // namespace clerk::app
