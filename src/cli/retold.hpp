// A turn of the journal, told anew by the content of today: the same words in the same state, with
// the answers that its actions gave then. What differs is what an edit of content changes for real
// chats. Pure but for the content it is given.
#pragma once

#include "model/conversation.hpp"
#include "model/event.hpp"
#include "turn/script.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clerk::cli {

struct Difference {
    std::uint64_t seq = 0;         // of the shopper's words
    std::string words;             // which they were
    std::vector<std::string> was;  // what the clerk said then, message by message
    std::vector<std::string> now;
};

// nullopt: nothing differs, or the turn was none of a shopper's words to the clerk. Words that the
// journal's actions cannot answer today ("then it looked up an order, now it opens a return") end
// with a line that names the action.
[[nodiscard]] std::optional<Difference> retold(
    const ConversationState& before, const Events& turn, const turn::Script& script
);

}  // namespace clerk::cli
