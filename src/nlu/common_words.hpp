// Words that everybody uses whatever they want: they say little about what is wanted.
#pragma once

#include <string_view>

namespace clerk::nlu {

// A Latin word in lower case, or two Han, in normal form.
[[nodiscard]] bool is_common_word(std::string_view word);

}  // namespace clerk::nlu
