// The schemas that are shipped are those that the loader's tables say; tests/schema/validate holds
// the shipped files against them with a validator that is not ours.
#include "cli/schemas.hpp"

#include "content/keys.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace clerk;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

const std::filesystem::path shipped = std::filesystem::path(CLERK_SOURCE_DIR) / "config/schema";

}  // namespace

TEST_CASE("schemas: what is shipped is what the tables say") {
    for (const cli::SchemaFile& file : cli::schema_files()) {
        INFO("run: shopclerk check --schemas config/schema");
        INFO(file.name);
        CHECK(bytes_of(shipped / file.name) == file.text);
    }
}

TEST_CASE("schemas: nothing else is shipped beside them") {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(shipped)) {
        ++files;
        INFO(entry.path());
        CHECK(entry.path().string().ends_with(".schema.json"));
    }
    CHECK(files == cli::schema_files().size());
}

TEST_CASE("schemas: every mapping of the tables is in one of them, with all its keys") {
    std::string all;
    for (const cli::SchemaFile& file : cli::schema_files())
        all += file.text;
    for (const content::MappingSpec* mapping : content::all_mappings()) {
        INFO(mapping->name);
        for (const content::KeySpec& key : mapping->keys) {
            INFO(key.name);
            CHECK(all.find("\"" + std::string(key.name) + "\": {") != std::string::npos);
        }
        CHECK(all.find("\"description\": \"" + std::string(mapping->doc)) != std::string::npos);
    }
}
