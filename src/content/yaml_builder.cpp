#include "content/yaml_builder.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace clerk::content::yaml {

// Tags and anchors stand before what they apply to, where the mark points.
bool Builder::properties(std::size_t at, YAML::anchor_t anchor) {
    if (source_.at(at) == '!') {
        error(at, "`!` begins a YAML tag and would vanish" + std::string(quote_it));
        return true;
    }
    if (anchor != 0 || source_.at(at) == '&') {
        error(at, anchor_advice());
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
            error(at, "this is YAML for \"no value\"; leave the key out" + std::string(quote_it));
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
        error(at, "`? ` begins a YAML map with a long key, not a text" + std::string(quote_it));
        opened.strange = true;
    } else if (is_key) {
        error(at, "a map or a list cannot be a key" + std::string(quote_it));
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

}  // namespace clerk::content::yaml
