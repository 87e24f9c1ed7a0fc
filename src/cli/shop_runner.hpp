// The real actions over a shop in memory: what `chat` and `test` perform effects with. The shop is
// read once from NDJSON files in the form of `shopclerk import`; every chat begins with it as it
// was.
#pragma once

#include "base/result.hpp"
#include "content/snapshot.hpp"
#include "content/talk.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace clerk::cli {

// Without a folder (empty path) the shop is empty: no order is found, nobody can sign in.
[[nodiscard]] Result<std::unique_ptr<content::ActionRunner>> open_shop(
    const std::filesystem::path& folder, content::SnapshotPtr content
);

// What the folder's products are called, for `<product>` and answers that name one.
[[nodiscard]] std::vector<nlu::ProductName> products_of(const std::filesystem::path& folder);

}  // namespace clerk::cli
