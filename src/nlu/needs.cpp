#include "nlu/needs.hpp"

#include "nlu/shared_words.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace clerk::nlu {
namespace {

using Kind = Expression::Kind;

constexpr std::size_t exact_max = 16;  // texts a part may stand for and still be joined to the next
constexpr std::size_t atoms_max = 1024;  // of one set
constexpr std::size_t atom_bytes_min = 2;

void add_text(std::vector<std::string>& texts, std::string text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end())
        texts.push_back(std::move(text));
}

// Strings to be found inside of others, without a look at each of them.
class Inside {
public:
    // REQUIRES: none before was longer; the text outlives this.
    void add(std::string_view text) {
        if (sizes_.empty() || sizes_.back() != text.size()) sizes_.push_back(text.size());
        texts_.insert(text);
    }

    [[nodiscard]] bool of(std::string_view text) const {
        return std::any_of(sizes_.begin(), sizes_.end(), [&](std::size_t size) {
            for (std::size_t at = 0; at + size <= text.size(); ++at) {
                if (texts_.contains(text.substr(at, size))) return true;
            }
            return false;
        });
    }

private:
    std::vector<std::size_t> sizes_;
    std::unordered_set<std::string_view> texts_;
};

bool is_digit(std::string_view text) {
    return text.size() == 1 && text.front() >= '0' && text.front() <= '9';
}

AtomSet digits() {
    AtomSet all;
    for (char digit = '0'; digit <= '9'; ++digit)
        all.emplace_back(1, digit);
    return all;
}

// A string that holds another of the set adds nothing; one too short makes the set worthless.
std::optional<AtomSet> as_set(std::vector<std::string> texts) {
    for (const std::string& text : texts) {
        if (text.size() < atom_bytes_min && !is_digit(text)) return std::nullopt;
    }
    if (texts.size() == 1) return texts;
    std::sort(texts.begin(), texts.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    Inside shorter;
    AtomSet kept;
    kept.reserve(texts.size());  // they stay where they are
    for (std::string& text : texts) {
        if (shorter.of(text)) continue;
        kept.push_back(std::move(text));
        shorter.add(kept.back());
    }
    if (kept.empty() || kept.size() > atoms_max) return std::nullopt;
    return kept;
}

std::size_t shortest(const AtomSet& set) {
    std::size_t least = set.front().size();
    for (const std::string& one : set)
        least = std::min(least, one.size());
    return least;
}

// Which of two sets says more, taken by themselves.
bool says_more(const AtomSet& a, const AtomSet& b) {
    const std::size_t a_short = shortest(a);
    const std::size_t b_short = shortest(b);
    return a_short != b_short ? a_short > b_short : a.size() < b.size();
}

// Joins neighbours while the texts they stand for are few; what cannot be joined is a need of its
// own.
Known know_all(const std::vector<Expression>& parts) {
    Known all;
    std::vector<std::string> run{""};
    bool pure = true;
    const auto flush = [&] {
        if (std::optional<AtomSet> set = as_set(run)) all.needs.push_back(*std::move(set));
        run.assign(1, "");
    };
    for (const Expression& part : parts) {
        Known next = known_of(part);
        if (!next.exact) {
            flush();
            pure = false;
            for (AtomSet& set : next.needs)
                all.needs.push_back(std::move(set));
            continue;
        }
        if (run.size() * next.exact->size() > exact_max) {
            flush();
            pure = false;
        }
        std::vector<std::string> joined;
        for (const std::string& left : run) {
            for (const std::string& right : *next.exact)
                add_text(joined, left + right);
        }
        run = std::move(joined);
    }
    if (pure) {
        all.exact = std::move(run);
    } else {
        flush();
    }
    return all;
}

// The best of what a branch needs.
std::optional<AtomSet> best_of(const Known& known) {
    if (known.exact) return as_set(*known.exact);
    if (known.needs.empty()) return std::nullopt;
    return *std::min_element(known.needs.begin(), known.needs.end(), says_more);
}

Known know_any(const std::vector<Expression>& parts) {
    std::vector<Known> branches;
    bool exact = true;
    std::vector<std::string> texts;
    for (const Expression& part : parts) {
        branches.push_back(known_of(part));
        exact = exact && branches.back().exact.has_value() && texts.size() <= exact_max;
        if (!exact) continue;
        for (const std::string& text : *branches.back().exact)
            add_text(texts, text);
    }
    if (exact && texts.size() <= exact_max) return {std::move(texts), {}};
    AtomSet either;
    for (const Known& branch : branches) {
        const std::optional<AtomSet> best = best_of(branch);
        if (!best) return {};
        either.insert(either.end(), best->begin(), best->end());
    }
    Known known;
    if (std::optional<AtomSet> set = as_set(std::move(either))) {
        known.needs.push_back(*std::move(set));
    }
    return known;
}

}  // namespace

Known known_of(const Expression& expression) {
    switch (expression.kind) {
        case Kind::text:
            return {{{expression.text}}, {}};
        case Kind::boundary:
            return {{{std::string()}}, {}};
        case Kind::slot:
            if (expression.text == product_text) return {{{expression.text}}, {}};
            if (expression.digit_first) return {{}, {digits()}};
            return {};
        case Kind::gap:
        case Kind::dots:
        case Kind::begins:
        case Kind::ends:
            return {};
        case Kind::all:
            return know_all(expression.parts);
        case Kind::any:
            return know_any(expression.parts);
        case Kind::words:
            return expression.words->needs;
        case Kind::optional: {
            Known part = known_of(expression.parts.front());
            if (!part.exact || part.exact->size() >= exact_max) return {};
            add_text(*part.exact, "");
            return {std::move(part.exact), {}};
        }
    }
    return {};
}

std::vector<AtomSet> needs_of(const Expression& expression) {
    Known known = known_of(expression);
    if (!known.exact) return std::move(known.needs);
    std::vector<AtomSet> needs;
    if (std::optional<AtomSet> set = as_set(*std::move(known.exact))) {
        needs.push_back(*std::move(set));
    }
    return needs;
}

}  // namespace clerk::nlu
