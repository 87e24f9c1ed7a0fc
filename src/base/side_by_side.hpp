// Independent pieces of work, done by this thread and one more: what loads content has two cores
// for a moment, since nobody talks to a server that is not there yet.
#pragma once

#include <cstddef>
#include <functional>

namespace clerk {

// Calls work(0) … work(count - 1), each once, in any order, and returns when all are done. What one
// of them throws is thrown here, and no more are begun.
void side_by_side(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace clerk
