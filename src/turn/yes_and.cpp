#include "turn/yes_and.hpp"

#include "base/trim.hpp"
#include "nlu/joiners.hpp"
#include "nlu/yes_no.hpp"
#include "turn/correct.hpp"
#include "turn/errand.hpp"
#include "turn/mention.hpp"
#include "turn/rank.hpp"
#include "turn/reading.hpp"

#include <algorithm>
#include <string_view>

namespace clerk::turn {
namespace {

bool asks_yes_no(const Awaiting& awaiting) {
    const auto* slot = std::get_if<AwaitSlot>(&awaiting);
    return std::holds_alternative<AwaitConfirm>(awaiting)
           || std::holds_alternative<AwaitResume>(awaiting) || (slot && slot->type == "yes_no");
}

// Whether the words ask for something beside what is being asked about: "yes, return it" is a yes.
bool ask_for_more(const Turn& turn, const nlu::Understanding& words) {
    const bool confirms = std::holds_alternative<AwaitConfirm>(turn.state().awaiting);
    const Intent* under_way = turn.script().intent(errand_intent(turn));
    return std::ranges::any_of(words.clauses, [&](const nlu::Clause& clause) {
        const auto ranking = rank(clause, turn.script(), {});
        if (ranking.empty() || ranking.front().of <= Class::vague) return false;
        const Intent& meant = *ranking.front().intent;
        if (turn.frame() && is_told(turn, words, clause.span, *turn.frame())) return false;
        if (!meant.role.empty())
            return confirms && meant.role != "cancel" && meant.role != "restart";
        return !under_way || meant.starts.empty() || meant.starts != under_way->starts;
    });
}

// The value stands in front: behind so many pauses nobody begins to ask, and each look behind one
// is a message understood once more.
constexpr int pauses_looked_behind_max = 3;

// "2024061234, and when do you close?": a value for the open question, and behind a comma a
// question of its own.
std::optional<YesAnd> value_and(const Turn& turn, const nlu::Understanding& message) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || is_free(question->type) || message.clauses.size() != 1) return std::nullopt;
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    const std::string& normal = message.normal.text;
    const auto end = static_cast<std::uint32_t>(normal.size());
    std::size_t comma = normal.find(',');
    for (int i = 0; i < pauses_looked_behind_max && comma != std::string::npos;
         ++i, comma = normal.find(',', comma + 1)) {
        if (!nlu::is_request(trimmed(std::string_view(normal).substr(comma + 1), " "))) continue;
        const auto at = static_cast<std::uint32_t>(comma);
        const std::string rest = original(message, {at + 1, end});
        if (!ask_for_more(turn, lexicon.understand(rest))) continue;
        const std::string before = original(message, {0, at});
        if (!read(turn, lexicon.understand(before)).answer) continue;
        return YesAnd{lexicon.understand(before + '\n' + rest), false};
    }
    return std::nullopt;
}

}  // namespace

std::optional<YesAnd> yes_and(const Turn& turn, const nlu::Understanding& message) {
    if (!asks_yes_no(turn.state().awaiting)) return value_and(turn, message);
    const nlu::Span first = message.clauses.front().span;
    const std::string& normal = message.normal.text;
    const auto found =
        nlu::read_answer_and_more(normal.substr(first.begin, first.end - first.begin));
    if (!found) return std::nullopt;
    const auto from = [&](std::size_t at) {
        return first.begin + static_cast<std::uint32_t>(at);
    };
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    const auto end = static_cast<std::uint32_t>(normal.size());
    const std::string rest = original(message, {from(found->rest), end});
    nlu::Understanding behind = lexicon.understand(rest);
    if (found->yes && found->but) return YesAnd{std::move(behind), true};
    if (!ask_for_more(turn, behind)) return std::nullopt;
    const std::string answer = original(message, {first.begin, from(found->end)});
    return YesAnd{lexicon.understand(answer + '\n' + rest), false};
}

}  // namespace clerk::turn
