#include "app/data_folder.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace clerk::app {
namespace {

namespace fs = std::filesystem;

constexpr UnixMillis now{1'719'799'200'000};

struct Temp {
    fs::path path;

    Temp() {
        std::string name = (fs::temp_directory_path() / "clerk-folder-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }

    ~Temp() { fs::remove_all(path); }
};

unsigned mode_of(const fs::path& file) {
    struct stat about {};

    REQUIRE(::stat(file.c_str(), &about) == 0);
    return about.st_mode & 0777;
}

TEST_CASE("a folder is made for its owner alone, and held by one") {
    const Temp temp;
    const fs::path folder = temp.path / "shops" / "one";
    {
        const auto held = DataFolder::open(folder, "serve", now);
        REQUIRE(held);
        CHECK(mode_of(folder) == 0700);
        CHECK(held->empty());
        CHECK(held->database() == (folder / "shopclerk.db").string());
        const auto second = DataFolder::open(folder, "import", now);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == "locked");
        const std::string& told = second.error().message;
        CHECK(told.find("serve, process " + std::to_string(::getpid())) != std::string::npos);
        CHECK(told.find("since 2024-07-01T02:00:00.000Z") != std::string::npos);
    }
    CHECK(DataFolder::open(folder, "import", now));
}

TEST_CASE("a folder held by another process is free when that process is gone") {
    const Temp temp;
    int ready[2];
    int finish[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(finish) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = DataFolder::open(temp.path, "serve", now);
        char byte = held ? 'y' : 'n';
        static_cast<void>(!::write(ready[1], &byte, 1));
        static_cast<void>(!::read(finish[0], &byte, 1));
        ::_exit(0);  // as abruptly as a kill
    }
    char byte = 'n';
    REQUIRE(::read(ready[0], &byte, 1) == 1);
    REQUIRE(byte == 'y');
    const auto kept_out = DataFolder::open(temp.path, "import", now);
    CHECK(kept_out.error().message.find(std::to_string(child)) != std::string::npos);
    REQUIRE(::write(finish[1], &byte, 1) == 1);
    ::waitpid(child, nullptr, 0);
    CHECK(DataFolder::open(temp.path, "import", now));
    for (const int end : {ready[0], ready[1], finish[0], finish[1]})
        ::close(end);
}

TEST_CASE("a moved folder is held once") {
    const Temp temp;
    auto first = DataFolder::open(temp.path, "serve", now);
    REQUIRE(first);
    const DataFolder second = *std::move(first);
    CHECK(DataFolder::open(temp.path, "import", now).error().code == "locked");
}

TEST_CASE("a folder that cannot be made says why") {
    const Temp temp;
    std::ofstream(temp.path / "file") << "x";
    CHECK(DataFolder::open(temp.path / "file", "serve", now).error().code == "io");
    CHECK(DataFolder::open(temp.path / "file" / "below", "serve", now).error().code == "io");
}

TEST_CASE("secrets are written once, for their owner alone") {
    const Temp temp;
    const fs::path file = temp.path / "jwt.key";
    CHECK(read_secret(file).error().code == "missing");
    const std::string bytes("\0\x01\xFF key\n", 8);
    REQUIRE(write_secret(file, bytes));
    CHECK(mode_of(file) == 0600);
    CHECK(*read_secret(file) == bytes);
    CHECK(write_secret(file, "other").error().code == "exists");
    CHECK(*read_secret(file) == bytes);
    fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
    CHECK(read_secret(file).error().code == "exposed");
}

}  // namespace
}  // namespace clerk::app
