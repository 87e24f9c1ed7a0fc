// Chat tests as JUnit XML, the form that build servers read.
#pragma once

#include <string>
#include <vector>

namespace clerk::cli {

struct JunitCase {
    std::string file;
    std::string name;
    double seconds = 0;
    std::string failure;  // empty: it passed
};

// One suite a file, in the order given. What XML cannot hold is left out.
[[nodiscard]] std::string junit(const std::vector<JunitCase>& cases);

}  // namespace clerk::cli
