// "+08:00" as people write a zone on the command line.
#pragma once

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::cli {

[[nodiscard]] inline std::optional<UtcOffset> parse_utc_offset(std::string_view text) {
    // A time in that zone, told in UTC, says how far it lies.
    constexpr std::string_view noon = "2000-01-01T12:00:00.000";
    const auto there = parse_iso_time(std::string(noon) + std::string(text), UtcOffset{0});
    const auto utc = parse_iso_time(noon, UtcOffset{0});
    if (text.empty() || !there || !utc) return std::nullopt;
    return UtcOffset{static_cast<std::int32_t>((*utc - *there).value / 60'000)};
}

}  // namespace clerk::cli
