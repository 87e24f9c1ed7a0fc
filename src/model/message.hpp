// What is said in a conversation, by whom, and the parts a message may carry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace clerk {

enum class From : unsigned char { shopper, bot, agent, system };

// A quick reply. `id` comes back as the `choice` of the shopper's next message; ids of the form
// "intent:return_item" start that intent from anywhere, all others answer the open question.
struct Button {
    std::string id;
    std::string label;

    friend bool operator==(const Button&, const Button&) = default;
};

// A card is rendered for the shopper when it is said: labelled lines, then rows. A channel without
// cards shows the message's text, which says the same.
struct CardLine {
    std::string name;   // the record's field, for styling: "status"
    std::string label;  // "状态"
    std::string text;   // "已发货"

    friend bool operator==(const CardLine&, const CardLine&) = default;
};

struct CardRow {
    std::string text;
    std::string note;

    friend bool operator==(const CardRow&, const CardRow&) = default;
};

struct Card {
    std::string kind;  // order, return, points
    std::string title;
    std::vector<CardLine> lines;
    std::vector<CardRow> rows;

    friend bool operator==(const Card&, const Card&) = default;
};

// The kinds of system notices; the widget has words for each, `text` is the fallback.
enum class Notice : unsigned char {
    none,
    queued,         // handed over; a person will answer
    agent_joined,   // `name` has taken the conversation
    agent_left,     // back to the clerk
    resolved,       // the person closed the matter
    signed_in,      // the shop vouched for the shopper
    closed,         // this conversation has ended; the next one is linked
};

// One thing said: everything a shopper or agent sees of it.
struct Message {
    From from = From::bot;
    std::string text;  // what was typed, or the text of the reply; may be empty beside a card
    std::optional<Card> card;
    std::vector<Button> buttons;
    std::string client_id;     // shopper and agent messages: the sender's own id
    std::string choice;        // shopper messages: the button's id, when one was tapped
    std::string name;          // agent messages and notices: the agent's shown name
    Notice notice = Notice::none;

    friend bool operator==(const Message&, const Message&) = default;
};

// What a client id stands for: the same id with another hash is a different message.
[[nodiscard]] inline std::uint64_t content_hash(std::string_view text, std::string_view choice) {
    return fnv1a(choice, fnv1a(text));
}

}  // namespace clerk
