#include "wire/flat_json.hpp"

#include "base/limits.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace clerk::wire {

// nlohmann's SAX events, bounded. Its parser keeps no tree and does not recurse; a handler that
// returns false ends it at once.
class FlatReader {
public:
    using number_integer_t = std::int64_t;
    using number_unsigned_t = std::uint64_t;
    using number_float_t = double;
    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    explicit FlatReader(FlatJson& out) : out_(out) {}

    [[nodiscard]] const std::string& problem() const { return problem_; }

    bool null() { return take(nullptr); }

    bool boolean(bool flag) { return take(flag); }

    bool number_integer(std::int64_t number) { return take(number); }

    bool number_unsigned(std::uint64_t number) {
        if (number > static_cast<std::uint64_t>(INT64_MAX)) {
            return take(static_cast<double>(number));
        }
        return take(static_cast<std::int64_t>(number));
    }

    bool number_float(double number, const std::string&) { return take(number); }

    bool string(std::string& text) {
        if (depth() == 2 && list_) {
            list_->push_back(std::move(text));
            return true;
        }
        return take(std::move(text));
    }

    bool binary(binary_t&) { return refuse("binary"); }

    bool start_object(std::size_t) {
        if (depth() == 1) {
            take(Nested{});
        } else {
            spoil_list();
        }
        return enter();
    }

    bool end_object() { return leave(); }

    bool start_array(std::size_t) {
        if (depth() == 0) return refuse("the whole is not an object");
        if (depth() == 1) {
            take(std::vector<std::string>{});
            list_ = std::get_if<std::vector<std::string>>(&out_.fields_.back().second);
        } else {
            spoil_list();
        }
        return enter();
    }

    bool end_array() { return leave(); }

    bool key(std::string& name) {
        if (++keys_ > limits::json_keys_max) return refuse("too many keys");
        std::vector<std::string>& known = keys_at_.back();
        if (std::ranges::find(known, name) != known.end()) {
            return refuse("the key " + name + " stands twice");
        }
        known.push_back(name);
        if (depth() == 1) key_ = std::move(name);
        return true;
    }

    bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) {
        return refuse("not JSON at byte " + std::to_string(at));
    }

private:
    [[nodiscard]] std::size_t depth() const { return keys_at_.size(); }

    bool enter() {
        if (depth() == limits::json_depth_max) return refuse("nested too deep");
        keys_at_.emplace_back();
        return true;
    }

    bool leave() {
        keys_at_.pop_back();
        if (depth() == 1) list_ = nullptr;
        return true;
    }

    bool take(FlatJson::Scalar value) {
        if (depth() == 0) return refuse("the whole is not an object");
        if (depth() == 1) {
            out_.fields_.emplace_back(std::move(key_), std::move(value));
        } else {
            spoil_list();
        }
        return true;
    }

    // The list being read holds something that is no text.
    void spoil_list() {
        if (depth() == 2 && list_) out_.fields_.back().second = Nested{};
        list_ = nullptr;
    }

    bool refuse(std::string why) {
        if (problem_.empty()) problem_ = std::move(why);
        return false;
    }

    FlatJson& out_;
    std::string problem_;
    std::string key_;
    std::vector<std::vector<std::string>> keys_at_;  // names seen, by depth
    std::vector<std::string>* list_ = nullptr;
    std::size_t keys_ = 0;
};

Result<FlatJson> FlatJson::read(std::string_view json) {
    if (json.size() > limits::http_body_bytes_max) return error("bad_json", "too long");
    FlatJson out;
    FlatReader reader(out);
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &reader)) {
        return error("bad_json", reader.problem().empty() ? "not JSON" : reader.problem());
    }
    return out;
}

const FlatJson::Scalar* FlatJson::find(std::string_view name) const {
    const auto at = std::ranges::find(fields_, name, &std::pair<std::string, Scalar>::first);
    if (at == fields_.end() || std::holds_alternative<std::nullptr_t>(at->second)) return nullptr;
    return &at->second;
}

}  // namespace clerk::wire
