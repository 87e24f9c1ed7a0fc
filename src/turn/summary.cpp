// What an agent reads first: which errand, what is known, what was said last. In the shopper's
// language, which the agent is about to write in.
#include "turn/errand.hpp"
#include "turn/take_turn.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

void add_line(std::string& lines, std::string_view name, const std::string& text) {
    if (text.empty()) return;
    if (!lines.empty()) lines += '\n';
    lines += std::string(name) + (text.front() == '\n' ? ":" : ": ") + text;
}

// Records and lists that actions gave are the shop's own data, which the desk shows better than a
// line can; what the shopper chose among them is worth one.
bool is_told(const flow::Flow* flow, const NamedValue& value) {
    const auto& [name, held] = value;
    if (!held.is_set() || name == "failure" || name.starts_with('$')) return false;
    if (flow && is_collected(*flow, name)) return true;
    return !held.record() && !held.list();
}

// The shared text `slot.<name>` says what a slot is called. Where there is none, the name of one
// that the shopper was asked for does; the others are the flow's own notes: empty.
std::string label_of(const Turn& turn, const flow::Flow* flow, const std::string& slot) {
    if (const flow::MessageText* text = turn.script().text("slot." + slot)) {
        return turn.render(*text);
    }
    return flow && is_collected(*flow, slot) ? slot : std::string();
}

void add_errand(const Turn& turn, const Frame& frame, std::string& lines) {
    const flow::Flow* flow = turn.script().flow(frame.flow);
    if (!frame.intent.empty()) {
        add_line(lines, turn.system_text("summary.errand"), turn.title_of(frame.flow));
    }
    for (const NamedValue& value : frame.values) {
        if (!is_told(flow, value)) continue;
        const std::string label = label_of(turn, flow, value.first);
        if (label.empty()) continue;
        const std::string line = label + ": " + turn.show(value.second);
        // A started flow is given what its starter has: once is enough.
        if (("\n" + lines + "\n").find("\n" + line + "\n") != std::string::npos) continue;
        if (!lines.empty()) lines += '\n';
        lines += line;
    }
}

std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' '
    );
    return text;
}

// The newest last; a single message stands beside its title.
std::string last_words_of(const ConversationState& state) {
    if (state.earlier_words.empty()) return one_line(state.last_words);
    std::string lines;
    for (const std::string& words : state.earlier_words)
        lines += "\n- " + one_line(words);
    return lines + "\n- " + one_line(state.last_words);
}

}  // namespace

std::string summary_of(const ConversationState& state, const Script& script) {
    const Turn turn(state, script, state.last_at);
    std::string lines;
    for (const Frame& frame : state.stack)
        add_errand(turn, frame, lines);
    for (const QueuedIntent& queued : state.queued) {
        const Intent* intent = script.intent(queued.intent);
        if (!intent) continue;
        add_line(lines, turn.system_text("summary.also"), turn.title_of(intent->starts));
    }
    for (const std::string& order_no : state.identity.proven_orders)
        add_line(lines, turn.system_text("summary.proven"), order_no);
    add_line(lines, turn.system_text("summary.last_words"), last_words_of(state));
    return lines;
}

}  // namespace clerk::turn
