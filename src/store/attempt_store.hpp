// Failed proofs of identity, counted over restarts so that a guesser gains nothing by making us
// fall over.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/sqlite.hpp"

#include <string_view>

namespace clerk::store {

class AttemptTable {
public:
    explicit AttemptTable(Connection& connection);

    Result<int> failures(std::string_view who, UnixMillis since);
    // Also forgets what is older than limits::attempt_kept_ms, so that guessing cannot fill the
    // disk.
    Status add_failure(std::string_view who, UnixMillis at);

private:
    Statement count_;
    Statement add_;
    Statement forget_;
};

}  // namespace clerk::store
