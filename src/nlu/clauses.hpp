// Where one thing a shopper says ends and the next begins.
//
// A clause ends at 。 ! ? ; a newline, and at a full stop that is no decimal point, version or
// abbreviation; and before 顺便, 另外, 还有, "and also", ", also", "by the way", which stay with
// what they introduce. A comma ends nothing ("我买的冰箱坏了，想退货" is one wish), but only the
// dots of a phrase reach over it; where two wishes meet at one, nlu/joiners.hpp parts them. 还有
// that asks what is left (还有货吗, 还有多久, 我还有…) is no beginning.
#pragma once

#include "nlu/understanding.hpp"

#include <string_view>
#include <vector>

namespace clerk::nlu {

// At most limits::clauses_per_message_max, of which the last then holds the rest; never empty.
// Spans are without the marks and spaces around them.
[[nodiscard]] std::vector<Span> split_clauses(std::string_view normal);

// Without spaces and light punctuation at the ends.
[[nodiscard]] Span trimmed(std::string_view normal, Span span);

}  // namespace clerk::nlu
