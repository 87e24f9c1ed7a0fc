// Reads one map of a content file through its table of keys: unknown keys, missing ones and wrong
// shapes are reported once, here, so that the loaders only ever see what they can use.
#pragma once

#include "base/time.hpp"
#include "content/keys.hpp"
#include "content/problem.hpp"
#include "content/yaml.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

class Fields {
public:
    // REQUIRES: `node` and `report` outlive it. A node that is no map is reported too.
    Fields(const yaml::Node& node, const MappingSpec& spec, const Report& report);

    // The value under `key`, when it is there and of its shape.
    [[nodiscard]] const yaml::Node* find(std::string_view key) const;
    // Whether the key is written at all, however wrong.
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] Position key_at(std::string_view key) const;  // of the map if it is not there

    // The text under `key`; empty if there is none.
    [[nodiscard]] std::string word(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;  // yes or no; no if there is none
    // Reports what is no number within [min, max].
    [[nodiscard]] int number(std::string_view key, int otherwise, int min, int max) const;
    [[nodiscard]] Millis duration(std::string_view key, Millis otherwise) const;
    // The texts under `key`, a single one too.
    [[nodiscard]] std::vector<const yaml::Node*> texts(std::string_view key) const;

    [[nodiscard]] const yaml::Node& node() const { return node_; }

private:
    void check_shape(const yaml::Node& value, const KeySpec& key) const;

    const yaml::Node& node_;
    const Report& report_;
    std::vector<const yaml::Node*> usable_;
};

// Reports a node that is not a text (with advice about `: `), and says whether it is one.
bool expect_text(const yaml::Node& node, const Report& report);
// The same for a map; `what` is how it is called: "a step".
bool expect_map(const yaml::Node& node, std::string_view what, const Report& report);
// Letters, digits and _, beginning with a letter; reports what is not.
bool expect_name(const yaml::Node& node, std::string_view what, const Report& report);

}  // namespace clerk::content
