#include "turn/priority.hpp"

#include <algorithm>
#include <array>

namespace clerk::turn {
namespace {

constexpr std::array<std::string_view, 4> least_first{"low", "normal", "high", "urgent"};

// -1: none of them.
std::ptrdiff_t urgency(std::string_view priority) {
    const auto at = std::ranges::find(least_first, priority);
    return at == least_first.end() ? -1 : at - least_first.begin();
}

}  // namespace

std::string more_urgent(std::string_view a, std::string_view b) {
    return std::string(urgency(a) < urgency(b) ? b : a);
}

void raise_priority(Turn& turn, const nlu::Understanding& message) {
    std::string priority = turn.state().priority;
    for (const nlu::Clause& clause : message.clauses) {
        for (const nlu::Hit& hit : clause.hits)
            priority = more_urgent(priority, turn.script().intents[hit.intent].raises);
    }
    if (priority != turn.state().priority) turn.emit(Raised{priority});
}

}  // namespace clerk::turn
