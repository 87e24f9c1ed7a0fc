// Aho-Corasick over byte classes: which of many short strings stand in a text, in one pass.
//
// Bytes that occur in no string share class 0. States near the root, where nearly every byte of a
// text is spent, have complete rows; deeper ones keep their few edges in a list and fall back along
// failure links, so that ten thousand rules take some megabytes and stay in the cache.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class Atoms {
public:
    Atoms() : Atoms(std::vector<std::string>{}) {}

    // REQUIRES: no empty string; the same string twice is found under the first index only.
    explicit Atoms(const std::vector<std::string>& strings);

    // Calls found(index, end) for every occurrence, in order of `end`, longest first.
    template <class Found>
    void scan(std::string_view text, Found&& found) const {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            state = next(state, classes_[static_cast<std::uint8_t>(text[i])]);
            std::uint32_t at = states_[state].string == none ? states_[state].shorter : state;
            for (; at != none; at = states_[at].shorter)
                found(states_[at].string, i + 1);
        }
    }

    [[nodiscard]] std::size_t bytes() const;

private:
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    static constexpr int row_depth_max = 2;

    struct State {
        std::uint32_t row = none;  // index of its complete row
        std::uint32_t first_edge = 0;
        std::uint32_t edges = 0;
        std::uint32_t fail = 0;
        std::uint32_t string = none;
        std::uint32_t shorter = none;  // the nearest state along failure links that ends a string
    };

    struct Edge {
        std::uint16_t byte_class = 0;
        std::uint32_t to = 0;
    };

    [[nodiscard]] std::uint32_t next(std::uint32_t state, std::uint16_t byte_class) const {
        while (states_[state].row == none) {
            const State& at = states_[state];
            for (std::uint32_t i = at.first_edge; i < at.first_edge + at.edges; ++i) {
                if (edges_[i].byte_class == byte_class) return edges_[i].to;
            }
            state = at.fail;
        }
        return rows_[states_[state].row + byte_class];
    }

    std::array<std::uint16_t, 256> classes_{};
    std::uint16_t class_count_ = 1;
    std::vector<State> states_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> rows_;
};

}  // namespace clerk::nlu
