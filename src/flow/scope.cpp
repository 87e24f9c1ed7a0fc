#include "flow/scope.hpp"

#include <algorithm>

namespace clerk::flow {

Value LayeredValues::find(std::string_view name) const {
    const Value* own = find_value(values_, name);
    return own ? *own : below_.find(name);
}

Value WithValue::find(std::string_view name) const {
    return name == name_ ? value_ : below_.find(name);
}

std::optional<ScopeName> NarrowedTypes::find(std::string_view name) const {
    const auto own = std::ranges::find(names_, name, &ScopeName::name);
    return own != names_.end() ? std::optional(*own) : below_.find(name);
}

std::vector<std::string> NarrowedTypes::choice_ids(std::string_view type) const {
    return below_.choice_ids(type);
}

std::vector<std::string> NarrowedTypes::names() const {
    std::vector<std::string> all = below_.names();
    for (const ScopeName& own : names_)
        all.push_back(own.name);
    return all;
}

std::optional<ScopeName> NarrowedTypes::field(std::string_view record, std::string_view name)
    const {
    return below_.field(record, name);
}

std::vector<std::string> NarrowedTypes::fields(std::string_view record) const {
    return below_.fields(record);
}

bool NarrowedTypes::guarded(const Path& path) const {
    if (std::ranges::count(known_, to_string(path)) != 0) return true;
    const bool own = !path.parts.empty()
                     && std::ranges::count(names_, path.parts.front(), &ScopeName::name) != 0;
    return !own && below_.guarded(path);
}

}  // namespace clerk::flow
