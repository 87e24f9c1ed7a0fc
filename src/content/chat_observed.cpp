#include "content/chat_observed.hpp"

#include "base/overloaded.hpp"
#include "content/arguments.hpp"
#include "content/plain.hpp"
#include "content/types.hpp"

#include <algorithm>
#include <stdexcept>

namespace clerk::content {
namespace {

void observe_message(std::vector<Observed>& all, const Message& message) {
    if (message.from == From::shopper || message.from == From::agent) return;
    std::string_view rest = message.text;
    LineKind kind = LineKind::text;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        all.push_back({kind, std::string(rest.substr(0, end)), {}, true});
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        kind = LineKind::more;
    }
    if (message.card) {
        Observed card{LineKind::card, message.card->kind, {}, false};
        card.pairs.emplace_back("title", message.card->title);
        for (const CardLine& line : message.card->lines)
            card.pairs.emplace_back(line.name, line.text);
        all.push_back(std::move(card));
    }
    if (message.buttons.empty()) return;
    Observed buttons{LineKind::buttons, {}, {}, false};
    for (const Button& button : message.buttons) {
        buttons.text += (buttons.text.empty() ? "" : " | ") + button.label;
    }
    all.push_back(std::move(buttons));
}

std::string on_one_line(std::string_view lines) {
    std::string line;
    for (const char c : lines) {
        if (c == '\n') {
            line += " / ";
        } else {
            line += c;
        }
    }
    return line;
}

// Reads and proofs may go unmentioned; a hand-off shows in what is said.
Observed observe_effect(const Effect& effect) {
    return std::visit(
        overloaded{
            [](const HandOff& what) {
                return Observed{
                    LineKind::writes,
                    "handoff",
                    {{"category", what.category},
                     {"priority", what.priority},
                     {"subject", what.subject},
                     {"summary", on_one_line(what.summary)}},
                    false};
            },
            [](const CallAction& call) {
                const ActionSpec* spec = find_action_spec(call.action);
                const bool proof = call.action.starts_with("identity.");
                Observed write{
                    LineKind::writes, call.action, {}, spec != nullptr && spec->writes && !proof};
                for (const auto& [name, value] : call.args)
                    write.pairs.emplace_back(name, plain(value));
                return write;
            },
        },
        effect
    );
}

// "card return {number: x}" → "return" and "{number: x}"; "returns.open {…}" likewise.
std::pair<std::string_view, std::string_view> name_and_pairs(const ChatLine& line) {
    std::string_view text = line.text;
    if (line.kind == LineKind::card && text.starts_with("card ")) text.remove_prefix(5);
    const std::size_t brace = std::min(text.find('{'), text.size());
    std::string_view name = text.substr(0, brace);
    while (name.ends_with(' '))
        name.remove_suffix(1);
    return {name, text.substr(brace)};
}

bool fits_named(const ChatLine& expected, const Observed& got, Captures& captures) {
    const auto [name, written] = name_and_pairs(expected);
    if (name != got.text) return false;
    if (written.empty()) return true;
    const auto pairs = parse_pairs(written);
    return pairs && fits(*pairs, got.pairs, captures);
}

}  // namespace

std::vector<Observed> observe(const TurnRecord& record) {
    std::vector<Observed> all;
    auto next = record.performed.begin();
    for (std::size_t i = 0; i <= record.events.size(); ++i) {
        for (; next != record.performed.end() && next->before_event == i; ++next) {
            all.push_back(observe_effect(next->effect));
        }
        if (i == record.events.size()) break;
        if (const auto* said = std::get_if<Said>(&record.events[i]))
            observe_message(all, said->message);
    }
    return all;
}

bool speaks_of(const ChatLine& line, const Observed& one) {
    return line.kind == one.kind && name_and_pairs(line).first == one.text;
}

bool fits(const ChatLine& expected, const Observed& got, Captures& captures) {
    if (expected.kind != got.kind) return false;
    if (got.kind == LineKind::card || got.kind == LineKind::writes) {
        return fits_named(expected, got, captures);
    }
    return fits(expected.text, got.text, captures);
}

std::string print(const Observed& observed) {
    switch (observed.kind) {
        case LineKind::more:
            return "| " + as_pattern(observed.text);
        case LineKind::buttons:
            return "[ " + as_pattern(observed.text) + " ]";
        case LineKind::card:
            return "+ card " + observed.text + " " + print_pairs(observed.pairs);
        case LineKind::writes:
            return "! " + observed.text + " " + print_pairs(observed.pairs);
        default:
            return "< " + as_pattern(observed.text);
    }
}

std::string print(const ChatLine& line) {
    switch (line.kind) {
        case LineKind::says:
            return "> " + line.text;
        case LineKind::directive:
            return "@ " + line.text;
        case LineKind::more:
            return "| " + line.text;
        case LineKind::buttons:
            return "[ " + line.text + " ]";
        case LineKind::card:
            return "+ " + line.text;
        case LineKind::writes:
            return "! " + line.text;
        case LineKind::holds:
            return "= " + line.text;
        default:
            return "< " + line.text;
    }
}

std::vector<DiffLine> diff(
    const std::vector<ChatLine>& expected, const std::vector<Observed>& got, Captures& captures
) {
    const std::size_t rows = expected.size();
    const std::size_t columns = got.size();
    const auto same = [&](std::size_t i, std::size_t j) {
        Captures trial = captures;
        return fits(expected[i], got[j], trial);
    };
    // longest[i][j]: lines in common of expected[i…] and got[j…].
    std::vector<std::vector<std::size_t>> longest(rows + 1, std::vector<std::size_t>(columns + 1));
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            longest[i][j] = same(i, j) ? longest[i + 1][j + 1] + 1
                                       : std::max(longest[i + 1][j], longest[i][j + 1]);
        }
    }
    std::vector<DiffLine> lines;
    bool differs = false;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && fits(expected[i], got[j], captures)) {
            lines.push_back({DiffLine::Side::both, print(got[j])});
            ++i, ++j;
        } else if (i < rows && (j == columns || longest[i + 1][j] >= longest[i][j + 1])) {
            lines.push_back({DiffLine::Side::expected, print(expected[i++])});
            differs = true;
        } else {
            const Observed& extra = got[j++];
            const bool shown =
                extra.required || std::ranges::any_of(expected, [&](const auto& line) {
                    return speaks_of(line, extra);
                });
            if (shown) lines.push_back({DiffLine::Side::got, print(extra)});
            differs = differs || extra.required;
        }
    }
    if (!differs) lines.clear();
    return lines;
}

namespace {

Value stub_record(const std::string& text, const std::string& name) {
    const RecordSpec* spec = find_record_spec(name);
    const auto pairs = parse_pairs(text);
    if (!pairs) throw std::invalid_argument("`" + text + "` is no {field: value, …}");
    std::vector<std::pair<std::string, Value>> fields;
    for (const auto& [key, value] : *pairs) {
        const FieldSpec* field = find_field_spec(*spec, key);
        if (field == nullptr) throw std::invalid_argument(name + " has no field `" + key + "`");
        fields.emplace_back(key, stub_value(value, TypeName(field->type)));
    }
    return make_record(name, std::move(fields));
}

}  // namespace

Value stub_value(const std::string& text, const TypeName& type) {
    if (type.empty()) return {};
    if (type.starts_with("record:")) return stub_record(text, type.substr(7));
    if (type.starts_with("list:")) {
        const auto items = parse_items(text);
        if (!items) throw std::invalid_argument("`" + text + "` is no [value, …]");
        std::vector<Value> values;
        const std::string of = type.substr(5);
        const TypeName element = find_record_spec(of) != nullptr ? "record:" + of : of;
        for (const std::string& item : *items)
            values.push_back(stub_value(item, element));
        return make_list(std::move(values));
    }
    if (type == "date_time") {
        const auto at = parse_iso_time(text, UtcOffset{});
        if (!at) throw std::invalid_argument("`" + text + "` is no time such as 2024-07-01 10:00");
        return *at;
    }
    const Library nothing{.texts = Texts(nullptr)};
    if (is_choice(type) && nothing.types.choice_ids(type.substr(7)).empty()) {
        return Choice{type.substr(7), text};
    }
    auto value = literal(text, type, nothing);
    if (!value) throw std::invalid_argument("`" + text + "` is no " + type);
    return std::move(*value);
}

}  // namespace clerk::content
