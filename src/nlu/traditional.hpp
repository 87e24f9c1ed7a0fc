// Traditional and simplified characters, from OpenCC's dictionaries: the only file of the project
// that knows OpenCC.
#pragma once

#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::nlu {

class Traditional {
public:
    // Error "no_opencc" names the package to install.
    [[nodiscard]] static Result<std::unique_ptr<const Traditional>> load();

    ~Traditional();
    Traditional(const Traditional&) = delete;
    Traditional& operator=(const Traditional&) = delete;

    // Every character that has a simplified form, with it; sorted; followed to the end of a chain
    // (薴 → 苧 → 苎).
    [[nodiscard]] const std::vector<std::pair<char32_t, char32_t>>& simplified() const;

    // Longest phrase first, then characters, then the common forms, as OpenCC's own s2tw does.
    // Thread-safe.
    [[nodiscard]] std::string to_traditional(std::string_view text) const;

private:
    Traditional();
    struct Tables;
    std::unique_ptr<Tables> tables_;
};

}  // namespace clerk::nlu
