// What a product of the catalogue is called, for `<product>`.
#pragma once

#include "nlu/lexicon.hpp"

#include <string>

namespace clerk::cli {

// Of a row or a record of the catalogue. Also with its brand, where the name leaves that out: who
// has the brand and the kind has a product (海尔冰箱).
template <class Product>
[[nodiscard]] nlu::ProductName product_name(const Product& product) {
    nlu::ProductName named{product.sku, product.name, {}};
    const auto with_brand = [&](const std::string& name, const char* joint) {
        const bool apart = !product.brand.empty() && !name.empty()
                           && name.find(product.brand) == std::string::npos;
        return apart ? product.brand + joint + name : std::string();
    };
    for (const std::string& one :
         {product.name.zh,
          product.name.en,
          product.model,
          with_brand(product.name.zh, ""),
          with_brand(product.name.en, " ")}) {
        if (!one.empty()) named.names.push_back(one);
    }
    return named;
}

}  // namespace clerk::cli
