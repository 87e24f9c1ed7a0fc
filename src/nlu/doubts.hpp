// Values that stand in a text and are not what is meant: said no to ("not Friday", 周五不行), one
// end of a span (2-3个, "between 2 and 4"), or below nothing (-5元).
#pragma once

#include "nlu/reader.hpp"

#include <cstddef>
#include <string_view>

namespace clerk::nlu {

[[nodiscard]] bool is_denied(std::string_view text, std::size_t begin, std::size_t end);

// What a span counts: its ends need a unit, but for numbers.
enum class SpanOf : unsigned char { numbers, days, hours };

// Goes past two numbers that are the ends of a span; false: none stands here, nothing is taken.
bool skip_span(Reader& reader, SpanOf what);

// A minus stands right before.
[[nodiscard]] bool is_below_nothing(std::string_view before);

}  // namespace clerk::nlu
