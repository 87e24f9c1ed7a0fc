// Reading and checking texts with <names> in them.
#include "base/suggest.hpp"
#include "base/trim.hpp"
#include "base/utf8.hpp"
#include "flow/text.hpp"
#include "flow/tokens.hpp"
#include "flow/types.hpp"

#include <algorithm>
#include <array>

namespace clerk::flow {
namespace {

struct Format {
    std::string_view name;
    std::string_view fits;  // for people
    bool (*takes)(Kind);
    std::size_t args = 0;
};

constexpr std::array formats{
    Format{
        "money",
        "amounts of money",
        [](Kind k) {
            return k == Kind::money;
        }},
    Format{
        "day",
        "days",
        [](Kind k) {
            return k == Kind::date || k == Kind::date_time;
        }},
    Format{
        "time",
        "times",
        [](Kind k) {
            return k == Kind::time || k == Kind::date_time;
        }},
    Format{
        "masked",
        "texts and numbers of things",
        [](Kind k) {
            return k == Kind::text;
        }},
    Format{
        "count",
        "numbers and lists",
        [](Kind k) {
            return k == Kind::number || k == Kind::list;
        }},
    Format{
        "plural",
        "numbers and lists",
        [](Kind k) { return k == Kind::number || k == Kind::list; },
        2},
};

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const Format& format : formats)
        names.emplace_back(format.name);
    return names;
}

bool is_space(char c) {
    return c == ' ' || c == '\t';
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        if (is_space(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

// "order.eta" → its parts; nothing when it is no path.
std::vector<std::string> path_parts(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('.', at), text.size());
        const std::string_view part = text.substr(at, end - at);
        const bool named =
            !part.empty() && begins_name(part.front()) && std::ranges::all_of(part, continues_name);
        if (!named) return {};
        parts.emplace_back(part);
        at = end + 1;
    }
    return parts;
}

class Reader {
public:
    explicit Reader(std::string_view source) : source_(source) {}

    ParsedTemplate run() {
        while (at_ < source_.size()) {
            const char c = source_[at_];
            const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
            if (c == '\\' && next == '<') {
                text_ += '<';
                at_ += 2;
            } else if (c == '<' && begins_name(next)) {
                placeholder();
            } else {
                if (c == '<') refuse_other_scripts();
                refuse_wide_bracket();
                text_ += c;
                ++at_;
            }
        }
        flush();
        return std::move(out_);
    }

private:
    void flush() {
        if (!text_.empty()) out_.value.pieces.emplace_back(std::move(text_));
        text_.clear();
    }

    void fail(std::size_t offset, std::string message) {
        out_.errors.push_back({offset, std::move(message)});
    }

    // `<订单号>` is a name in the wrong script, and would be shown to shoppers as it stands.
    void refuse_other_scripts() {
        const char32_t next = utf8::step(source_, at_ + 1).code_point;
        if (!utf8::is_han(next)) return;
        fail(at_, "names are written in Latin letters; for a plain < write \\<");
    }

    // `＜order_no＞`, as an input method writes it.
    void refuse_wide_bracket() {
        constexpr std::string_view wide = "＜";
        const std::string_view rest = source_.substr(at_);
        if (!rest.starts_with(wide) || rest.size() == wide.size()) return;
        if (!begins_name(rest[wide.size()])) return;
        fail(at_, "a full-width ＜ opens no name: write <order.no>");
    }

    void placeholder() {
        const std::size_t begin = at_;
        const std::size_t close = source_.find('>', begin);
        if (close == std::string_view::npos) {
            fail(begin, "this < opens a name and no > closes it; for a plain < write \\<");
            at_ = source_.size();
            return;
        }
        at_ = close + 1;
        const std::string_view inside = source_.substr(begin + 1, close - begin - 1);
        const std::size_t bar = std::min(inside.find('|'), inside.size());
        Placeholder found;
        found.offset = begin;
        found.path.parts = path_parts(trimmed(inside.substr(0, bar), " \t"));
        if (found.path.parts.empty()) {
            return fail(
                begin,
                "`" + utf8::escaped(inside)
                    + "` is no name; write <order.no> or <order.total|money>, and \\< for a plain <"
            );
        }
        if (bar < inside.size()) {
            std::vector<std::string> words = words_of(inside.substr(bar + 1));
            if (words.empty()) return fail(begin, "after | a format must stand: <order.eta|day>");
            found.format = std::move(words.front());
            found.args.assign(words.begin() + 1, words.end());
        }
        flush();
        out_.value.pieces.emplace_back(std::move(found));
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::string text_;
    ParsedTemplate out_;
};

std::string format_error(const Placeholder& place, const TypeName& type, const TypeScope& scope) {
    const auto format = std::ranges::find(formats, place.format, &Format::name);
    if (format == formats.end()) {
        return "there is no format `" + place.format + "`"
               + did_you_mean(place.format, format_names())
               + (nearest(place.format, format_names())
                      ? ""
                      : "; there are money, day, time, masked, count and plural");
    }
    const Kind kind = kind_of(type, scope);
    if (kind != Kind::unknown && !format->takes(kind)) {
        return "`" + to_string(place.path) + "` is " + described(type, scope) + ", and |"
               + place.format + " is for " + std::string(format->fits);
    }
    if (place.args.size() == format->args) return {};
    return format->args == 0 ? "|" + place.format + " takes no words"
                             : "|plural takes two words: |plural day days";
}

// Whether what is shown of a record, its title, may be unset although the record is not.
bool title_maybe_unset(const Path& path, const TypeName& type, const TypeScope& scope) {
    if (kind_of(type, scope) != Kind::record) return false;
    const RecordSpec* spec = find_record_spec(base_name(type));
    if (!spec) return false;
    Path title = path;
    title.parts.emplace_back(spec->title);
    return type_of(title, scope).maybe_unset;
}

}  // namespace

ParsedTemplate parse_template(std::string_view source) {
    return Reader(source).run();
}

std::vector<TemplateError> check_template(const Template& text, const TypeScope& scope) {
    std::vector<TemplateError> errors;
    for (const Piece& piece : text.pieces) {
        const auto* place = std::get_if<Placeholder>(&piece);
        if (!place) continue;
        const PathType found = type_of(place->path, scope);
        if (found.error) {
            errors.push_back({place->offset, *found.error});
            continue;
        }
        const std::string name = to_string(place->path);
        if (found.maybe_unset) {
            errors.push_back(
                {place->offset,
                 "`" + name + "` may be unset here; say this line only `if: " + name + " is set`"}
            );
        } else if (place->format.empty() && title_maybe_unset(place->path, found.type, scope)) {
            errors.push_back({place->offset, "what stands for `" + name + "` may be unset"});
        }
        if (place->format.empty()) continue;
        std::string trouble = format_error(*place, found.type, scope);
        if (!trouble.empty()) errors.push_back({place->offset, std::move(trouble)});
    }
    return errors;
}

}  // namespace clerk::flow
