// The tables of keys are sound by themselves: what reads them relies on it.
#include "content/keys.hpp"

#include "model/catalog.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace clerk::content;

namespace {

bool wants_mapping(Shape shape) {
    return shape == Shape::mapping || shape == Shape::either || shape == Shape::list
           || shape == Shape::named;
}

bool is_step(const MappingSpec* mapping) {
    const auto steps = step_mappings();
    return std::ranges::find(steps, mapping) != steps.end();
}

}  // namespace

TEST_CASE("keys: each mapping is there once, named and explained") {
    std::set<std::string_view> ids;
    for (const MappingSpec* mapping : all_mappings()) {
        INFO(mapping->name);
        CHECK(ids.insert(mapping->id).second);
        CHECK_FALSE(mapping->name.empty());
        CHECK_FALSE(mapping->doc.empty());
        CHECK_FALSE(mapping->keys.empty());
        std::set<std::string_view> names;
        for (const KeySpec& key : mapping->keys) {
            INFO(key.name);
            CHECK(names.insert(key.name).second);
            CHECK_FALSE(key.doc.empty());
        }
    }
}

TEST_CASE("keys: what stands under a key is in the tables too") {
    const auto all = all_mappings();
    for (const MappingSpec* mapping : all) {
        for (const KeySpec& key : mapping->keys) {
            INFO(mapping->name << " " << key.name);
            CHECK(wants_mapping(key.shape) == (key.of != nullptr));
            if (key.of != nullptr) CHECK(std::ranges::find(all, key.of) != all.end());
        }
    }
}

TEST_CASE("keys: words that are fixed are known") {
    const std::set<std::string_view> ours{"role", "action", "card", "lang"};
    for (const MappingSpec* mapping : all_mappings()) {
        for (const KeySpec& key : mapping->keys) {
            if (key.among.empty()) continue;
            INFO(mapping->name << " " << key.name << " " << key.among);
            const bool known = key.among.starts_with('=') || ours.contains(key.among)
                               || clerk::find_enum_spec(key.among) != nullptr;
            CHECK(known);
        }
    }
}

TEST_CASE("keys: every step begins with its own key, and may carry a condition") {
    for (const MappingSpec* step : step_mappings()) {
        INFO(step->name);
        CHECK(step->keys.front().name == step->id);
        CHECK(step->keys.front().required);
        const bool conditional = std::ranges::any_of(step->keys, [](const KeySpec& key) {
            return key.name == "if" && key.shape == Shape::condition;
        });
        CHECK(conditional == (step->id != "label"));
    }
    CHECK_FALSE(is_step(&keys::intent));
    CHECK(is_step(&keys::go_to));
}
