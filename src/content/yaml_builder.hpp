// From yaml-cpp's events to our tree. Refuses, at the place of each, what YAML would silently
// change: tags, anchors and aliases, nulls, second documents, maps as keys, keys that stand twice,
// texts that lines or a `#` would join or cut.
#pragma once

#include "content/yaml.hpp"
#include "content/yaml_source.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clerk::content::yaml {

// Thrown where a level too many opens (limits::yaml_depth_max).
struct TooDeep {
    std::size_t offset;
};

// REQUIRES: source and report outlive it.
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

    // After the last event, when it is known what is a text: every other ` #` cuts one off.
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

}  // namespace clerk::content::yaml
