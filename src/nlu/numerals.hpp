// Numbers as people write them: 1,299.00, 二十三, 一百零五, 两千五, 二〇二四, "twenty". Read at a
// place in a text in normal form.
#pragma once

#include "nlu/reader.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace clerk::nlu {

// A whole number below 10^12 in any of the spellings.
[[nodiscard]] std::optional<std::int64_t> read_number(Reader& reader);

// The same in hundredths, decimals allowed (12.5 is 1250); more than two are refused. 1.2万, 3k.
[[nodiscard]] std::optional<std::int64_t> read_hundredths(Reader& reader);

// A number in Chinese numerals.
[[nodiscard]] std::optional<std::int64_t> read_han_number(Reader& reader);

// A number in English words.
[[nodiscard]] std::optional<std::int64_t> read_english_number(Reader& reader);

// Where the next value may begin: never inside a number. 周一三点 is a day and then a time.
[[nodiscard]] std::size_t next_place(std::string_view text, std::size_t at);

// How many bytes of Chinese numerals a text begins with.
[[nodiscard]] std::size_t han_number_bytes(std::string_view text);

}  // namespace clerk::nlu
