/// A disk that fails on demand: SQLite's own file system with a wrapper in front, so that the
/// store's behaviour at a full disk or a failed sync can be tried at any write.
#pragma once

#include <string>

namespace clerk::store {

/// One at a time; files are opened through it by "file:PATH?vfs=faulty".
class FaultyDisk {
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// After so many more writes (syncs) every one fails, until mended.
    void no_room_after(int writes);
    void no_sync_after(int syncs);
    void mend();

    [[nodiscard]] int failed() const;  ///< calls refused since the last mend

    [[nodiscard]] static std::string uri(const std::string& path) {
        return "file:" + path + "?vfs=faulty";
    }
};

}  // namespace clerk::store
