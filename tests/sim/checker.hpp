// What must be true after any run, whatever was broken on the way: pure rules over what the clients
// wrote down (journal.hpp) and what the file holds (shop_file.hpp). Neither knows of the simulator,
// and an entry is one of tests/fault/checker.mjs, which holds real clients to the same
// rules as far as they see.
//
//   every acknowledged message exactly once, at its seq; any other nought or once; no phantom
//   dense seq; each row in its chain; replay of the events is the stored state
//   what was shown is what is stored; nothing of one conversation in another's
//   the clerk is silent while a person has the chat; an agent speaks only while they have it,
//   and never blind; one owner a claim
//   one ticket, return and complaint a key, told once, to those they belong to; no item returned
//   twice over; the points add up; SQLite's own checks
#pragma once

#include "sim/journal.hpp"
#include "sim/shop_file.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace clerk::sim {

// Everything that is wrong, in words; empty: nothing.
[[nodiscard]] std::vector<std::string> check(const Journal& journal, const ShopFile& file);

}  // namespace clerk::sim
