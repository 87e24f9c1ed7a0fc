// The file as a whole: facts about it, its soundness, its copy.
#pragma once

#include "base/result.hpp"
#include "store/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::store {

class FileTables {
public:
    explicit FileTables(Connection& connection);

    Result<std::optional<std::string>> setting(std::string_view name);
    Status put_setting(std::string_view name, std::string_view value);
    Status touch();  // changes a page, so that a commit writes
    Result<bool> empty();
    Result<std::uint64_t> newest_id();
    Status verify();
    // One copy of one moment, complete or not there at all; its owner's alone from its first byte.
    Status backup(const std::string& path);

private:
    Connection* connection_;
    Statement setting_;
    Statement put_setting_;
    Statement touch_;
};

}  // namespace clerk::store
