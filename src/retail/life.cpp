#include "retail/life.hpp"

#include <algorithm>

namespace clerk::retail {

const Station* find_station(std::span<const Station> life, std::string_view state) {
    const auto at = std::ranges::find(life, state, &Station::state);
    return at == life.end() ? nullptr : &*at;
}

Status check_move(std::span<const Station> life, std::string_view from, std::string_view to) {
    const Station* station = find_station(life, from);
    if (station == nullptr) return error("illegal", "there is no state " + std::string(from));
    if (std::ranges::find(station->next, to) != station->next.end()) return done();
    std::string text = "from " + std::string(from) + " nothing leads to " + std::string(to);
    if (station->next.empty()) return error("illegal", text + ": it is the end");
    text += "; what may follow: ";
    for (std::size_t i = 0; i < station->next.size(); ++i) {
        if (i > 0) text += ", ";
        text += station->next[i];
    }
    return error("illegal", std::move(text));
}

}  // namespace clerk::retail
