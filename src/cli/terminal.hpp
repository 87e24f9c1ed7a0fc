// A chat with the content at a terminal: a line is a message, a number taps that button, and words
// after a colon are for the terminal itself. Everything the shopper did is kept, so that it can be
// taken back one by one, or saved as a chat test.
#pragma once

#include "cli/chat_show.hpp"
#include "content/talk.hpp"
#include "model/language.hpp"
#include "turn/script.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::cli {

struct TerminalOptions {
    Lang lang = Lang::zh;
    bool why = false;
    bool prompts = false;             // somebody sits there
    std::filesystem::path chats;      // where :save puts its tests
    std::function<UnixMillis()> now;  // never goes back
};

class Terminal {
public:
    // REQUIRES: all references outlive it.
    Terminal(
        std::istream& in,
        std::ostream& out,
        const turn::Script& script,
        content::ActionRunner& shop,
        TerminalOptions options
    );

    // Until :quit or the end of the input.
    void run();

    static std::string_view help();

private:
    // What the shopper did, and when.
    struct Deed {
        enum class Kind : unsigned char { says, taps, waits, signs_in, speaks };
        Kind kind = Kind::says;
        std::string text;    // words, a label, a duration, a name, a language
        std::string choice;  // of a tap
        UnixMillis at;
    };

    [[nodiscard]] bool command(std::string_view line);
    void say(const std::string& line);
    void wait(const std::string& duration);
    void undo();
    void take_back_time(Millis waited);
    void save(const std::string& name);
    // Does it, and remembers it.
    void act(Deed deed);
    void perform(const Deed& deed, bool show);
    void pass_time(bool show);
    void begin(bool show);
    void begin_again();
    void show(const content::TurnRecord& record);
    void complain(std::string_view text);
    [[nodiscard]] std::string as_chat() const;

    std::istream& in_;
    std::ostream& out_;
    const turn::Script& script_;
    content::ActionRunner& shop_;
    TerminalOptions options_;
    ChatShow show_;
    std::optional<content::Talk> talk_;
    std::vector<Deed> deeds_;
    UnixMillis begun_;
    UnixMillis now_;
    Millis ahead_{};  // what was waited beyond the clock
};

}  // namespace clerk::cli
