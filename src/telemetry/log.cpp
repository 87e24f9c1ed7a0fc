#include "telemetry/log.hpp"

#include "base/utf8.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
#include <memory>

namespace clerk::telemetry {
namespace {

constexpr const char* logger_name = "shopclerk";
constexpr const char* logger_name_json = "shopclerk/json";

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// One line of printable text whatever came in: bytes that are not UTF-8 as \x{..}, control and bidi
// characters as \u{..}.
std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t good = utf8::first_invalid(text).value_or(text.size());
        out += utf8::escaped(text.substr(0, good));
        text.remove_prefix(good);
        if (text.empty()) break;
        std::array<char, 8> code{};
        std::snprintf(code.data(), code.size(), "\\x{%02x}", static_cast<unsigned char>(text[0]));
        out += code.data();
        text.remove_prefix(1);
    }
    return out;
}

// Inside quotes; what is printable has no control characters left.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

bool plain(std::string_view text) {
    return !text.empty() && text.find_first_of(" \"=\\") == std::string_view::npos;
}

std::string as_words(std::string_view event, std::initializer_list<Field> fields) {
    std::string out = printable(event);
    for (const auto& [name, value] : fields) {
        out += ' ';
        out += printable(name);
        out += '=';
        out += plain(value) ? printable(value) : quoted(value);
    }
    return out;
}

std::string as_json_members(std::string_view event, std::initializer_list<Field> fields) {
    std::string out = "\"event\":" + quoted(event);
    for (const auto& [name, value] : fields)
        out += ',' + quoted(name) + ':' + quoted(value);
    return out;
}

}  // namespace

void open_log(Level level, bool json) {
    const auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    const auto logger =
        std::make_shared<spdlog::logger>(json ? logger_name_json : logger_name, sink);
    logger->set_level(spdlog_level(level));
    logger->set_pattern(
        json ? R"({"at":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
        spdlog::pattern_time_type::utc
    );
    logger->flush_on(spdlog::level::debug);
    spdlog::set_default_logger(logger);
}

void log(Level level, std::string_view event, std::initializer_list<Field> fields) {
    spdlog::logger* logger = spdlog::default_logger_raw();
    const spdlog::level::level_enum wanted = spdlog_level(level);
    // Before open_log, spdlog's own nameless logger stands there: it writes to stdout, so not to
    // it.
    if (logger == nullptr || logger->name().empty() || !logger->should_log(wanted)) return;
    const bool json = logger->name() == logger_name_json;
    logger->log(
        wanted,
        spdlog::string_view_t(json ? as_json_members(event, fields) : as_words(event, fields))
    );
}

std::string masked(std::string_view secret) {
    constexpr std::size_t shown = 4;
    if (!utf8::valid(secret)) return std::string(secret.size(), '*');
    const std::size_t letters = utf8::length(secret);
    if (letters <= shown) return std::string(letters, '*');
    std::size_t at = 0;
    for (std::size_t i = 0; i < letters - shown; ++i)
        at += utf8::step(secret, at).bytes;
    return std::string(letters - shown, '*') + std::string(secret.substr(at));
}

}  // namespace clerk::telemetry
