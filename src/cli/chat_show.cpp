#include "cli/chat_show.hpp"

#include "base/overloaded.hpp"
#include "base/utf8.hpp"
#include "content/plain.hpp"
#include "turn/take_turn.hpp"

#include <ostream>
#include <string>

namespace clerk::cli {
namespace {

std::string waits_for(const Awaiting& awaiting) {
    return std::visit(
        overloaded{
            [](const Idle&) { return std::string("nothing"); },
            [](const AwaitSlot& slot) { return "the slot " + slot.slot + " (" + slot.type + ")"; },
            [](const AwaitConfirm&) { return std::string("yes or no"); },
            [](const AwaitChoose&) { return std::string("a choice"); },
            [](const AwaitClarify&) { return std::string("which intent was meant"); },
            [](const AwaitResume&) { return std::string("which errand to go on with"); },
            [](const AwaitSignIn&) { return std::string("a sign-in"); },
            [](const AwaitAction& action) { return "the action " + action.action; },
        },
        awaiting
    );
}

const char* owner_name(Owner owner) {
    switch (owner) {
        case Owner::bot:
            return "the clerk";
        case Owner::queue:
            return "the queue";
        case Owner::agent:
            return "an agent";
    }
    return "";
}

}  // namespace

// What is said may hold anything a shop's records hold; a terminal must not obey it.
void ChatShow::text(std::string_view text, std::string_view mark) const {
    while (true) {
        const std::size_t end = text.find('\n');
        out_ << mark << utf8::escaped(text.substr(0, end)) << '\n';
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
        mark = "  ";
    }
}

void ChatShow::message(const Message& message) const {
    if (message.from == From::shopper) return;
    const bool notice = message.notice != Notice::none;
    if (!message.text.empty()) text(message.text, notice ? "* " : "< ");
    if (message.card) {
        out_ << "  +-- " << utf8::escaped(message.card->title) << '\n';
        for (const CardLine& line : message.card->lines) {
            out_ << "  | " << utf8::escaped(line.label) << "  " << utf8::escaped(line.text) << '\n';
        }
        for (const CardRow& row : message.card->rows) {
            out_ << "  | " << utf8::escaped(row.text) << "  " << utf8::escaped(row.note) << '\n';
        }
    }
    int n = 0;
    for (const Button& button : message.buttons) {
        ++n;
        out_ << "  [" << n << "] " << utf8::escaped(button.label);
    }
    if (n > 0) out_ << '\n';
}

void ChatShow::turn(const content::TurnRecord& record, bool why) const {
    std::size_t next = 0;
    for (std::size_t i = 0; i <= record.events.size(); ++i) {
        for (; next < record.performed.size() && record.performed[next].before_event == i; ++next) {
            if (why) effect(record.performed[next]);
        }
        if (i == record.events.size()) break;
        if (const auto* said = std::get_if<Said>(&record.events[i])) message(said->message);
        if (why) event(record.events[i]);
    }
}

void ChatShow::effect(const content::Performed& performed) const {
    if (const auto* call = std::get_if<CallAction>(&performed.effect)) {
        out_ << "  # " << call->action;
        for (const auto& [name, value] : call->args) {
            out_ << ' ' << name << '=' << utf8::escaped(content::plain(value));
        }
    } else {
        out_ << "  # handoff";
    }
    const std::string& failure = performed.answer.failure;
    out_
        << (failure.empty() ? " -> " + utf8::escaped(content::plain(performed.answer.value))
                            : " fails " + failure)
        << '\n';
}

void ChatShow::event(const Event& event) const {
    if (const auto* set = std::get_if<SlotSet>(&event)) {
        out_ << "  # " << set->name << " = " << utf8::escaped(content::plain(set->value)) << " ("
             << set->source << ")\n";
    } else if (const auto* cleared = std::get_if<SlotCleared>(&event)) {
        out_ << "  # " << cleared->name << " is forgotten\n";
    } else if (const auto* started = std::get_if<FlowStarted>(&event)) {
        out_ << "  # flow " << started->frame.flow << " begins\n";
    } else if (const auto* ended = std::get_if<FlowEnded>(&event)) {
        out_ << "  # flow " << ended->flow << ": " << ended->outcome << '\n';
    } else if (std::holds_alternative<NotUnderstood>(event)) {
        out_ << "  # not understood\n";
    }
}

void ChatShow::ranking(
    std::string_view text, const ConversationState& state, const turn::Script& script
) const {
    const auto message = script.lexicon->understand(text);
    for (const turn::Ranked& one : turn::explain(message, state, script)) {
        out_ << "  # " << one.intent << "  score " << one.score << "  " << one.reason << "  "
             << one.rule << '\n';
    }
}

void ChatShow::state(const ConversationState& state) const {
    out_ << "  # state: " << owner_name(state.owner) << " has the word";
    if (!state.stack.empty()) {
        out_ << ", in " << state.stack.back().flow << " at " << state.stack.back().step;
    }
    out_ << "; waits for " << waits_for(state.awaiting) << '\n';
    if (state.stack.size() > 1) {
        out_ << "  # stack:";
        for (const Frame& frame : state.stack)
            out_ << (&frame == state.stack.data() ? " " : " > ") << frame.flow;
        out_ << '\n';
    }
    if (!state.stack.empty() && !state.stack.back().values.empty()) {
        out_ << "  # slots:";
        for (const auto& [name, value] : state.stack.back().values) {
            out_ << ' ' << name << '=' << utf8::escaped(content::plain(value));
        }
        out_ << '\n';
    }
    for (const QueuedIntent& queued : state.queued)
        out_ << "  # next: " << queued.intent << '\n';
}

}  // namespace clerk::cli
