#include "wire/json_tree.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace clerk::wire {
namespace {

using Kind = JsonTree::Kind;

// nlohmann's SAX events into a tree, bounded. Its parser does not recurse; false ends it at once.
class TreeReader {
public:
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    explicit TreeReader(JsonTree& root) : root_(root) {}

    [[nodiscard]] const std::string& problem() const { return problem_; }

    bool null() { return put({}); }

    bool boolean(bool flag) {
        JsonTree node;
        node.kind = Kind::flag;
        node.flag = flag;
        return put(std::move(node));
    }

    bool number_integer(std::int64_t number) {
        return put_text(Kind::number, std::to_string(number));
    }

    bool number_unsigned(std::uint64_t number) {
        return put_text(Kind::number, std::to_string(number));
    }

    bool number_float(double, const std::string& written) {
        return put_text(Kind::number, written);
    }

    bool string(std::string& text) { return put_text(Kind::text, std::move(text)); }

    bool binary(binary_t&) { return refuse("binary"); }

    bool start_object(std::size_t) { return enter(Kind::object); }

    bool end_object() { return leave(); }

    bool start_array(std::size_t) { return enter(Kind::list); }

    bool end_array() { return leave(); }

    bool key(std::string& name) {
        if (++keys_ > keys_max) return refuse("too many keys");
        auto& members = open_.back()->members;
        const auto same = [&](const auto& member) {
            return member.first == name;
        };
        if (members.size() >= limits::json_keys_max) return refuse("too many keys");
        if (std::ranges::any_of(members, same)) {
            const std::string_view shown = utf8::prefix(name, limits::import_id_bytes_max);
            return refuse("the key " + utf8::escaped(shown) + " stands twice");
        }
        members.emplace_back(std::move(name), JsonTree{});
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) {
        return refuse("not JSON at byte " + std::to_string(at));
    }

private:
    // A list of 64 events has four keys each, so the whole may have more than one object's.
    static constexpr std::size_t keys_max = 16 * limits::json_keys_max;

    bool put_text(Kind kind, std::string text) {
        JsonTree node;
        node.kind = kind;
        node.text = std::move(text);
        return put(std::move(node));
    }

    bool put(JsonTree node) {
        place() = std::move(node);
        return true;
    }

    // Where the next value goes. Pointers into a parent stay good: it does not grow while a child
    // is open.
    JsonTree& place() {
        if (open_.empty()) return root_;
        JsonTree& parent = *open_.back();
        if (parent.kind == Kind::object) return parent.members.back().second;
        return parent.list.emplace_back();
    }

    bool enter(Kind kind) {
        if (open_.size() == limits::json_depth_max) return refuse("nested too deep");
        JsonTree& node = place();
        node.kind = kind;
        open_.push_back(&node);
        return true;
    }

    bool leave() {
        open_.pop_back();
        return true;
    }

    bool refuse(std::string why) {
        if (problem_.empty()) problem_ = std::move(why);
        return false;
    }

    JsonTree& root_;
    std::vector<JsonTree*> open_;
    std::size_t keys_ = 0;
    std::string problem_;
};

}  // namespace

const JsonTree* JsonTree::find(std::string_view name) const {
    const auto at = std::ranges::find(members, name, &std::pair<std::string, JsonTree>::first);
    return at == members.end() || at->second.kind == Kind::null ? nullptr : &at->second;
}

Result<JsonTree> JsonTree::read(std::string_view json, std::size_t bytes_max) {
    if (json.size() > bytes_max) {
        return error("bad_json", "longer than " + std::to_string(bytes_max) + " bytes");
    }
    JsonTree root;
    TreeReader reader(root);
    if (nlohmann::json::sax_parse(json.begin(), json.end(), &reader)) return root;
    return error("bad_json", reader.problem().empty() ? "not JSON" : reader.problem());
}

}  // namespace clerk::wire
