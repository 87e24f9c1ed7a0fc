#include "cli/terminal.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/chat_test.hpp"
#include "flow/expr.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <istream>
#include <ostream>
#include <utility>

namespace clerk::cli {
namespace {

bool is_file_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '_' || c == '-';
    });
}

std::string two(int n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

// The minute, as `@ now` takes it.
std::string local_minute(UnixMillis at, UtcOffset offset) {
    const ClockTime clock = local_clock(at, offset);
    return iso_date(local_date(at, offset)) + " " + two(clock.hour) + ":" + two(clock.minute);
}

}  // namespace

std::string_view Terminal::help() {
    return "  a number taps that button, :wait 5m lets time pass, :sign-in NAME signs a customer "
           "in,\n"
           "  :lang en changes the language, :why switches explanations, :undo takes the last "
           "thing\n"
           "  back, :save NAME writes the chat as a test, :quit ends\n";
}

Terminal::Terminal(
    std::istream& in,
    std::ostream& out,
    const turn::Script& script,
    content::ActionRunner& shop,
    TerminalOptions options
)
    : in_(in),
      out_(out),
      script_(script),
      shop_(shop),
      options_(std::move(options)),
      show_(out),
      begun_(options_.now()),
      now_(begun_) {}

void Terminal::run() {
    begin(true);
    if (options_.prompts) out_ << help();
    std::string line;
    while (true) {
        if (options_.prompts) out_ << "> " << std::flush;
        if (!std::getline(in_, line)) return;
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) continue;
        if (!utf8::valid(line) || line.size() > limits::message_text_bytes_max) {
            complain("not UTF-8, or longer than a message may be");
            continue;
        }
        if (line == ":quit" || line == "/quit") return;
        if (!options_.prompts) out_ << "> " << utf8::escaped(line) << '\n';
        now_ = std::max(now_, options_.now() + ahead_);
        pass_time(true);
        if (!command(line)) say(line);
    }
}

// False: it is meant for the clerk. ":)" is.
bool Terminal::command(std::string_view line) {
    if (!line.starts_with(':') && !line.starts_with('/')) return false;
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(1, space - 1);
    const std::string rest(line.substr(std::min(space + 1, line.size())));
    if (word == "why") {
        options_.why = !options_.why;
    } else if (word == "wait") {
        wait(rest);
    } else if (word == "lang") {
        if (!parse_lang(rest)) {
            complain(":lang takes zh, en or zh-Hant");
        } else {
            act({Deed::Kind::speaks, rest, {}, now_});
        }
    } else if (word == "sign-in") {
        if (!shop_.customer(rest)) {
            complain("the shop has no customer of that name");
        } else {
            act({Deed::Kind::signs_in, rest, {}, now_});
        }
    } else if (word == "undo") {
        undo();
    } else if (word == "save") {
        save(rest);
    } else if (word == "help" || line.starts_with('/')) {
        out_ << help();
    } else {
        return false;
    }
    return true;
}

void Terminal::complain(std::string_view text) {
    out_ << "* " << text << '\n';
}

void Terminal::say(const std::string& line) {
    const auto& buttons = talk_->state().last_reply.buttons;
    std::size_t n = 0;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), n);
    const bool tap =
        failure == std::errc{} && end == line.data() + line.size() && n >= 1 && n <= buttons.size();
    if (tap) {
        act({Deed::Kind::taps, buttons[n - 1].label, buttons[n - 1].id, now_});
        return;
    }
    if (options_.why) show_.ranking(line, talk_->state(), script_);
    act({Deed::Kind::says, line, {}, now_});
}

void Terminal::wait(const std::string& duration) {
    const auto parsed = flow::parse_duration(duration);
    if (!parsed) return complain(":wait takes a duration such as 5m");
    ahead_.value += parsed->value;
    now_ = now_ + *parsed;
    act({Deed::Kind::waits, duration, {}, now_});
}

void Terminal::act(Deed deed) {
    perform(deed, true);
    deeds_.push_back(std::move(deed));
}

void Terminal::perform(const Deed& deed, bool show) {
    const auto told = [&](const content::TurnRecord& record) {
        if (show) this->show(record);
    };
    switch (deed.kind) {
        case Deed::Kind::says:
        case Deed::Kind::taps:
            return told(talk_->say(deed.text, deed.choice, deed.at));
        case Deed::Kind::waits:
            return pass_time(show);
        case Deed::Kind::signs_in:
            return told(talk_->take(*shop_.customer(deed.text), deed.at));
        case Deed::Kind::speaks:
            return told(talk_->take(turn::LangChosen{*parse_lang(deed.text)}, deed.at));
    }
}

// Timers that are due by now.
void Terminal::pass_time(bool show) {
    for (const content::TurnRecord& record : talk_->wait_until(now_)) {
        if (show) this->show(record);
    }
}

void Terminal::begin(bool show) {
    shop_.begin_chat();
    talk_.emplace(script_, shop_);
    const content::TurnRecord record =
        talk_->take(turn::Begin{ConversationId{1}, options_.lang, "web"}, begun_);
    if (show) this->show(record);
}

// The same chat once more, unseen: the state and the shop's records are where they were.
void Terminal::begin_again() {
    const UnixMillis now = now_;
    begin(false);
    for (const Deed& deed : deeds_) {
        now_ = deed.at;
        pass_time(false);
        perform(deed, false);
    }
    now_ = now;
}

// What was not waited after all; the clock itself does not go back.
void Terminal::take_back_time(Millis waited) {
    ahead_.value -= waited.value;
    const UnixMillis before = deeds_.empty() ? begun_ : deeds_.back().at;
    now_ = std::max(before, options_.now() + ahead_);
}

void Terminal::undo() {
    if (deeds_.empty()) return complain("nothing to take back");
    const Deed last = deeds_.back();
    deeds_.pop_back();
    if (last.kind == Deed::Kind::waits) take_back_time(*flow::parse_duration(last.text));
    begin_again();
    out_ << "* taken back: " << utf8::escaped(last.text) << '\n';
    show_.turn({{Said{0, now_, talk_->state().last_reply, 0}}, {}}, false);
    if (options_.why) show_.state(talk_->state());
}

// The chat as the lines that brought it about; what the clerk says is written in by running it.
std::string Terminal::as_chat() const {
    std::string chat = "@ now " + local_minute(begun_, script_.settings.offset) + "\n";
    if (options_.lang != Lang::zh) {
        chat += "@ lang " + std::string(lang_names[static_cast<std::size_t>(options_.lang)]) + "\n";
    }
    for (const Deed& deed : deeds_) {
        switch (deed.kind) {
            case Deed::Kind::says:
                chat += "> " + deed.text + "\n";
                break;
            case Deed::Kind::taps:
                chat += "> [" + deed.text + "]\n";
                break;
            case Deed::Kind::waits:
                chat += "@ wait " + deed.text + "\n";
                break;
            case Deed::Kind::signs_in:
                chat += "@ signed_in " + deed.text + "\n";
                break;
            case Deed::Kind::speaks:
                chat += "@ lang " + deed.text + "\n";
                break;
        }
    }
    return chat;
}

void Terminal::save(const std::string& name) {
    if (!is_file_name(name)) return complain(":save takes a name of letters, digits, - and _");
    if (deeds_.empty()) return complain("nothing has been said yet");
    const std::filesystem::path path = options_.chats / (name + ".chat");
    if (std::filesystem::exists(path)) return complain(path.string() + " is there already");
    const auto run = [&](const std::string& text) {
        content::Problems problems;
        const auto chats = content::parse_chats(text, name, content::Report(problems, name));
        content::ChatResult result;
        if (!chats.empty()) result = content::run_chat(chats.front(), script_, shop_);
        return result;
    };
    const std::string deeds = as_chat();
    const std::string chat = content::rewritten(deeds, run(deeds).rewrites);
    const bool passes = run(chat).passed();
    begin_again();
    if (!passes) return complain("this chat does not go the same way again; nothing is written");
    std::ofstream out(path, std::ios::binary);
    out << chat;
    out.close();
    complain(out.fail() ? "cannot write " + path.string() : "written: " + path.string());
}

void Terminal::show(const content::TurnRecord& record) {
    show_.turn(record, options_.why);
    if (options_.why) show_.state(talk_->state());
}

}  // namespace clerk::cli
