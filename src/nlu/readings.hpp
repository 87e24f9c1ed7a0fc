// How Han sound: the number of a sign's syllable, the same for signs that dictation takes for each
// other (退货, 退火, 退或). The table is made by scripts/readings.cpp when the program is built.
#pragma once

#include <cstdint>

namespace clerk::nlu {

// 0: nobody knows.
[[nodiscard]] std::uint16_t reading_of(char32_t c);

}  // namespace clerk::nlu
