// A shop's data folder, held by one process at a time: the database, the secrets beside it, and the
// lock that keeps a second process out and tells it who is there. The lock is the kernel's (flock):
// it ends with the process, however that ends; the text in the file only names the holder.
//
//   DIR/lock          who has it: "serve, process 4711, since 2024-07-01T02:00:00.000Z"
//   DIR/shopclerk.db  everything the shop keeps
//   DIR/jwt.key       32 random bytes, mode 0600: signs shoppers in where the shop configured
//   nothing else DIR/blobs/        uploads, by their digest
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace clerk::app {

class DataFolder {
public:
    // Makes the folder (0700) when it is missing. "locked" names the holder. `command` is ours, for
    // the next one who asks.
    static Result<DataFolder> open(
        const std::filesystem::path& folder, std::string_view command, UnixMillis now
    );
    ~DataFolder();
    DataFolder(DataFolder&& other) noexcept;
    DataFolder& operator=(DataFolder&&) = delete;
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

    [[nodiscard]] std::string database() const { return (folder_ / "shopclerk.db").string(); }

    [[nodiscard]] std::string token_key() const { return (folder_ / "jwt.key").string(); }

    [[nodiscard]] std::filesystem::path blobs() const { return folder_ / "blobs"; }

    // Nothing in it but the lock.
    [[nodiscard]] bool empty() const;

private:
    DataFolder(std::filesystem::path folder, int lock) : folder_(std::move(folder)), lock_(lock) {}

    std::filesystem::path folder_;
    int lock_ = -1;
};

// A file that only its owner can read (0600), on the disk when this returns; "exists" when there is
// one.
Status write_secret(const std::filesystem::path& file, std::string_view bytes);

// At most 4,096 bytes. "missing", or "exposed" when others than its owner can read it.
Result<std::string> read_secret(const std::filesystem::path& file);

}  // namespace clerk::app
