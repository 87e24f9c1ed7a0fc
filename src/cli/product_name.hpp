// What a product of the catalogue is called, for `<product>`.
#pragma once

#include "nlu/lexicon.hpp"

#include <string>

namespace clerk::cli {

[[nodiscard]] inline nlu::ProductName product_name(
    const std::string& sku, const LocalText& name, const std::string& model
) {
    nlu::ProductName named{sku, name, {}};
    for (const std::string& one : {name.zh, name.en, model}) {
        if (!one.empty()) named.names.push_back(one);
    }
    return named;
}

}  // namespace clerk::cli
