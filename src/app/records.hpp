// The shop's structs as the records that flows see: field by field what model/catalog promises, and
// nothing that it does not. A field that is unset is left out. Pure.
#pragma once

#include "base/time.hpp"
#include "model/shop.hpp"
#include "model/value.hpp"
#include "retail/returns.hpp"

#include <cstddef>
#include <span>

namespace clerk::app {

[[nodiscard]] Value order_record(const Order& order);
// The same with no more than the newest event: a list of orders is kept in a conversation's state.
[[nodiscard]] Value order_summary_record(const Order& order);
// `no` is the item's place in its order, from 1.
[[nodiscard]] Value item_record(const Item& item, std::size_t no);
[[nodiscard]] Value ruling_record(
    const retail::Ruling& ruling, const retail::ReturnsPolicy& policy
);
[[nodiscard]] Value rma_record(const Rma& rma);
[[nodiscard]] Value complaint_record(const Complaint& complaint);
// `shown_max` of the movements, newest first.
[[nodiscard]] Value points_record(
    std::span<const PointsEntry> entries, Date today, UtcOffset offset, std::size_t shown_max
);

}  // namespace clerk::app
