// The catalogue's names, found in a text in one pass. Rules with a <product> are held against a
// *marked* text, in which each name is one private character: so a rule costs the same with ten
// products and with a hundred thousand.
#pragma once

#include "nlu/atoms.hpp"
#include "nlu/normalise.hpp"
#include "nlu/understanding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

struct ProductName;

struct ProductMention {
    Span span;
    std::uint32_t product = 0;

    friend bool operator==(const ProductMention&, const ProductMention&) = default;
};

// A text with its products' names replaced, and the way back.
struct MarkedText {
    std::string text;
    std::vector<std::uint32_t> source;  // byte of the unmarked text; text.size() + 1 entries
};

class Products {
public:
    Products(const std::vector<ProductName>& products, const Normaliser& normaliser);

    [[nodiscard]] bool empty() const { return ids_.empty(); }

    // Longest name first where they overlap; Latin names at word boundaries only. `within` is part
    // of `text`. A name of several products names the first.
    [[nodiscard]] std::vector<ProductMention> find(std::string_view text, Span within) const;

    // The one product whose names hold all that is said, piece by piece: 海尔冰箱 of 海尔双门冰箱,
    // "haier fridge". nullopt: none does, or several. REQUIRES: normal form. Looks at every
    // product.
    [[nodiscard]] std::optional<std::uint32_t> only_fit(std::string_view said) const;

    [[nodiscard]] const std::string& id(std::uint32_t product) const { return ids_[product]; }

    // One of the names, for samples; empty without a catalogue.
    [[nodiscard]] const std::string& any_name() const { return any_name_; }

private:
    std::vector<std::string> ids_;
    std::vector<std::uint32_t> product_of_name_;
    std::vector<std::uint32_t> bytes_of_name_;
    std::vector<std::string> labels_;  // of each product, all its names, by line
    std::string any_name_;
    Atoms names_;
};

[[nodiscard]] MarkedText mark_products(
    std::string_view text, const std::vector<ProductMention>& mentions
);

}  // namespace clerk::nlu
