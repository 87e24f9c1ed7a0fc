#include "turn/resume.hpp"

#include "base/limits.hpp"
#include "turn/errand.hpp"

#include <algorithm>
#include <vector>

namespace clerk::turn {
namespace {

constexpr std::string_view none = "none";

// The first frame of each errand, the newest errand first.
std::vector<std::uint32_t> roots(const ConversationState& state) {
    std::vector<std::uint32_t> frames;
    for (std::size_t i = state.stack.size(); i-- > 0;) {
        if (!state.stack[i].intent.empty()) frames.push_back(static_cast<std::uint32_t>(i));
    }
    return frames;
}

std::vector<Option> options_of(const Turn& turn) {
    std::vector<Option> options;
    for (const std::uint32_t at : roots(turn.state())) {
        if (options.size() == limits::clarify_options_max) break;
        const Frame& frame = turn.state().stack[at];
        options.push_back({frame.intent, turn.title_of(frame.flow), {}});
    }
    options.push_back({std::string(none), turn.system_text("resume_none"), {}});
    return options;
}

}  // namespace

bool offers_resume(const ConversationState& state) {
    return std::holds_alternative<AwaitResume>(state.awaiting);
}

std::size_t errands_under_way(const ConversationState& state) {
    return roots(state).size();
}

void offer_resume(Turn& turn) {
    const bool one = errands_under_way(turn.state()) == 1;
    offer_resume(
        turn,
        one ? turn.system_text("resume_offer", {{"title", errand_title(turn)}})
            : turn.system_text("resume_which")
    );
}

void offer_resume(Turn& turn, std::string text) {
    const std::vector<Option> options = options_of(turn);
    turn.ask(std::move(text), options, AwaitResume{options});
}

void take_up(Turn& turn) {
    close_offer(turn);
    turn.goes_on();
    turn.lead(turn.system_text("resume", {{"title", errand_title(turn)}}));
}

void put_aside(Turn& turn) {
    close_offer(turn);
    const bool one = errands_under_way(turn.state()) == 1;
    turn.lead(
        one ? turn.system_text("cancelled", {{"title", errand_title(turn)}})
            : turn.system_text("resume_dropped")
    );
    while (turn.frame())
        end_errand(turn, "cancelled");
}

void close_offer(Turn& turn) {
    if (offers_resume(turn.state())) turn.emit(Awaits{Idle{}});
}

Then answer_resume(Turn& turn, const std::string& option) {
    const std::vector<Frame>& stack = turn.state().stack;
    const auto root = std::ranges::find(stack, option, &Frame::intent);
    if (option == none || root == stack.end()) {
        put_aside(turn);
        return Then::settle;
    }
    const auto at = static_cast<std::uint32_t>(root - stack.begin());
    if (at != roots(turn.state()).front()) turn.emit(Resumed{at});
    take_up(turn);
    return Then::settle;
}

}  // namespace clerk::turn
