// The journal of real clients, as tests/fault writes it: NDJSON, one entry a line. What they have
// in common with the simulator's is checked by the same checker.
#pragma once

#include "base/result.hpp"
#include "sim/journal.hpp"

#include <istream>
#include <ostream>
#include <string>

namespace clerk::sim {

// "bad_row" names the line.
[[nodiscard]] Result<Journal> read_journal(std::istream& lines);

// Holds a shop's file against such a journal and tells what is wrong: 0 nothing, 1 something,
// 2 one of the two cannot be read.
[[nodiscard]] int check_files(
    const std::string& shop_file, const std::string& journal_file, std::ostream& told
);

}  // namespace clerk::sim
