// A bar on stderr for long work, where a person watches; nothing where stderr is a file or a pipe.
#pragma once

#include <cstdint>
#include <string>

namespace clerk::cli {

class Progress {
public:
    // `quiet` keeps it silent everywhere.
    Progress(std::string what, bool quiet);
    ~Progress();  // takes the bar away
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::uintmax_t done, std::uintmax_t all);

private:
    std::string what_;
    bool seen_;
    int shown_percent_ = -1;
};

}  // namespace clerk::cli
