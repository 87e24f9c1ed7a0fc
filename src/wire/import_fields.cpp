#include "wire/import_fields.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "model/catalog.hpp"
#include "model/money.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace clerk::wire {
namespace {

using Kind = JsonTree::Kind;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Edits between two names, counted no further than matters.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

std::string nearest(std::string_view name, std::span<const std::string_view> names) {
    const auto at = std::ranges::min_element(names, {}, [&](std::string_view known) {
        return distance(name, known);
    });
    if (at == names.end() || distance(name, *at) > 2) return {};
    return "; did you mean " + std::string(*at) + "?";
}

// Control characters have no place in a name or an address.
bool printable(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

}  // namespace

void ImportFields::wrong(std::string_view name, std::string_view why) {
    if (problem_.empty()) problem_ = std::string(name) + ": " + std::string(why);
}

void ImportFields::take_problem(std::string_view name, const ImportFields& element) {
    if (!element.good()) wrong(name, element.problem());
}

void ImportFields::allow(std::span<const std::string_view> names) {
    for (const auto& member : object_.members) {
        if (std::ranges::find(names, member.first) != names.end()) continue;
        const std::string_view shown = utf8::prefix(member.first, limits::import_id_bytes_max);
        return wrong(utf8::escaped(shown), "no such field" + nearest(shown, names));
    }
}

const JsonTree* ImportFields::required(std::string_view name) {
    const JsonTree* node = object_.find(name);
    if (node == nullptr) wrong(name, "is missing");
    return node;
}

// --- texts ------------------------------------------------------------------------------------

std::string ImportFields::checked_text(std::string_view name, const JsonTree& node) {
    if (node.kind != Kind::text) {
        wrong(name, "must be a text");
    } else if (node.text.empty() || node.text.size() > limits::import_text_bytes_max) {
        wrong(name, "must have 1 to 1,000 bytes");
    } else if (!printable(node.text)) {
        wrong(name, "has a control character in it");
    } else {
        return node.text;
    }
    return {};
}

std::string ImportFields::text(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_text(name, *node) : std::string();
}

std::string ImportFields::optional_text(std::string_view name) {
    const JsonTree* node = object_.find(name);
    return node ? checked_text(name, *node) : std::string();
}

std::string ImportFields::checked_id(std::string_view name, const JsonTree& node) {
    const auto good = [](char c) {
        return c > 0x20 && c < 0x7F;
    };
    if (node.kind != Kind::text) {
        wrong(name, "must be a text, in quotes");
    } else if (node.text.empty() || node.text.size() > limits::import_id_bytes_max) {
        wrong(name, "must have 1 to 64 characters");
    } else if (!std::ranges::all_of(node.text, good)) {
        wrong(name, "may only have printable ASCII without spaces");
    } else {
        return node.text;
    }
    return {};
}

std::string ImportFields::id(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_id(name, *node) : std::string();
}

std::string ImportFields::optional_id(std::string_view name) {
    const JsonTree* node = object_.find(name);
    return node ? checked_id(name, *node) : std::string();
}

std::string ImportFields::checked_ref(std::string_view name, const JsonTree& node) {
    const auto blank = [](std::string_view text) {
        return text.find(' ') != std::string_view::npos
               || text.find("\u3000") != std::string_view::npos
               || text.find("\u00A0") != std::string_view::npos;
    };
    if (node.kind != Kind::text) {
        wrong(name, "must be a text, in quotes");
    } else if (node.text.empty() || node.text.size() > limits::import_id_bytes_max) {
        wrong(name, "must have 1 to 64 bytes");
    } else if (blank(node.text) || utf8::escaped(node.text) != node.text) {
        wrong(name, "may have no spaces and no control characters");
    } else {
        return node.text;
    }
    return {};
}

std::string ImportFields::ref(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_ref(name, *node) : std::string();
}

std::string ImportFields::optional_ref(std::string_view name) {
    const JsonTree* node = object_.find(name);
    return node ? checked_ref(name, *node) : std::string();
}

LocalText ImportFields::checked_local_text(std::string_view name, const JsonTree& node) {
    if (node.kind == Kind::text) {
        std::string same = checked_text(name, node);
        return {same, same};
    }
    if (node.kind != Kind::object) {
        wrong(name, "must be a text, or texts by language");
        return {};
    }
    constexpr std::string_view languages[] = {"zh", "en"};
    ImportFields fields(node, offset_);
    fields.allow(languages);
    LocalText both{fields.optional_text("zh"), fields.optional_text("en")};
    if (both.zh.empty() && both.en.empty()) fields.wrong("zh", "or en is needed");
    take_problem(name, fields);
    return both;
}

LocalText ImportFields::local_text(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_local_text(name, *node) : LocalText();
}

std::optional<LocalText> ImportFields::optional_local_text(std::string_view name) {
    const JsonTree* node = object_.find(name);
    if (node == nullptr) return std::nullopt;
    return checked_local_text(name, *node);
}

std::string ImportFields::checked_phone(std::string_view name, const JsonTree& node) {
    std::string digits;  // and the pluses among them
    bool strange = node.kind != Kind::text;
    for (const char c : node.text) {
        if (is_digit(c) || c == '+') {
            digits.push_back(c);
        } else if (std::string_view(" -()").find(c) == std::string_view::npos) {
            strange = true;
        }
    }
    for (const std::string_view china : {"+86", "0086"}) {
        if (digits.starts_with(china)) digits.erase(0, china.size());
    }
    if (digits.starts_with('+')) digits.erase(0, 1);
    strange = strange || digits.find('+') != std::string::npos;
    if (strange || digits.size() < 4 || digits.size() > 20) {
        wrong(name, "must be a text of 4 to 20 digits");
    }
    return digits;
}

std::string ImportFields::phone(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_phone(name, *node) : std::string();
}

std::string ImportFields::optional_phone(std::string_view name) {
    const JsonTree* node = object_.find(name);
    return node ? checked_phone(name, *node) : std::string();
}

// --- times, numbers, amounts ------------------------------------------------------------------

UnixMillis ImportFields::checked_time(std::string_view name, const JsonTree& node) {
    const auto at = node.kind == Kind::text ? parse_iso_time(node.text, offset_) : std::nullopt;
    if (!at) wrong(name, "must be a time such as \"2024-07-01 10:00\"");
    return at.value_or(UnixMillis{});
}

UnixMillis ImportFields::time(std::string_view name) {
    const JsonTree* node = required(name);
    return node ? checked_time(name, *node) : UnixMillis{};
}

UnixMillis ImportFields::optional_time(std::string_view name) {
    const JsonTree* node = object_.find(name);
    return node ? checked_time(name, *node) : UnixMillis{};
}

std::optional<Date> ImportFields::optional_date(std::string_view name) {
    const JsonTree* node = object_.find(name);
    if (node == nullptr) return std::nullopt;
    const auto date = node->kind == Kind::text ? parse_iso_date(node->text) : std::nullopt;
    if (!date) wrong(name, "must be a date such as \"2024-07-01\"");
    return date;
}

std::optional<bool> ImportFields::optional_flag(std::string_view name) {
    const JsonTree* node = object_.find(name);
    if (node == nullptr) return std::nullopt;
    if (node->kind != Kind::flag) wrong(name, "must be true or false");
    return node->flag;
}

std::int64_t ImportFields::whole(std::string_view name, std::int64_t low, std::int64_t high) {
    const JsonTree* node = required(name);
    if (node == nullptr) return low;
    const auto n = node->kind == Kind::number ? whole_number(node->text) : std::nullopt;
    if (n && *n >= low && *n <= high) return *n;
    wrong(
        name, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high)
    );
    return low;
}

std::int64_t ImportFields::optional_whole(
    std::string_view name, std::int64_t low, std::int64_t high, std::int64_t otherwise
) {
    return has(name) ? whole(name, low, high) : otherwise;
}

std::string ImportFields::amount(std::string_view name) {
    const JsonTree* node = required(name);
    if (node == nullptr) return {};
    if (node->kind == Kind::number || node->kind == Kind::text) return node->text;
    wrong(name, "must be an amount such as 1299.50");
    return {};
}

Money ImportFields::money(std::string_view name, const std::string& currency) {
    const std::string written = amount(name);
    const auto money = parse_money(written, currency);
    if (!money) wrong(name, "must be an amount of " + currency + " such as 1299.50, not negative");
    return money.value_or(Money{0, currency});
}

std::string ImportFields::currency() {
    const JsonTree* node = object_.find("currency");
    if (node == nullptr) return "CNY";
    if (node->kind == Kind::text && is_currency(node->text)) return node->text;
    wrong("currency", "must be three capital letters");
    return "CNY";
}

std::string ImportFields::one_of(std::string_view name, std::string_view enumeration) {
    const std::string id = text(name);
    const EnumSpec* spec = find_enum_spec(enumeration);
    if (spec == nullptr || std::ranges::find(spec->ids, id) != spec->ids.end()) return id;
    std::string known;
    for (const std::string_view one : spec->ids) {
        known.append(known.empty() ? "" : ", ").append(one);
    }
    wrong(name, "must be one of " + known);
    return id;
}

std::span<const JsonTree> ImportFields::objects(std::string_view name, std::size_t max) {
    const JsonTree* node = object_.find(name);
    if (node == nullptr) return {};
    const auto is_object = [](const JsonTree& one) {
        return one.kind == Kind::object;
    };
    if (node->kind != Kind::list || !std::ranges::all_of(node->list, is_object)) {
        wrong(name, "must be a list of objects");
        return {};
    }
    if (node->list.size() > max) {
        wrong(name, "must have at most " + std::to_string(max) + " elements");
        return {};
    }
    return node->list;
}

}  // namespace clerk::wire
