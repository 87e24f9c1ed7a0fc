// A folder of pages that is gone when the test is.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace clerk::net {

class Pages {
public:
    Pages() {
        path_ = std::filesystem::temp_directory_path()
                / ("shopclerk-pages-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(path_);
    }

    ~Pages() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    void write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }

    [[nodiscard]] std::string folder() const { return path_.string(); }

private:
    static inline int count = 0;
    std::filesystem::path path_;
};

}  // namespace clerk::net
