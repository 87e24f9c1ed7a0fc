#include "nlu/atoms.hpp"

#include <map>

namespace clerk::nlu {
namespace {

struct Node {
    std::map<std::uint16_t, std::uint32_t> children;
    int depth = 0;
};

}  // namespace

Atoms::Atoms(const std::vector<std::string>& strings) {
    for (const std::string& one : strings) {
        for (const char c : one) {
            std::uint16_t& byte_class = classes_[static_cast<std::uint8_t>(c)];
            if (byte_class == 0) byte_class = class_count_++;
        }
    }
    std::vector<Node> trie(1);
    states_.resize(1);
    for (std::size_t index = 0; index < strings.size(); ++index) {
        std::uint32_t at = 0;
        for (const char c : strings[index]) {
            const std::uint16_t byte_class = classes_[static_cast<std::uint8_t>(c)];
            const auto fresh = static_cast<std::uint32_t>(trie.size());
            const auto [child, added] = trie[at].children.try_emplace(byte_class, fresh);
            const std::uint32_t to = child->second;
            if (added) {
                trie.push_back({{}, trie[at].depth + 1});
                states_.emplace_back();
            }
            at = to;
        }
        if (states_[at].string == none) states_[at].string = static_cast<std::uint32_t>(index);
    }
    // Breadth first: a state's failure link and its row are made of shallower ones.
    std::vector<std::uint32_t> order{0};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint32_t state = order[i];
        State& made = states_[state];
        const auto child = [&](std::uint16_t byte_class) {
            const auto found = trie[state].children.find(byte_class);
            return found == trie[state].children.end() ? none : found->second;
        };
        if (trie[state].depth <= row_depth_max) {
            std::vector<std::uint32_t> row(class_count_);
            for (std::uint16_t c = 0; c < class_count_; ++c) {
                const std::uint32_t to = child(c);
                row[c] = to != none ? to : (state == 0 ? 0 : next(made.fail, c));
            }
            made.row = static_cast<std::uint32_t>(rows_.size());
            rows_.insert(rows_.end(), row.begin(), row.end());
        }
        made.first_edge = static_cast<std::uint32_t>(edges_.size());
        made.edges = static_cast<std::uint32_t>(trie[state].children.size());
        for (const auto& [byte_class, to] : trie[state].children) {
            edges_.push_back({byte_class, to});
            State& below = states_[to];
            below.fail = state == 0 ? 0 : next(made.fail, byte_class);
            const State& fallback = states_[below.fail];
            below.shorter = fallback.string != none ? below.fail : fallback.shorter;
            order.push_back(to);
        }
    }
    states_.shrink_to_fit();
    edges_.shrink_to_fit();
    rows_.shrink_to_fit();
}

std::size_t Atoms::bytes() const {
    return states_.size() * sizeof(State) + edges_.size() * sizeof(Edge)
           + rows_.size() * sizeof(std::uint32_t);
}

}  // namespace clerk::nlu
