// Scopes made of scopes: the frame's names over the built-in ones, `it` over those, and, at load,
// what a condition has proven over what is merely declared.
#pragma once

#include "base/time.hpp"
#include "flow/expr.hpp"
#include "model/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::flow {

// `values` first, then `below`. Holds references: REQUIRES both to outlive it.
class LayeredValues : public ValueScope {
public:
    LayeredValues(const NamedValues& values, const ValueScope& below)
        : values_(values), below_(below) {}

    [[nodiscard]] Value find(std::string_view name) const override;

    [[nodiscard]] UtcOffset offset() const override { return below_.offset(); }

private:
    const NamedValues& values_;
    const ValueScope& below_;
};

// One name over `below`, which must outlive it: `it` of an `each`, the new value of a `where`.
class WithValue : public ValueScope {
public:
    WithValue(std::string name, Value value, const ValueScope& below)
        : name_(std::move(name)), value_(std::move(value)), below_(below) {}

    [[nodiscard]] Value find(std::string_view name) const override;

    [[nodiscard]] UtcOffset offset() const override { return below_.offset(); }

private:
    std::string name_;
    Value value_;
    const ValueScope& below_;
};

// More names, and paths known to be set ("order", "order.eta"), over `below`, which must outlive
// it. A name of `names` hides the one below, and what was known of it.
class NarrowedTypes : public TypeScope {
public:
    NarrowedTypes(
        const TypeScope& below, std::vector<std::string> known, std::vector<ScopeName> names = {}
    )
        : below_(below), known_(std::move(known)), names_(std::move(names)) {}

    [[nodiscard]] std::optional<ScopeName> find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view type) const override;
    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] std::optional<ScopeName> field(std::string_view record, std::string_view name)
        const override;
    [[nodiscard]] std::vector<std::string> fields(std::string_view record) const override;
    [[nodiscard]] bool guarded(const Path& path) const override;

private:
    const TypeScope& below_;
    std::vector<std::string> known_;
    std::vector<ScopeName> names_;
};

}  // namespace clerk::flow
