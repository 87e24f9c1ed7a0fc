// A row of the points file as entries of the ledger: a gain is a lot; a loss names its lot, or is
// spread over those that expire soonest.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/import.hpp"
#include "store/database.hpp"

namespace clerk::cli {

// Written once: the same row again changes nothing. "bad_row": another row had this id, or there
// are not so many points; "unknown": no such customer or lot.
Status put_points(
    store::Database& database, store::ImportSink& sink, const PointsRow& row, UtcOffset offset
);

}  // namespace clerk::cli
