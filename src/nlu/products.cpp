#include "nlu/products.hpp"

#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/lexicon.hpp"
#include "nlu/pattern.hpp"
#include "nlu/word_list.hpp"

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

std::string written_together(std::string name) {
    std::erase_if(name, [](char c) { return c == ' ' || c == '-'; });
    return name;
}

// 海尔|冰箱 of a label with both: each piece two Han or more, as long as can be.
bool holds_han(std::string_view label, std::string_view run) {
    while (!run.empty()) {
        std::size_t taken = 0;
        for (std::size_t end = 0; end < run.size();) {
            end += utf8::step(run, end).bytes;
            if (label.find(run.substr(0, end)) == std::string_view::npos) break;
            taken = end;
        }
        if (utf8::length(run.substr(0, taken)) < 2) return false;
        run.remove_prefix(taken);
    }
    return true;
}

bool holds_word(std::string_view label, std::string_view word) {
    for (std::size_t at = label.find(word); at != std::string_view::npos;
         at = label.find(word, at + 1)) {
        if (at_boundaries(label, at, at + word.size())) return true;
    }
    return false;
}

// What is said, without the words that name nothing; each piece is Han, or a Latin word or number.
std::vector<std::string_view> pieces_of(std::string_view said) {
    static constexpr WordList empty(
        {"的",
         "那台",
         "那个",
         "那款",
         "那",
         "这台",
         "这个",
         "这款",
         "这",
         "一台",
         "my",
         "the",
         "that",
         "this",
         "one",
         "from",
         "by",
         "a",
         "an"}
    );
    std::vector<std::string_view> pieces;
    const auto is_han_at = [&](std::size_t at) {
        return utf8::is_han(utf8::step(said, at).code_point);
    };
    for (std::size_t at = 0; at < said.size();) {
        const bool starts = at == 0 || !is_word_byte(said[at]) || !is_word_byte(said[at - 1]);
        const std::size_t nothing = starts ? empty.in_front(said.substr(at)) : 0;
        std::size_t end = at;
        if (nothing == 0 && is_word_byte(said[at])) {
            while (end < said.size() && is_word_byte(said[end]))
                ++end;
        } else if (nothing == 0) {
            while (end < said.size() && is_han_at(end) && empty.in_front(said.substr(end)) == 0)
                end += utf8::step(said, end).bytes;
        }
        if (end > at) pieces.push_back(said.substr(at, end - at));
        const std::size_t skipped = nothing > 0 ? nothing : utf8::step(said, at).bytes;
        at = end > at ? end : at + std::max<std::size_t>(skipped, 1);
    }
    return pieces;
}

bool tells(std::string_view piece) {
    const auto is_number = [](char c) {
        return is_digit(static_cast<unsigned char>(c));
    };
    return long_enough(piece) && !std::ranges::all_of(piece, is_number);
}

}  // namespace

Products::Products(const std::vector<ProductName>& products, const Normaliser& normaliser) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < products.size(); ++i) {
        ids_.push_back(products[i].id);
        labels_.emplace_back();
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
            add(written_together(name));
            labels_.back() += name + '\n';
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

std::optional<std::uint32_t> Products::only_fit(std::string_view said) const {
    const std::vector<std::string_view> pieces = pieces_of(said);
    // A number alone names a place in a list, or anything.
    if (std::ranges::none_of(pieces, tells)) return std::nullopt;
    std::optional<std::uint32_t> fit;
    for (std::uint32_t i = 0; i < labels_.size(); ++i) {
        const bool fits = std::ranges::all_of(pieces, [&](std::string_view piece) {
            return is_word_byte(piece.front()) ? holds_word(labels_[i], piece)
                                               : holds_han(labels_[i], piece);
        });
        if (!fits) continue;
        if (fit) return std::nullopt;
        fit = i;
    }
    return fit;
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
