#include "turn/person.hpp"

#include "nlu/politeness.hpp"
#include "turn/answer.hpp"
#include "turn/mention.hpp"
#include "turn/rank.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// Nobody asks for a person in more words than a rule's `exactly:` holds.
constexpr std::uint32_t piece_bytes_max = 64;
// "agent", 人工: what is asked for so briefly may be heard in no longer clause. Looking at a piece
// costs a good part of a turn, and most messages have commas.
constexpr std::uint32_t brief_bytes_max = 16;

std::vector<nlu::Span> between_commas(const nlu::Understanding& message) {
    std::vector<nlu::Span> pieces;
    for (const nlu::Clause& clause : message.clauses) {
        std::uint32_t begin = clause.span.begin;
        for (std::uint32_t at = begin; at <= clause.span.end; ++at) {
            if (at < clause.span.end && message.normal.text[at] != ',') continue;
            const nlu::Span piece = nlu::without_marks(message.normal.text, {begin, at});
            if (!piece.empty()) pieces.push_back(piece);
            begin = at + 1;
        }
    }
    return pieces;
}

// Whether any rule heard a person asked for, whatever else said more or took it back.
bool heard_person(const Turn& turn, const nlu::Understanding& message) {
    const auto asks = [&](const nlu::Hit& hit) {
        return turn.script().intents[hit.intent].role == "human_agent";
    };
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        return std::ranges::any_of(clause.hits, asks) || std::ranges::any_of(clause.vetoed, asks);
    });
}

bool means_person(const Turn& turn, const std::string& words) {
    const nlu::Understanding message = turn.script().lexicon->understand(words);
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        const auto ranking = rank(clause, turn.script(), {});
        return !ranking.empty() && ranking.front().intent->role == "human_agent";
    });
}

// A clerk is called by such words, too, before anything is said: 客服，我要退货.
bool only_addresses(const std::string& normal) {
    const std::string more = normal + ",x";
    const nlu::Span all{0, static_cast<std::uint32_t>(more.size())};
    return nlu::core_of(more, all).begin > normal.size();
}

}  // namespace

bool asks_for_person(const Turn& turn, const nlu::Understanding& message) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (question && is_free(question->type)) return false;
    const std::vector<nlu::Span> pieces = between_commas(message);
    const bool heard = heard_person(turn, message);
    const auto asks = [&](nlu::Span piece) {
        const std::uint32_t bytes = piece.end - piece.begin;
        return bytes
                   <= (heard          ? piece_bytes_max
                       : turn.frame() ? brief_bytes_max
                                      : 0)
               && !only_addresses(message.normal.text.substr(piece.begin, bytes))
               && means_person(turn, original(message, piece));
    };
    // Amid other words they may tell of one: "I called him, your manager, and he said …".
    if (pieces.size() > 1 && (asks(pieces.front()) || asks(pieces.back()))) return true;
    if (!question || !turn.frame()) return false;
    const nlu::Span all{0, static_cast<std::uint32_t>(message.normal.text.size())};
    const auto answer = only_mention(turn, question->type, message.normal, all);
    return answer && means_person(turn, words_without(message, all, {answer->span}));
}

}  // namespace clerk::turn
