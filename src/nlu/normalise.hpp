// The one normal form. Idempotent, total on valid UTF-8, with offsets back to the original:
// NFKC + casefold, full width, traditional → simplified (OpenCC's character table), zero-width and
// control characters away, spaces between Han away, runs of spaces and of repeated punctuation or
// letters shortened, contractions spelt out, a region's words made standard, emoji set apart by
// spaces.
#pragma once

#include "base/result.hpp"
#include "nlu/understanding.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace clerk::nlu {

class Normaliser {
public:
    // Reads OpenCC's dictionaries. Error "no_opencc" names the package to install.
    [[nodiscard]] static Result<std::shared_ptr<const Normaliser>> load();

    ~Normaliser();
    Normaliser(const Normaliser&) = delete;
    Normaliser& operator=(const Normaliser&) = delete;

    // REQUIRES: valid UTF-8. Thread-safe.
    [[nodiscard]] NormalText normalise(std::string_view text) const;

    // A rule's literal: as a message, but without what only makes sense for whole messages
    // (trimming).
    [[nodiscard]] std::string literal(std::string_view text) const;

    // Simplified → traditional (OpenCC's STCharacters and STPhrases), for texts that content gives
    // in zh alone, and what is shown to who reads it.
    [[nodiscard]] std::string to_traditional(std::string_view text) const;

private:
    Normaliser();
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

}  // namespace clerk::nlu
