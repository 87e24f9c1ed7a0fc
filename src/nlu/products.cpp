#include "nlu/products.hpp"

#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/lexicon.hpp"
#include "nlu/pattern.hpp"

#include <algorithm>
#include <unordered_set>

namespace clerk::nlu {
namespace {

bool at_boundaries(std::string_view text, std::size_t begin, std::size_t end) {
    const bool joined_before =
        begin > 0 && is_word_byte(text[begin]) && is_word_byte(text[begin - 1]);
    const bool joined_after =
        end < text.size() && is_word_byte(text[end - 1]) && is_word_byte(text[end]);
    return !joined_before && !joined_after;
}

// Two Han or two letters at least: shorter names are found in everything.
bool long_enough(std::string_view name) {
    return utf8::length(name) >= 2;
}

std::string without_spaces(std::string name) {
    std::erase(name, ' ');
    return name;
}

}  // namespace

Products::Products(const std::vector<ProductName>& products, const Normaliser& normaliser) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < products.size(); ++i) {
        ids_.push_back(products[i].id);
        const auto add = [&](std::string name) {
            if (!long_enough(name) || !seen.insert(name).second) return;
            bytes_of_name_.push_back(static_cast<std::uint32_t>(name.size()));
            product_of_name_.push_back(static_cast<std::uint32_t>(i));
            if (any_name_.empty()) any_name_ = name;
            names.push_back(std::move(name));
        };
        const auto add_forms = [&](const std::string& written) {
            const std::string name = normaliser.normalise(written).text;
            add(name);
            add(without_spaces(name));
        };
        for (const std::string& name : products[i].names)
            add_forms(name);
        add_forms(products[i].shown.zh);
        add_forms(products[i].shown.en);
    }
    names_ = Atoms(names);
}

std::vector<ProductMention> Products::find(std::string_view text, Span within) const {
    std::vector<ProductMention> found;
    if (ids_.empty()) return found;
    const std::string_view part = text.substr(within.begin, within.end - within.begin);
    names_.scan(part, [&](std::uint32_t name, std::size_t part_end) {
        const std::size_t end = within.begin + part_end;
        const std::size_t begin = end - bytes_of_name_[name];
        if (!at_boundaries(text, begin, end)) return;
        found.push_back(
            {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
             product_of_name_[name]}
        );
    });
    std::sort(found.begin(), found.end(), [](const ProductMention& a, const ProductMention& b) {
        if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
        return a.span.end > b.span.end;
    });
    std::uint32_t free_from = within.begin;
    std::erase_if(found, [&](const ProductMention& one) {
        if (one.span.begin < free_from) return true;
        free_from = one.span.end;
        return false;
    });
    return found;
}

MarkedText mark_products(std::string_view text, const std::vector<ProductMention>& mentions) {
    MarkedText marked;
    std::size_t at = 0;
    const auto copy_to = [&](std::size_t end) {
        for (; at < end; ++at) {
            marked.text += text[at];
            marked.source.push_back(static_cast<std::uint32_t>(at));
        }
    };
    for (const ProductMention& one : mentions) {
        copy_to(one.span.begin);
        utf8::append(marked.text, product_mark);
        marked.source.resize(marked.text.size(), one.span.begin);
        at = one.span.end;
    }
    copy_to(text.size());
    marked.source.push_back(static_cast<std::uint32_t>(text.size()));
    return marked;
}

}  // namespace clerk::nlu
