#include "wire/flat_json.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace clerk::wire {

// What clients send nearly always: an object of texts without escapes, whole numbers and true,
// false, null, in a tenth of the time. It knows nothing of errors: whatever is not so plain, or
// wrong, is the thorough reader's, from the beginning.
class PlainReader {
public:
    explicit PlainReader(std::string_view json) : rest_(json) {}

    [[nodiscard]] std::optional<FlatJson> read() {
        FlatJson out;
        out.fields_.reserve(fields_usual);
        bool more = next_is('{');
        while (more) {
            const auto name = text();
            if (!name || out.fields_.size() == limits::json_keys_max || !next_is(':')) return {};
            const auto known = [&](const auto& field) {
                return field.first == *name;
            };
            if (std::ranges::any_of(out.fields_, known)) return {};
            auto value = scalar();
            if (!value) return {};
            out.fields_.emplace_back(*name, *std::move(value));
            more = next_is(',');
        }
        const bool ends = !out.fields_.empty() && next_is('}');
        skip_spaces();
        if (!ends || !rest_.empty()) return {};
        return out;
    }

private:
    static constexpr std::size_t fields_usual = 4;
    static constexpr std::size_t digits_max = 18;  // below 2^63

    void skip_spaces() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    }

    bool next_is(char wanted) {
        skip_spaces();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // What stands in quotes.
    std::optional<std::string_view> text() {
        if (!next_is('"')) return {};
        const auto special = std::ranges::find_if(rest_, [](char c) {
            return c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ';
        });
        if (special == rest_.end() || *special != '"') return {};
        const std::string_view inside(rest_.begin(), special);
        rest_.remove_prefix(inside.size() + 1);
        if (!utf8::valid(inside)) return {};
        return inside;
    }

    std::optional<FlatJson::Scalar> scalar() {
        skip_spaces();
        if (rest_.starts_with('"')) {
            const auto inside = text();
            if (!inside) return {};
            return std::string(*inside);
        }
        if (is_digit(0)) return number();
        if (word("true")) return true;
        if (word("false")) return false;
        if (word("null")) return nullptr;
        return {};
    }

    [[nodiscard]] bool is_digit(std::size_t at) const {
        return at < rest_.size() && rest_[at] >= '0' && rest_[at] <= '9';
    }

    std::optional<FlatJson::Scalar> number() {
        std::size_t size = 1;
        std::int64_t value = rest_[0] - '0';
        for (; is_digit(size) && size < digits_max; ++size)
            value = value * 10 + (rest_[size] - '0');
        const bool goes_on = size < rest_.size() && (is_digit(size) || is_of_number(rest_[size]));
        if (goes_on || (rest_[0] == '0' && size > 1)) return {};
        rest_.remove_prefix(size);
        return value;
    }

    static bool is_of_number(char c) { return c == '.' || c == 'e' || c == 'E'; }

    bool word(std::string_view wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }

    std::string_view rest_;
};

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
    if (auto plain = PlainReader(json).read()) return *std::move(plain);
    return read_thoroughly(json);
}

Result<FlatJson> FlatJson::read_thoroughly(std::string_view json) {
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
