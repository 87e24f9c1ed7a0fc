#include "cli/match.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/now.hpp"
#include "content/plain.hpp"
#include "turn/take_turn.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

void write_value(wire::JsonWriter& out, const Value& value) {
    if (const auto* yes = value.get<bool>()) {
        out.value(*yes);
    } else if (const auto* number = value.get<std::int64_t>()) {
        out.value(*number);
    } else {
        out.value(content::plain(value));
    }
}

void write_list(wire::JsonWriter& out, std::string_view key, const std::vector<std::string>& list) {
    out.key(key).array();
    for (const std::string& one : list)
        out.value(one);
    out.end();
}

void write_or_null(wire::JsonWriter& out, std::string_view key, const std::string& text) {
    out.key(key);
    if (text.empty()) {
        out.null();
    } else {
        out.value(text);
    }
}

// What is not UTF-8 cannot be said in JSON: a mark stands for it.
std::string readable(std::string_view line) {
    std::string text;
    while (const auto bad = utf8::first_invalid(line)) {
        text += line.substr(0, *bad);
        text += "\xEF\xBF\xBD";
        line.remove_prefix(*bad + 1);
    }
    return text + std::string(line);
}

int run(const ContentOption& content) {
    const auto loaded = load_or_complain(content, std::cerr);
    if (!loaded) return exit_cannot;
    match_lines(std::cin, std::cout, loaded->snapshot->script, system_now());
    return exit_well;
}

}  // namespace

std::string match_line(std::string_view line, const turn::Script& script, UnixMillis now) {
    std::string error;
    if (!utf8::valid(line)) error = "bad_utf8";
    if (line.size() > limits::message_text_bytes_max) {
        error = "too_long";  // its beginning is read and told, no more
        line = utf8::prefix(line, limits::message_text_bytes_max);
    }
    turn::Meaning meaning;
    if (error.empty()) meaning = turn::meaning_of(script.lexicon->understand(line), script, now);
    wire::JsonWriter out;
    out.object().member("text", readable(line));
    write_or_null(out, "intent", meaning.intent);
    write_or_null(out, "rule", meaning.rule);
    out.member("score", meaning.score);
    out.key("slots").object();
    for (const auto& [name, value] : meaning.slots) {
        out.key(name);
        write_value(out, value);
    }
    out.end();
    write_list(out, "also", meaning.also);
    write_list(out, "clarify", meaning.clarify);
    if (!error.empty()) out.member("error", error);
    return out.end().take();
}

namespace {

// The next line, of one that is longer than a message may be its beginning; false at the end.
bool read_line(std::istream& in, std::string& line) {
    line.clear();
    auto& bytes = *in.rdbuf();
    int c = bytes.sbumpc();
    if (c == std::istream::traits_type::eof()) return false;
    for (; c != std::istream::traits_type::eof() && c != '\n'; c = bytes.sbumpc()) {
        if (line.size() <= limits::message_text_bytes_max) line += static_cast<char>(c);
    }
    return true;
}

}  // namespace

void match_lines(std::istream& in, std::ostream& out, const turn::Script& script, UnixMillis now) {
    std::string line;
    while (out && read_line(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        out << match_line(line, script, now) << '\n';
        if (in.rdbuf()->in_avail() <= 0) out.flush();
    }
}

Run match(CLI::App& app) {
    const auto content = std::make_shared<ContentOption>();
    content->declare(app);
    app.footer(
        "Reads one message a line on stdin and writes one JSON object a line:\n"
        "{\"text\",\"intent\"|null,\"rule\"|null,\"score\",\"slots\":{},\"also\":[],\"clarify\":[]}"
    );
    return [content] {
        return run(*content);
    };
}

}  // namespace clerk::cli
