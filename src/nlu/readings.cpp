#include "nlu/readings.hpp"

#include <array>

namespace clerk::nlu {
namespace {

constexpr char32_t first = 0x4E00;
constexpr char32_t last = 0x9FFF;

constexpr std::array<std::uint16_t, last - first + 1> readings = {
#include "nlu/readings_table.inc"
};

}  // namespace

std::uint16_t reading_of(char32_t c) {
    return c >= first && c <= last ? readings[c - first] : std::uint16_t{0};
}

}  // namespace clerk::nlu
