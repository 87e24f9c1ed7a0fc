// Chat tests: conversations that anyone can read and write, run through the very turns that
// shoppers get.
//
//   @ now 2024-07-01 10:00        directives: the clock, the language, who is talking, stubs
//   > 我想退货                      the shopper says, or taps [a label]
//   < 要退哪一单里的东西？*          the clerk says; * is any text in a line, \* a star
//   | its next line
//   [ 查订单 | * ]                 its buttons; need not be written
//   + card return {number: <rma>}  its card; need not be written, {} compares only the keys given
//   ! returns.open {reason: damaged}   what was written; a write that is not listed fails the test
//   = intent return_item           also: = also x, = flow returns, = SLOT value
//
// A file holds one chat, or several with a line `--- name` before each. Expectations stand below
// what brought them about and come in their order. The greeting is only compared when it is
// written.
#pragma once

#include "base/time.hpp"
#include "content/problem.hpp"
#include "content/talk.hpp"
#include "model/language.hpp"
#include "turn/script.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

// --- the script of a chat -----------------------------------------------------------------------

struct Stub {
    std::string action;
    std::string failure;  // empty: it succeeds with `value`, or breaks
    std::string value;    // as written: "[{left: 1}]"
    int line = 0;
    bool breaks = false;  // it throws, as only a bug does
};

enum class LineKind : unsigned char {
    says,       // >
    directive,  // @
    text,       // <
    more,       // |
    buttons,    // [ ]
    card,       // +
    writes,     // !
    holds,      // =
};

struct ChatLine {
    int line = 0;
    LineKind kind = LineKind::says;
    std::string text;  // without its mark
};

struct Chat {
    std::string name;  // of the file, with the chat's own after "---"
    std::string file;
    int line = 1;
    std::vector<ChatLine> lines;
};

// The chats of a file; what is no line of a chat is reported.
[[nodiscard]] std::vector<Chat> parse_chats(
    std::string_view bytes, const std::string& file, const Report& report
);

// --- running ------------------------------------------------------------------------------------

// A line that was expected, or came instead.
struct DiffLine {
    enum class Side : unsigned char { both, expected, got };
    Side side = Side::both;
    std::string text;
};

struct ChatFailure {
    int line = 0;  // of what the shopper said, or of the directive
    std::string why;
    std::vector<DiffLine> diff;  // empty for a directive that cannot be followed
};

// A turn's part of the file, and what it should say: for --update.
struct Rewrite {
    int after = 0;          // the line that brought it about
    std::vector<int> drop;  // expectations that stand there now
    std::vector<std::string> lines;
};

struct ChatResult {
    std::vector<ChatFailure> failures;
    std::vector<Rewrite> rewrites;

    [[nodiscard]] bool passed() const { return failures.empty(); }
};

// Told of every turn of a chat.
using Watch = std::function<void(const TurnRecord&)>;

// Never throws: a turn that does fails the chat. Stubs come before `runner`.
[[nodiscard]] ChatResult run_chat(
    const Chat& chat, const turn::Script& script, ActionRunner& runner, const Watch& watch = {}
);

// The file's text with the rewrites of its chats.
[[nodiscard]] std::string rewritten(std::string_view bytes, const std::vector<Rewrite>& rewrites);

// "file:12: …" with the diff below it.
[[nodiscard]] std::string to_string(const ChatFailure& failure, const Chat& chat);

}  // namespace clerk::content
