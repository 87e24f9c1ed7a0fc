// Plain words between two wishes of one clause: "where is my order *and* how many points do I
// have", 查订单*和*积分. Most such words part nothing ("black and white", 退货和退款), so this only
// finds where there may be two; the rules decide it: both sides must mean something, and not the
// same (nlu/lexicon.cpp).
//
// What follows must ask for something by itself: a question or a look-up. After "and" and 和 it
// may be the bare thing, when what stands before looks something up ("check … and …", 查…和…). A
// comma counts only between two that ask.
#pragma once

#include "nlu/understanding.hpp"

#include <string_view>
#include <vector>

namespace clerk::nlu {

// Whether the words ask for something by themselves: a question, a look-up, a wish.
[[nodiscard]] bool is_request(std::string_view normal);

// The joining words within `normal` that may part it, left to right, none at an end.
[[nodiscard]] std::vector<Span> joiners(std::string_view normal, Span within);

// All of them but commas, whatever stands beside them: for what is told apart by other means.
[[nodiscard]] std::vector<Span> plain_joiners(std::string_view normal, Span within);

}  // namespace clerk::nlu
