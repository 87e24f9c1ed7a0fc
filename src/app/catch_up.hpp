// At start: what the journal tells beyond the heads is folded into them. After a clean end there is
// nothing of it; after a kill it is what the last turns said. Afterwards the file's heads are
// whole, and everything that reads them (timers, a customer's latest conversation, the desk) reads
// today.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"

#include <cstdint>

namespace clerk::app {

// The journal's newest row; 0: none. "corrupt" when the file's mark of how far heads are whole
// cannot be. A conversation whose rows cannot be read is left without a state, and named in the
// log: it is refused to whoever opens it, all others go on.
[[nodiscard]] Result<std::int64_t> catch_up(Store& store, const Codec& codec);

}  // namespace clerk::app
