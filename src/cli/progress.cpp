#include "cli/progress.hpp"

#include <algorithm>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace clerk::cli {
namespace {

constexpr int bar_columns = 40;
constexpr const char* clear_line = "\r\033[K";

}  // namespace

Progress::Progress(std::string what, bool quiet)
    : what_(std::move(what)), seen_(!quiet && ::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    if (seen_ && shown_percent_ >= 0) std::cerr << clear_line << std::flush;
}

void Progress::show(std::uintmax_t done, std::uintmax_t all) {
    if (!seen_) return;
    const double share = all == 0 ? 1.0 : static_cast<double>(done) / static_cast<double>(all);
    const int percent = std::clamp(static_cast<int>(share * 100.0), 0, 100);
    if (percent == shown_percent_) return;
    shown_percent_ = percent;
    const auto full = static_cast<std::size_t>(percent * bar_columns / 100);
    std::cerr << '\r' << what_ << " [" << std::string(full, '#')
              << std::string(bar_columns - full, '.') << "] " << percent << '%' << std::flush;
}

}  // namespace clerk::cli
