/// What the store's tests share: a folder that goes away, a small shop, ids that count up.
#pragma once

#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace clerk::store {

/// A value that must be there; the error is shown when it is not.
template <class T>
T want(Result<T> result) {
    if (!result) FAIL(result.error().code + ": " + result.error().message);
    return *std::move(result);
}

inline void must(const Status& status) {
    if (!status) FAIL(status.error().code + ": " + status.error().message);
}

class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] std::string file(const std::string& name) const {
        return (path_ / name).string();
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// 1, 2, 3, …
std::function<std::uint64_t()> counting_ids();

inline std::unique_ptr<Database> memory() {
    return want(Database::open(":memory:"));
}

constexpr UnixMillis monday{1'719'799'200'000};  // 2024-07-01 10:00 in China

/// Li Ming (gold, c-1) with one fridge received in June (order 2024061234, two of them), and an
/// order on its way (2024070001); Ann (c-2) without orders.
struct SmallShop {
    CustomerId li;
    CustomerId ann;
    OrderId received;
    OrderId shipped;
    ItemId fridge;
};

SmallShop fill(Database& database);

}  // namespace clerk::store
