// An export, line by line: docs/EXPORT.md is the contract. What an import can read is written as it
// reads it (wire/import_rows.hpp); the other rows are Shopclerk's own. One JSON object a line,
// without the line's end.
#pragma once

#include "app/ports.hpp"
#include "model/export.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::wire {

[[nodiscard]] std::string to_line(const CustomerRow& row);
[[nodiscard]] std::string to_line(const ProductRow& row);
[[nodiscard]] std::string to_line(const OrderRow& row);
[[nodiscard]] std::string to_line(const ItemRow& row);
[[nodiscard]] std::string to_line(const ShipmentRow& row);
[[nodiscard]] std::string to_line(const PointsRow& row);
[[nodiscard]] std::string to_line(const ReturnRow& row);
[[nodiscard]] std::string to_line(const ComplaintRow& row);
[[nodiscard]] std::string to_line(const TicketRow& row);
[[nodiscard]] std::string to_line(const NoticeRow& row);
// A conversation with all that was said in it: the very events its people were sent.
[[nodiscard]] std::string to_line(
    const app::Head& head, std::string_view customer, std::span<const app::JournalRow> turns
);

}  // namespace clerk::wire
