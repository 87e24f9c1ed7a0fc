// The languages a shopper is answered in. zh is simplified Chinese, zh_hant traditional (converted
// from zh at load where content gives none), en English.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace clerk {

enum class Lang : unsigned char { zh, en, zh_hant };

constexpr std::size_t lang_count = 3;
constexpr std::array<std::string_view, lang_count> lang_names{"zh", "en", "zh-Hant"};

constexpr std::string_view to_string(Lang lang) {
    return lang_names[static_cast<std::size_t>(lang)];
}

constexpr std::optional<Lang> parse_lang(std::string_view name) {
    for (std::size_t i = 0; i < lang_count; ++i) {
        if (lang_names[i] == name) return static_cast<Lang>(i);
    }
    return std::nullopt;
}

}  // namespace clerk
