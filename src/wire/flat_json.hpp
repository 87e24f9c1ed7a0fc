// The one reader of JSON from strangers: an object of scalars (and lists of texts), with bounds on
// size, depth and key count, doubled keys refused at every depth, texts known to be UTF-8. What is
// nested deeper is skipped, counted and forgotten: unknown fields are ignored, known ones are
// scalars.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clerk::wire {

struct Nested {};  // an object, or a list that is not of texts

class FlatJson {
public:
    using Scalar = std::variant<
        std::nullptr_t,
        bool,
        std::int64_t,
        double,
        std::string,
        std::vector<std::string>,
        Nested>;

    // Errors: "bad_json" says what is wrong.
    [[nodiscard]] static Result<FlatJson> read(std::string_view json);

    // Null when absent or null.
    [[nodiscard]] const Scalar* find(std::string_view name) const;

private:
    friend class FlatReader;
    std::vector<std::pair<std::string, Scalar>> fields_;
};

}  // namespace clerk::wire
