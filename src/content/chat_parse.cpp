#include "base/trim.hpp"
#include "base/utf8.hpp"
#include "content/chat_test.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace clerk::content {
namespace {

struct Mark {
    char mark;
    LineKind kind;
};

constexpr std::array marks{
    Mark{'>', LineKind::says},
    Mark{'@', LineKind::directive},
    Mark{'<', LineKind::text},
    Mark{'|', LineKind::more},
    Mark{'[', LineKind::buttons},
    Mark{'+', LineKind::card},
    Mark{'!', LineKind::writes},
    Mark{'=', LineKind::holds}};

class Parser {
public:
    Parser(const std::string& file, const Report& report) : file_(file), report_(report) {
        chats_.push_back({file, file, 1, {}});
    }

    void line(std::string_view raw, int number) {
        const std::string_view text = trimmed(raw);
        if (text.empty() || raw.starts_with('#')) return;
        if (text.starts_with("---")) {
            begin_chat(trimmed(text.substr(3)), number);
            return;
        }
        for (const Mark& mark : marks) {
            if (text.front() != mark.mark) continue;
            add(mark.kind, text, number);
            return;
        }
        report_.error(
            {number, 1}, "no line of a chat begins like this; they begin with > < | [ + ! = @ or #"
        );
    }

    std::vector<Chat> take() {
        std::erase_if(chats_, [](const Chat& chat) { return chat.lines.empty(); });
        return std::move(chats_);
    }

private:
    void begin_chat(std::string_view name, int number) {
        const std::string shown = name.empty() ? std::to_string(number) : std::string(name);
        chats_.push_back({file_ + " " + shown, file_, number, {}});
    }

    void add(LineKind kind, std::string_view text, int number) {
        std::vector<ChatLine>& lines = chats_.back().lines;
        if (kind == LineKind::buttons) {
            if (!text.ends_with(']')) {
                report_.error({number, 1}, "a line of buttons is written [ one | two ]");
                return;
            }
            text.remove_suffix(1);
        }
        if (kind == LineKind::more && (lines.empty() || !is_text(lines.back().kind))) {
            report_.error({number, 1}, "`|` continues a text; there is none above it");
            return;
        }
        lines.push_back({number, kind, std::string(trimmed(text.substr(1)))});
    }

    static bool is_text(LineKind kind) { return kind == LineKind::text || kind == LineKind::more; }

    std::string file_;
    const Report& report_;
    std::vector<Chat> chats_;
};

}  // namespace

std::vector<Chat> parse_chats(
    std::string_view bytes, const std::string& file, const Report& report
) {
    if (const auto bad = utf8::first_invalid(bytes)) {
        const auto line =
            std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
        report.error({static_cast<int>(line) + 1, 1}, "these bytes are not UTF-8");
        return {};
    }
    Parser parser(file, report);
    int number = 0;
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        parser.line(bytes.substr(0, end), ++number);
        bytes = end == std::string_view::npos ? std::string_view() : bytes.substr(end + 1);
    }
    return parser.take();
}

std::string rewritten(std::string_view bytes, const std::vector<Rewrite>& rewrites) {
    std::string out;
    std::istringstream in{std::string(bytes)};
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        bool dropped = false;
        for (const Rewrite& rewrite : rewrites) {
            for (const int drop : rewrite.drop)
                dropped = dropped || drop == number;
        }
        if (!dropped) out += line + "\n";
        for (const Rewrite& rewrite : rewrites) {
            if (rewrite.after != number) continue;
            for (const std::string& fresh : rewrite.lines)
                out += fresh + "\n";
        }
    }
    return out;
}

std::string to_string(const ChatFailure& failure, const Chat& chat) {
    std::string text = chat.file + ":" + std::to_string(failure.line) + ": " + failure.why + "\n";
    for (const DiffLine& line : failure.diff) {
        const char* mark = line.side == DiffLine::Side::both       ? "      "
                           : line.side == DiffLine::Side::expected ? "    - "
                                                                   : "    + ";
        text += mark + line.text + "\n";
    }
    return text;
}

}  // namespace clerk::content
