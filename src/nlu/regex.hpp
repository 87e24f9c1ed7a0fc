// How the regexes of content are compiled: bounded in memory, silent (what is wrong with one is
// told by whoever reads it), and a `.` is any character, line ends too.
#pragma once

#include "base/limits.hpp"

#include <re2/re2.h>

namespace clerk::nlu {

enum class Letters : unsigned char {
    as_written,  // of rules that were brought to the normal form already
    any_case,
};

[[nodiscard]] inline RE2::Options regex_options(Letters letters = Letters::any_case) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(letters == Letters::as_written);
    options.set_dot_nl(true);
    options.set_max_mem(limits::regex_memory_bytes_max);
    return options;
}

}  // namespace clerk::nlu
