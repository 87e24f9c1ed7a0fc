// JSON as a small tree, for files that people and other programs hand over: bounded in size, depth
// and keys, doubled keys refused, numbers kept as they were written (no double stands between a
// price and the shop). What strangers send over the network goes through flat_json.hpp instead.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::wire {

struct JsonTree {
    enum class Kind : unsigned char { null, flag, number, text, list, object };

    Kind kind = Kind::null;
    bool flag = false;
    std::string text;  // of a text; of a number, as it was written
    std::vector<JsonTree> list;
    std::vector<std::pair<std::string, JsonTree>> members;  // of an object, in their order

    // nullptr when there is none, or null.
    [[nodiscard]] const JsonTree* find(std::string_view name) const;

    // "bad_json" says what is wrong.
    [[nodiscard]] static Result<JsonTree> read(std::string_view json, std::size_t bytes_max);
};

}  // namespace clerk::wire
