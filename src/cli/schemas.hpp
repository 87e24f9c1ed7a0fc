// JSON Schemas (draft 7, which editors know) of what ops people write, made from the very tables
// that the loader reads through: config/schema/ holds them, `shopclerk check --schemas DIR` writes
// them, a test compares the two.
#pragma once

#include <string>
#include <vector>

namespace clerk::cli {

struct SchemaFile {
    std::string name;  // "intent.schema.json"
    std::string text;
};

// One for each kind of file. The same bytes on every machine.
[[nodiscard]] std::vector<SchemaFile> schema_files();

}  // namespace clerk::cli
