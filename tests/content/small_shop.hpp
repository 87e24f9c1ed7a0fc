// A content folder as small as `check` allows, written to a temporary place, in which tests then
// break one thing.
#pragma once

#include "content/load.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace clerk::content {

class SmallShop {
public:
    SmallShop();
    ~SmallShop();
    SmallShop(const SmallShop&) = delete;
    SmallShop& operator=(const SmallShop&) = delete;

    void write(const std::string& path, std::string_view text) const;
    void remove(const std::string& path) const;

    // A flow "trial" with these steps under `steps:`, and what else its head holds.
    void flow(std::string_view steps, std::string_view head = "") const;
    // An intent "trial" that answers, with these lines.
    void intent(std::string_view lines) const;

    [[nodiscard]] Loaded load(LoadOptions options = {}) const;
    // All problems, one a line; and without the warnings.
    [[nodiscard]] std::string problems() const;
    [[nodiscard]] std::string errors() const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace clerk::content
