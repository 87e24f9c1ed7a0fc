// The rows of an import, line by line: docs/IMPORT.md is the contract, model/import.hpp what comes
// out. Form is checked here (types, sizes, spelling of times and amounts), meaning by whoever joins
// the rows with the shop's records. Pure; nothing is kept between lines.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/import.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace clerk::wire {

// "customers", "products", …
[[nodiscard]] std::string_view name_of(ImportKind kind);
[[nodiscard]] std::optional<ImportKind> import_kind(std::string_view name);

// `offset` is the zone of times written without one. Errors: "bad_json", "bad_row".
[[nodiscard]] Result<ImportRow> read_import_row(
    ImportKind kind, std::string_view line, UtcOffset offset
);

// The fields of a row, for the test that holds docs/IMPORT.md to them.
[[nodiscard]] std::span<const std::string_view> import_fields(ImportKind kind);

}  // namespace clerk::wire
