#include "content/yaml.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/yaml_source.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

namespace clerk::content::yaml {
namespace {

constexpr std::string_view quote_it = "; put the text in '…'";

std::string alias_advice() {
    return "`*` is a YAML alias, which content does not have" + std::string(quote_it);
}

struct TooDeep {
    std::size_t offset;
};

// Builds the tree from the parser's events and refuses, at the place of each, what YAML would
// silently change.
class Builder : public YAML::EventHandler {
public:
    Builder(const Source& source, const Report& report)
        : source_(source), report_(report), covered_(source.text().size(), false) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 2) {
            error(offset_of(mark), "a second document begins here; one file holds one");
        }
    }

    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { null(mark, anchor); }

    // One a line is enough: a bomb is made of them.
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        if (mark.line != last_alias_line_) error(offset_of(mark), alias_advice());
        last_alias_line_ = mark.line;
        add(refused_at(mark));
    }

    void OnScalar(
        const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, const std::string& value
    ) override {
        const std::size_t at = offset_of(mark);
        add(properties(at, anchor) ? refused_at(mark) : scalar(at, value));
    }

    void OnSequenceStart(
        const YAML::Mark& mark,
        const std::string& tag,
        YAML::anchor_t anchor,
        YAML::EmitterStyle::value
    ) override {
        open(Node::Kind::list, mark, tag, anchor);
    }

    void OnSequenceEnd() override { close(); }

    void OnMapStart(
        const YAML::Mark& mark,
        const std::string& tag,
        YAML::anchor_t anchor,
        YAML::EmitterStyle::value
    ) override {
        open(Node::Kind::map, mark, tag, anchor);
    }

    void OnMapEnd() override { close(); }

    void refuse_cut_comments() const;

    [[nodiscard]] Node take_root() { return std::move(root_); }

    [[nodiscard]] bool seen() const { return documents_ > 0; }

private:
    struct Open {
        Node node;
        std::optional<Node> key;  // of a map: read, its value not yet
        std::map<std::string, Position> keys;
        bool strange = false;  // `? key`: already reported, with all that hangs on it
        std::size_t offset = 0;
    };

    static std::string quoted() { return std::string(quote_it); }

    static std::size_t offset_of(const YAML::Mark& mark) {
        return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
    }

    void error(std::size_t offset, std::string text) const {
        report_.error(source_.position(offset), std::move(text));
    }

    [[nodiscard]] Node refused_at(const YAML::Mark& mark) const {
        Node node;
        node.at = source_.position(offset_of(mark));
        return node;
    }

    bool properties(std::size_t at, YAML::anchor_t anchor);
    void null(const YAML::Mark& mark, YAML::anchor_t anchor);
    void open(Node::Kind, const YAML::Mark&, const std::string& tag, YAML::anchor_t);
    void close();
    void add(Node node);
    void add_entry(Open& map, Node value);
    [[nodiscard]] Node scalar(std::size_t at, const std::string& value);
    void plain(Node& node, std::size_t at);
    void quoted(Node& node, std::size_t at);
    void block(Node& node, std::size_t at);
    void no_value(const Node& key) const;
    void cover(std::size_t begin, std::size_t end);
    [[nodiscard]] std::size_t dash_before(std::size_t offset) const;

    const Source& source_;
    const Report& report_;
    std::vector<Open> stack_;
    Node root_;
    int documents_ = 0;
    int last_alias_line_ = -1;
    std::vector<bool> covered_;  // bytes that are scalars, where `#` is no comment
};

// Tags and anchors stand before what they apply to, where the mark points.
bool Builder::properties(std::size_t at, YAML::anchor_t anchor) {
    if (source_.at(at) == '!') {
        error(at, "`!` begins a YAML tag and would vanish" + quoted());
        return true;
    }
    if (anchor != 0 || source_.at(at) == '&') {
        error(at, "`&` begins a YAML anchor and would vanish" + quoted());
        return true;
    }
    return false;
}

// Where the parser sees nothing it points at the next token: find the dash or the key that has no
// value.
void Builder::null(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const std::size_t at = offset_of(mark);
    Node node = refused_at(mark);
    const char first = source_.at(at);
    const bool in_map = !stack_.empty() && stack_.back().node.is_map();
    const bool strange = in_map && stack_.back().strange;
    if (!strange && !properties(at, anchor)) {
        const std::string_view rest =
            std::string_view(source_.text()).substr(std::min(at, source_.text().size()));
        if (first == '~' || rest.starts_with("null") || rest.starts_with("Null")
            || rest.starts_with("NULL")) {
            error(at, "this is YAML for \"no value\"; leave the key out" + quoted());
        } else if (in_map && stack_.back().key) {
            no_value(*stack_.back().key);
        } else if (in_map) {
            error(at, "a key is missing before `:`");
        } else {
            error(dash_before(at), "an empty element; write a text or take the line out");
        }
    }
    add(std::move(node));
}

void Builder::no_value(const Node& key) const {
    const auto slip = source_.slip(static_cast<std::size_t>(key.at.line) - 1);
    if (slip && key.text.find_first_of("：:") != std::string::npos) {
        error(slip->offset, slip->advice);
    } else {
        report_.error(
            key.at,
            "`" + key.text + ":` has no value; write one, indent the lines that belong to it, or "
                             "leave the key out"
        );
    }
}

std::size_t Builder::dash_before(std::size_t offset) const {
    const std::string_view before = std::string_view(source_.text()).substr(0, offset);
    const std::size_t last = before.find_last_not_of(" \n");
    return last != std::string_view::npos && before[last] == '-' ? last : offset;
}

void Builder::open(
    Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor
) {
    const std::size_t at = offset_of(mark);
    if (stack_.size() >= limits::yaml_depth_max) throw TooDeep{at};
    Open opened;
    opened.offset = at;
    opened.node = refused_at(mark);
    opened.node.kind = kind;
    if ((!tag.empty() && tag != "?") || anchor != 0) properties(at, anchor);
    const bool is_key = !stack_.empty() && stack_.back().node.is_map() && !stack_.back().key;
    if (kind == Node::Kind::map && source_.at(at) == '?') {
        error(at, "`? ` begins a YAML map with a long key, not a text" + quoted());
        opened.strange = true;
    } else if (is_key) {
        error(at, "a map or a list cannot be a key" + quoted());
        opened.strange = true;
    }
    stack_.push_back(std::move(opened));
}

void Builder::close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (done.strange) {
        done.node = Node{};
        done.node.at = source_.position(done.offset);
    }
    add(std::move(done.node));
}

void Builder::add(Node node) {
    if (stack_.empty()) {
        if (documents_ < 2) root_ = std::move(node);
        return;
    }
    Open& open = stack_.back();
    if (open.node.is_list()) {
        open.node.items.push_back(std::move(node));
        return;
    }
    if (open.key) {
        add_entry(open, std::move(node));
        return;
    }
    open.key = std::move(node);
}

void Builder::add_entry(Open& map, Node value) {
    Node key = std::move(*map.key);
    map.key.reset();
    if (!key.is_text()) return;
    const auto [first, fresh] = map.keys.emplace(key.text, key.at);
    if (!fresh) {
        report_.error(
            key.at,
            "`" + key.text + ":` stands twice, first in line " + std::to_string(first->second.line)
                + "; only one would count"
        );
        return;
    }
    map.node.entries.push_back({std::move(key), std::move(value)});
}

Node Builder::scalar(std::size_t at, const std::string& value) {
    Node node;
    node.kind = Node::Kind::text;
    node.at = node.text_at = source_.position(at);
    node.text = value;
    switch (source_.at(at)) {
        case '\'':
        case '"':
            quoted(node, at);
            break;
        case '|':
        case '>':
            block(node, at);
            break;
        default:
            plain(node, at);
    }
    return node;
}

void Builder::plain(Node& node, std::size_t at) {
    const std::string_view text = source_.text();
    if (text.substr(at).starts_with(node.text)) {
        cover(at, at + node.text.size());
        if (!is_wide_dash(node.text)) return;
        error(at, wide_dash_advice());
        node.kind = Node::Kind::refused;
        return;
    }
    // Over several lines: walk the value and the source side by side, blanks aside, to its end.
    std::size_t end = at;
    for (const char c : node.text) {
        if (c == ' ' || c == '\n') continue;
        while (end < text.size() && text[end] != c)
            ++end;
        ++end;
    }
    cover(at, end);
    node.kind = Node::Kind::refused;
    const std::size_t first = source_.line_of(at);
    const std::size_t last = source_.line_of(std::min(end, text.size()));
    for (std::size_t n = first; n <= last; ++n) {
        if (const auto slip = source_.slip(n)) return error(slip->offset, slip->advice);
        // A key indented too far: the parser stumbles over its colon and says so.
        if (n > first && source_.key(n)) return;
    }
    error(
        at,
        "a text over several lines is joined with blanks; write `|` and indent the lines below it"
    );
}

void Builder::quoted(Node& node, std::size_t at) {
    const std::string_view text = source_.text();
    const char quote = text[at];
    node.style = quote == '"' ? Style::double_quoted : Style::single_quoted;
    ++node.text_at.col;
    std::size_t end = at + 1;
    for (; end < text.size(); ++end) {
        if (quote == '"' && text[end] == '\\') {
            ++end;
        } else if (text[end] == quote) {
            if (quote == '"' || end + 1 >= text.size() || text[end + 1] != quote) break;
            ++end;
        }
    }
    cover(at, end + 1);
    if (end >= text.size()) {
        error(at, std::string("the quote that opens here is never closed; write ") + quote);
        node.kind = Node::Kind::refused;
    } else if (text.substr(at, end - at).find('\n') != std::string_view::npos) {
        error(
            at,
            "a quoted text over several lines is joined with blanks; close the quote, or write `|` "
            "and "
            "indent the lines below it"
        );
        node.kind = Node::Kind::refused;
    }
}

void Builder::block(Node& node, std::size_t at) {
    const bool folded = source_.at(at) == '>';
    node.style = Style::block;
    while (node.text.ends_with('\n'))
        node.text.pop_back();
    std::size_t header = at + 1;
    while (std::string_view("+-0123456789").find(source_.at(header)) != std::string_view::npos
           && source_.at(header) != '\0') {
        ++header;
    }
    cover(at, header);
    const std::size_t first = source_.line_of(at) + 1;
    const auto count = static_cast<std::size_t>(std::ranges::count(node.text, '\n')) + 1;
    int indent = 0;
    for (std::size_t n = first; n < std::min(first + count, source_.lines()); ++n) {
        const std::string_view line = source_.line(n);
        cover(source_.line_start(n), source_.line_start(n) + line.size());
        const std::size_t content = line.find_first_not_of(' ');
        if (indent == 0 && content != std::string_view::npos) indent = static_cast<int>(content);
    }
    node.text_at = {static_cast<int>(first) + 1, indent + 1};
    if (folded) {
        error(at, "`>` joins lines with blanks, also between Chinese characters; write `|`");
        node.kind = Node::Kind::refused;
    }
}

void Builder::cover(std::size_t begin, std::size_t end) {
    end = std::min(end, covered_.size());
    for (std::size_t i = begin; i < end; ++i)
        covered_[i] = true;
}

void Builder::refuse_cut_comments() const {
    for (std::size_t n = 0; n < source_.lines(); ++n) {
        const std::string_view line = source_.line(n);
        const std::size_t start = source_.line_start(n);
        for (std::size_t i = 0; i < line.size(); ++i) {
            const bool begins = line[i] == '#' && !covered_[start + i]
                                && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t');
            if (!begins) continue;
            if (line.find_first_not_of(" \t") < i) {
                error(
                    start + i,
                    "from ` #` on this is a comment and would be cut off; put the text in '…', or "
                    "the "
                    "comment on a line of its own"
                );
            }
            break;
        }
    }
}

// The parser's words, in the reader's.
std::string explain(const std::string& message) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 10> words{{
        {"illegal map value",
         "a `:` stands where no key may end; put a text that holds `: ` in '…', or mend the "
         "indentation"},
        {"end of map not found", "this line's indentation fits nothing above it"},
        {"end of sequence not found", "this line's indentation fits nothing above it"},
        {"end of sequence flow not found", "`[` is not closed with `]`"},
        {"end of map flow not found", "`{` is not closed with `}`"},
        {"illegal flow end", "a closing bracket without an opening one; put the text in '…'"},
        {"illegal block entry",
         "`- ` begins a list where a text is expected; put the list on lines of its own"},
        {"illegal EOF in scalar", "a quote is never closed"},
        {"unknown escape", "in \"…\" this backslash begins no escape of YAML's; write '…'"},
        {"unknown token", "this character may not begin a text; put the text in '…'"},
    }};
    for (const auto& [theirs, ours] : words) {
        if (message.find(theirs) != std::string::npos) return std::string(ours);
    }
    const bool alias = message.find("anchor is not defined") != std::string::npos
                       || message.find("alias not found") != std::string::npos;
    if (alias) return alias_advice();
    if (message.find("anchor not found") != std::string::npos) {
        return "`&` begins a YAML anchor and would vanish" + std::string(quote_it);
    }
    return "this is not YAML: " + message;
}

// How far behind the mistake the parser points.
std::size_t overshoot(const std::string& message) {
    if (message.find("unknown escape") != std::string::npos) return 2;
    return message.find("not found after") != std::string::npos ? 1 : 0;
}

// A full-width mark confuses the parser lines later; it is then the likelier mistake.
void report_syntax(const YAML::Exception& failure, const Source& source, const Report& report) {
    const bool known = !failure.mark.is_null();
    auto offset = known ? static_cast<std::size_t>(failure.mark.pos) : source.text().size();
    offset -= std::min(offset, overshoot(failure.msg));
    const std::size_t last = source.line_of(std::min(offset, source.text().size()));
    for (std::size_t n = last > 3 ? last - 3 : 0; n <= last; ++n) {
        const auto slip = source.slip(n);
        if (!slip) continue;
        report.error(source.position(slip->offset), slip->advice);
        return;
    }
    // A line whose own key the parser stumbles over stands in the wrong column.
    const auto key = source.key(last);
    const bool stumbled = failure.msg.find("illegal map value") != std::string::npos;
    if (stumbled && key && source.text().find(':', *key) == offset) {
        report.error(
            source.position(*key),
            "this line's indentation fits nothing above it; keys that belong together begin in "
            "the same column"
        );
        return;
    }
    // So does a text that begins with a bracket and goes on behind it.
    const std::size_t bracket = source.bracket(last);
    const bool astray = explain(failure.msg).starts_with("this line's indentation");
    if (astray && bracket != std::string::npos && bracket < offset) {
        report.error(
            source.position(bracket),
            "a text that begins with `" + std::string(1, source.at(bracket))
                + "` is read as a list or a map; put the text in '…'"
        );
        return;
    }
    report.error(source.position(offset), explain(failure.msg));
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key.text == key) return &entry.value;
    }
    return nullptr;
}

Position Node::inside(std::size_t offset) const {
    if (kind != Kind::text) return at;
    const std::string_view before = std::string_view(text).substr(0, std::min(offset, text.size()));
    const std::size_t line_break = before.rfind('\n');
    const auto columns = [](std::string_view part) {
        return static_cast<int>(utf8::length(part));
    };
    if (style == Style::block && line_break != std::string_view::npos) {
        const auto down = static_cast<int>(std::ranges::count(before, '\n'));
        return {text_at.line + down, text_at.col + columns(before.substr(line_break + 1))};
    }
    int col = text_at.col + columns(before);
    // Each ' of a single-quoted text is written twice.
    if (style == Style::single_quoted) col += static_cast<int>(std::ranges::count(before, '\''));
    return {text_at.line, col};
}

Node parse(std::string_view bytes, const Report& report) {
    const auto source = Source::read(bytes, report);
    if (!source) return {};
    const std::size_t errors_before = report.errors_so_far();
    Builder builder(*source, report);
    try {
        std::istringstream stream(source->text());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const TooDeep& deep) {
        report.error(
            source->position(deep.offset),
            "nested deeper than " + std::to_string(limits::yaml_depth_max) + " levels"
        );
        return {};
    } catch (const YAML::Exception& failure) {
        report_syntax(failure, *source, report);
        return {};
    }
    builder.refuse_cut_comments();
    Node root = builder.take_root();
    if (!builder.seen()) {
        if (report.errors_so_far() == errors_before) report.error({}, "the file is empty");
    } else if (root.is_text() || root.is_list()) {
        report.error(root.at, "a map of `key: value` lines is expected here");
        return {};
    }
    return root;
}

}  // namespace clerk::content::yaml
