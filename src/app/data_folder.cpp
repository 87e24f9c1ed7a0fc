#include "app/data_folder.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace clerk::app {
namespace {

constexpr std::size_t secret_bytes_max = 4'096;
constexpr std::size_t holder_bytes_max = 256;
constexpr mode_t secret_mode = 0600;

Error failure(std::string_view what, const std::filesystem::path& path) {
    return error(
        "io", "cannot " + std::string(what) + " " + path.string() + ": " + std::strerror(errno)
    );
}

Status write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return error("io", std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return done();
}

std::string read_some(int file, std::size_t max) {
    std::string bytes(max, '\0');
    std::size_t size = 0;
    while (size < max) {
        const ssize_t got =
            ::pread(file, bytes.data() + size, max - size, static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

Error locked(const std::filesystem::path& folder, int lock) {
    std::string holder = read_some(lock, holder_bytes_max);
    while (!holder.empty() && holder.back() == '\n')
        holder.pop_back();
    if (holder.empty()) holder = "another process";
    return error("locked", folder.string() + " is in use by " + holder);
}

Status make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    if (std::filesystem::is_directory(folder, failed)) return done();
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), failed);
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return done();
    return failure("make the folder", folder);
}

}  // namespace

Result<DataFolder> DataFolder::open(
    const std::filesystem::path& folder, std::string_view command, UnixMillis now
) {
    if (Status made = make_folder(folder); !made) return made.error();
    const std::filesystem::path file = folder / "lock";
    const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, secret_mode);
    if (lock < 0) return failure("open", file);
    DataFolder held(folder, lock);
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return failure("lock", file);
        return locked(folder, lock);
    }
    const std::string holder = std::string(command) + ", process " + std::to_string(::getpid())
                               + ", since " + iso_time(now) + "\n";
    // Only for people: the lock holds without it.
    if (::ftruncate(lock, 0) == 0) static_cast<void>(write_all(lock, holder));
    return held;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : folder_(std::move(other.folder_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
    if (lock_ >= 0) ::close(lock_);  // and the lock with it
}

bool DataFolder::empty() const {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
        if (entry.path().filename() != "lock") return false;
    }
    return !failed;
}

Status write_secret(const std::filesystem::path& file, std::string_view bytes) {
    const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret_mode);
    if (out < 0) {
        if (errno == EEXIST) return error("exists", file.string() + " is there already");
        return failure("make", file);
    }
    Status written = write_all(out, bytes);
    if (written && ::fsync(out) != 0) written = failure("write", file);
    ::close(out);
    if (!written) ::unlink(file.c_str());
    return written;
}

Result<std::string> read_secret(const std::filesystem::path& file) {
    const int in = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        if (errno == ENOENT) return error("missing", "there is no " + file.string());
        return failure("read", file);
    }

    struct stat about {};

    const bool exposed = ::fstat(in, &about) != 0 || (about.st_mode & 077) != 0;
    std::string bytes = read_some(in, secret_bytes_max);
    ::close(in);
    if (exposed) {
        return error(
            "exposed", file.string() + " can be read by others: chmod 600 " + file.string()
        );
    }
    return bytes;
}

}  // namespace clerk::app
