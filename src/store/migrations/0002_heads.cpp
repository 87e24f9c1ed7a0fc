#include "store/migrations/list.hpp"

namespace clerk::store {

// A program that knows nothing of this would go on from heads that are behind: hence a layout of
// its own, which it refuses. Before it every head was whole.
const char* const migration_0002 = R"sql(
CREATE TABLE heads (  -- how far the heads of conversation have been written; one row
    one INTEGER PRIMARY KEY CHECK (one = 1),
    whole_to INTEGER NOT NULL  -- a journal.n: no row up to it tells more than its head; 0: none yet
) STRICT;
INSERT INTO heads SELECT 1, coalesce(max(n), 0) FROM journal;
)sql";

}  // namespace clerk::store
