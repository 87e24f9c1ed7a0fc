// What an agent reads first: which errand, what is known, what was said last. In the shopper's
// language, which the agent is about to write in.
#include "turn/errand.hpp"
#include "turn/take_turn.hpp"

namespace clerk::turn {
namespace {

// Records and lists are the shop's own data, which the desk shows better than a line can.
bool is_plain(const Value& value) {
    return value.is_set() && !value.record() && !value.list();
}

void add_line(std::string& lines, std::string_view name, const std::string& text) {
    if (text.empty()) return;
    if (!lines.empty()) lines += '\n';
    lines += std::string(name) + ": " + text;
}

}  // namespace

std::string summary_of(const ConversationState& state, const Script& script) {
    const Turn turn(state, script, state.last_at);
    std::string lines;
    for (const Frame& frame : state.stack) {
        add_line(lines, "errand", turn.title_of(frame.flow));
        for (const auto& [name, value] : frame.values) {
            if (is_plain(value) && name != "failure") add_line(lines, name, turn.show(value));
        }
    }
    for (const std::string& order_no : state.identity.proven_orders)
        add_line(lines, "proven order", order_no);
    add_line(lines, "last words", state.last_words);
    return lines;
}

}  // namespace clerk::turn
