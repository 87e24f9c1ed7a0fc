// `shopclerk chat`: talk to the content in the terminal, no server. A line is a message; a number
// taps the button of that number; /help lists what else there is. Piped input works the same,
// without prompts.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/now.hpp"
#include "cli/shop_runner.hpp"
#include "content/plain.hpp"
#include "content/talk.hpp"
#include "flow/expr.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace clerk::cli {
namespace {

struct Options {
    ContentOption content;
    std::string shop;
    std::string lang = "zh";
    bool why = false;
};

constexpr const char* help =
    "  a number taps that button, /wait 5m lets time pass, /sign-in NAME signs a customer in,\n"
    "  /lang en changes the language, /why switches explanations, /quit ends\n";

// What is said may hold anything a shop's records hold; a terminal must not obey it.
void print_text(std::string_view text, std::string_view mark) {
    while (true) {
        const std::size_t end = text.find('\n');
        std::cout << mark << utf8::escaped(text.substr(0, end)) << '\n';
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
        mark = "  ";
    }
}

void print_message(const Message& message) {
    if (message.from == From::shopper) return;
    const bool notice = message.notice != Notice::none;
    if (!message.text.empty()) print_text(message.text, notice ? "* " : "< ");
    if (message.card) {
        std::cout << "  +-- " << utf8::escaped(message.card->title) << '\n';
        for (const CardLine& line : message.card->lines) {
            std::cout << "  | " << utf8::escaped(line.label) << "  " << utf8::escaped(line.text)
                      << '\n';
        }
        for (const CardRow& row : message.card->rows) {
            std::cout << "  | " << utf8::escaped(row.text) << "  " << utf8::escaped(row.note)
                      << '\n';
        }
    }
    int n = 0;
    for (const Button& button : message.buttons) {
        ++n;
        std::cout << "  [" << n << "] " << utf8::escaped(button.label);
    }
    if (n > 0) std::cout << '\n';
}

class Terminal {
public:
    Terminal(const Options& options, const turn::Script& script, content::ActionRunner& shop)
        : options_(options),
          script_(script),
          shop_(shop),
          talk_(script, shop),
          tty_(isatty(STDIN_FILENO) == 1),
          why_(options.why),
          now_(system_now()) {}

    int run(Lang lang) {
        shop_.begin_chat();
        show(talk_.take(turn::Begin{ConversationId{1}, lang, "terminal"}, now_));
        if (tty_) std::cout << help;
        std::string line;
        while (prompt() && std::getline(std::cin, line)) {
            if (line.ends_with('\r')) line.pop_back();
            if (line == "/quit") break;
            if (line.empty()) continue;
            if (!utf8::valid(line) || line.size() > limits::message_text_bytes_max) {
                std::cout << "* not UTF-8, or longer than a message may be\n";
                continue;
            }
            if (!tty_) std::cout << "> " << utf8::escaped(line) << '\n';
            pass_time();
            line.starts_with('/') ? command(line) : say(line);
        }
        return exit_well;
    }

private:
    bool prompt() const {
        if (tty_) std::cout << "> " << std::flush;
        return true;
    }

    // The clock runs on, and /wait runs ahead of it.
    void pass_time() {
        const UnixMillis real = system_now() + ahead_;
        if (real > now_) now_ = real;
        for (const content::TurnRecord& record : talk_.wait_until(now_))
            show(record);
    }

    void command(const std::string& line) {
        const std::size_t space = line.find(' ');
        const std::string word = line.substr(0, space);
        const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
        if (word == "/why") {
            why_ = !why_;
        } else if (word == "/wait") {
            const auto duration = flow::parse_duration(rest);
            if (!duration) return complain("/wait takes a duration such as 5m");
            ahead_.value += duration->value;
            pass_time();
        } else if (word == "/lang") {
            const auto lang = parse_lang(rest);
            if (!lang) return complain("/lang takes zh, en or zh-Hant");
            show(talk_.take(turn::LangChosen{*lang}, now_));
        } else if (word == "/sign-in") {
            const auto customer = shop_.customer(rest);
            if (!customer) return complain("the shop has no customer of that name");
            show(talk_.take(*customer, now_));
        } else {
            std::cout << help;
        }
    }

    static void complain(const char* text) { std::cout << "* " << text << '\n'; }

    void say(const std::string& line) {
        const auto& buttons = talk_.state().last_reply.buttons;
        std::size_t n = 0;
        const auto [end, failure] = std::from_chars(line.data(), line.data() + line.size(), n);
        const bool tap = failure == std::errc{} && end == line.data() + line.size() && n >= 1
                         && n <= buttons.size();
        if (tap) {
            const Button button = buttons[n - 1];
            show(talk_.say(button.label, button.id, now_));
        } else {
            if (why_) explain(line);
            show(talk_.say(line, "", now_));
        }
    }

    void explain(const std::string& line) const {
        const auto message = script_.lexicon->understand(line);
        for (const turn::Ranked& one : turn::explain(message, talk_.state(), script_)) {
            std::cout << "  # " << one.intent << "  score " << one.score << "  " << one.reason
                      << "  " << one.rule << '\n';
        }
    }

    void show(const content::TurnRecord& record) const {
        std::size_t next = 0;
        for (std::size_t i = 0; i <= record.events.size(); ++i) {
            for (; next < record.performed.size() && record.performed[next].before_event == i;
                 ++next) {
                if (why_) show_effect(record.performed[next]);
            }
            if (i == record.events.size()) break;
            if (const auto* said = std::get_if<Said>(&record.events[i]))
                print_message(said->message);
            if (why_) show_event(record.events[i]);
        }
    }

    static void show_effect(const content::Performed& performed) {
        if (const auto* call = std::get_if<CallAction>(&performed.effect)) {
            std::cout << "  # " << call->action;
            for (const auto& [name, value] : call->args) {
                std::cout << ' ' << name << '=' << utf8::escaped(content::plain(value));
            }
        } else {
            std::cout << "  # handoff";
        }
        const std::string& failure = performed.answer.failure;
        std::cout
            << (failure.empty() ? " -> " + utf8::escaped(content::plain(performed.answer.value))
                                : " fails " + failure)
            << '\n';
    }

    static void show_event(const Event& event) {
        if (const auto* set = std::get_if<SlotSet>(&event)) {
            std::cout << "  # " << set->name << " = " << utf8::escaped(content::plain(set->value))
                      << " (" << set->source << ")\n";
        } else if (const auto* started = std::get_if<FlowStarted>(&event)) {
            std::cout << "  # flow " << started->frame.flow << " begins\n";
        } else if (const auto* ended = std::get_if<FlowEnded>(&event)) {
            std::cout << "  # flow " << ended->flow << ": " << ended->outcome << '\n';
        } else if (std::holds_alternative<NotUnderstood>(event)) {
            std::cout << "  # not understood\n";
        }
    }

    const Options& options_;
    const turn::Script& script_;
    content::ActionRunner& shop_;
    content::Talk talk_;
    bool tty_;
    bool why_;
    UnixMillis now_;
    Millis ahead_{};
};

int run(const Options& options) {
    const auto lang = parse_lang(options.lang);
    if (!lang) {
        std::cerr << "chat: --lang is zh, en or zh-Hant\n";
        return exit_cannot;
    }
    namespace fs = std::filesystem;
    const fs::path ours = fs::path(options.content.folder) / "tests/chats/shop";
    fs::path folder = options.shop;
    if (folder.empty() && fs::exists(ours)) folder = ours;
    const auto loaded = load_or_complain(options.content, std::cerr, products_of(folder));
    if (!loaded) return exit_cannot;
    auto shop = open_shop(folder, loaded->snapshot);
    if (!shop.ok()) {
        std::cerr << "chat: " << shop.error().message << '\n';
        return exit_cannot;
    }
    return Terminal(options, loaded->snapshot->script, **shop).run(*lang);
}

}  // namespace

Run chat(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option(
           "--shop", options->shop, "NDJSON files as `import` reads them; default: tests/chats/shop"
    )
        ->type_name("DIR");
    app.add_option("--lang", options->lang, "zh, en or zh-Hant")->capture_default_str();
    app.add_flag("--why", options->why, "explain every turn");
    app.footer(help);
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
