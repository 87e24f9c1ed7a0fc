#include "app/numbers.hpp"

namespace clerk::app {

std::string public_number(std::string_view prefix, Chance& chance) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::uint64_t bits = chance.bits();
    std::string out(prefix);
    for (int i = 0; i < 12; ++i) {
        if (i % 4 == 0) out += '-';
        out += alphabet[bits & 31];
        bits >>= 5;
    }
    return out;
}

}  // namespace clerk::app
