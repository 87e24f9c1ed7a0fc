// How words that shoppers often mistype or shorten are meant: "recieved", "pls", "colour". Only
// what is no word of its own, so that nothing is lost; British spellings become American ones,
// which rules then meet whichever way they are written.
#pragma once

#include <string_view>

namespace clerk::nlu {

// The usual spelling of a lower-case word, one or more words; empty: it stays as it is.
[[nodiscard]] std::string_view respelt(std::string_view word);

}  // namespace clerk::nlu
