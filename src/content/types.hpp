// The kinds of answers: built in, fixed by the catalogue, or the shop's own of config/types; and
// the scope of names that conditions and texts are checked against.
#pragma once

#include "content/problem.hpp"
#include "flow/expr.hpp"
#include "model/catalog.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

struct ShopType {
    std::string name;
    std::string pattern;           // of a pattern type
    std::vector<std::string> ids;  // of a choice type, as written
    bool words = false;            // a list that phrases share: no slot is of it
    Position at;
    std::string file;
};

class Types {
public:
    // False when there is one of that name.
    bool add(ShopType type);

    [[nodiscard]] const ShopType* find(std::string_view name) const;
    // "order_no" → "order_no", "severity" → "choice:severity", "item" → "record:item"; nullopt: no
    // type.
    [[nodiscard]] std::optional<TypeName> resolve(std::string_view written) const;
    // Of a choice type, without "choice:"; empty: there is none.
    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view type) const;
    [[nodiscard]] std::vector<std::string> names() const;  // all that resolve() takes

private:
    std::map<std::string, ShopType, std::less<>> shop_;
};

// Whether a value of type `from` may stand where `to` is wanted.
[[nodiscard]] bool assignable(std::string_view from, std::string_view to);
[[nodiscard]] bool is_choice(std::string_view type);
[[nodiscard]] bool is_record(std::string_view type);

// Names over the built-in ones.
class Names : public flow::TypeScope {
public:
    // REQUIRES: `types` outlives it.
    explicit Names(const Types& types);

    void add(flow::ScopeName name);
    [[nodiscard]] std::optional<flow::ScopeName> find(std::string_view name) const override;
    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view type) const override;
    [[nodiscard]] std::vector<std::string> names() const override;

private:
    const Types& types_;
    std::vector<flow::ScopeName> names_;
};

}  // namespace clerk::content
