#include "faulty_disk.hpp"

#include <sqlite3.h>

#include <climits>
#include <cstring>

namespace clerk::store {
namespace {

// What the wrapper knows; SQLite's callbacks carry no place for it.
struct Disk {
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs faulty{};
    int writes_left = INT_MAX;
    int syncs_left = INT_MAX;
    int failed = 0;
};

Disk disk;

// A file of ours: the method table, then the real file behind it.
struct File {
    sqlite3_file base;

    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real();
}

bool used_up(int& left) {
    if (left > 0) {
        --left;
        return false;
    }
    ++disk.failed;
    return true;
}

int close_file(sqlite3_file* f) {
    return real_of(f)->pMethods->xClose(real_of(f));
}

int read_file(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
    return real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

int write_file(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
    if (used_up(disk.writes_left)) return SQLITE_FULL;
    return real_of(f)->pMethods->xWrite(real_of(f), from, n, at);
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
    return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

int sync_file(sqlite3_file* f, int flags) {
    if (used_up(disk.syncs_left)) return SQLITE_IOERR_FSYNC;
    return real_of(f)->pMethods->xSync(real_of(f), flags);
}

int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

int lock_file(sqlite3_file* f, int level) {
    return real_of(f)->pMethods->xLock(real_of(f), level);
}

int unlock_file(sqlite3_file* f, int level) {
    return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

int check_lock(sqlite3_file* f, int* out) {
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

int control(sqlite3_file* f, int op, void* arg) {
    return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

int sector_size(sqlite3_file* f) {
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

int characteristics(sqlite3_file* f) {
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

int shm_map(sqlite3_file* f, int page, int size, int extend, volatile void** out) {
    return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

void shm_barrier(sqlite3_file* f) {
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}

int shm_unmap(sqlite3_file* f, int remove) {
    return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

constexpr sqlite3_io_methods methods{
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    file_size,
    lock_file,
    unlock_file,
    check_lock,
    control,
    sector_size,
    characteristics,
    shm_map,
    shm_lock,
    shm_barrier,
    shm_unmap,
    nullptr,
    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    const int opened = disk.real->xOpen(disk.real, name, real_of(file), flags, out);
    file->pMethods = opened == SQLITE_OK ? &methods : nullptr;
    return opened;
}

}  // namespace

FaultyDisk::FaultyDisk() {
    disk = {};
    disk.real = sqlite3_vfs_find(nullptr);
    disk.faulty = *disk.real;
    disk.faulty.zName = "faulty";
    disk.faulty.pNext = nullptr;
    disk.faulty.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
    disk.faulty.xOpen = open_file;
    sqlite3_vfs_register(&disk.faulty, 0);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&disk.faulty);
}

void FaultyDisk::no_room_after(int writes) {
    disk.writes_left = writes;
}

void FaultyDisk::no_sync_after(int syncs) {
    disk.syncs_left = syncs;
}

void FaultyDisk::mend() {
    disk.writes_left = INT_MAX;
    disk.syncs_left = INT_MAX;
    disk.failed = 0;
}

int FaultyDisk::failed() const {
    return disk.failed;
}

}  // namespace clerk::store
