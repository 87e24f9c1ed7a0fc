#include "nlu/amounts.hpp"

#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

struct Sign {
    string_view written;
    string_view currency;
};

// clang-format off
constexpr auto before_amount = std::to_array<Sign>({
    {"¥", "CNY"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"hk$", "HKD"}, {"hkd", "HKD"},
    {"us$", "USD"}, {"usd", "USD"}, {"$", "USD"}, {"€", "EUR"}, {"£", "GBP"},
});
// clang-format on

// clang-format off
constexpr auto after_amount = std::to_array<Sign>({
    {"元", "CNY"},     {"块钱", "CNY"},  {"块", "CNY"},    {"人民币", "CNY"}, {"rmb", "CNY"},
    {"cny", "CNY"},    {"yuan", "CNY"},  {"美元", "USD"},  {"美金", "USD"}, {"刀", "USD"},
    {"usd", "USD"},    {"dollars", "USD"}, {"dollar", "USD"}, {"bucks", "USD"}, {"港币", "HKD"},
    {"欧元", "EUR"},   {"euros", "EUR"}, {"euro", "EUR"},  {"pounds", "GBP"}, {"港元", "HKD"},
    {"hkd", "HKD"},    {"英镑", "GBP"},  {"gbp", "GBP"},   {"quid", "GBP"},  {"kuai", "CNY"},
    {"eur", "EUR"},    {"美刀", "USD"},
});

// clang-format on

template <std::size_t N>
std::optional<string_view> take_sign(Reader& reader, const std::array<Sign, N>& signs) {
    for (const Sign& one : signs) {
        if (reader.take(one.written)) return one.currency;
    }
    return std::nullopt;
}

// 五块五, 三元五角, 十块零五分: what comes after 块, in fen.
std::int64_t read_change(Reader& reader) {
    const std::size_t begin = reader.at();
    const std::optional<std::int64_t> tenths = read_number(reader);
    if (!tenths || *tenths > 9) {
        reader.move_to(begin);
        return 0;
    }
    const bool marked = reader.take("毛") || reader.take("角");
    if (!marked && reader.take("分")) return *tenths;
    if (marked) {
        const std::size_t end = reader.at();
        const std::optional<std::int64_t> fen = read_number(reader);
        if (fen && *fen <= 9 && (reader.take("分") || reader.at_end())) return *tenths * 10 + *fen;
        reader.move_to(end);
    }
    const bool ends = reader.at_end() || reader.rest().front() != ' ';
    if (!marked && !ends) {
        reader.move_to(begin);
        return 0;
    }
    return *tenths * 10;
}

// 五毛, 3毛5: an amount below one 元, as hundredths of one; `jiao` is hundredths of a 毛.
std::optional<std::int64_t> read_jiao(Reader& reader, std::int64_t jiao) {
    if (jiao % 100 != 0 || jiao > 9'00) return std::nullopt;
    if (!reader.take("毛钱") && !reader.take("毛") && !reader.take("角钱") && !reader.take("角"))
        return std::nullopt;
    const std::size_t end = reader.at();
    const std::optional<std::int64_t> fen = read_number(reader);
    if (fen && *fen <= 9 && (reader.take("分") || reader.at_end())) return jiao / 10 + *fen;
    reader.move_to(end);
    return jiao / 10;
}

// clang-format off
constexpr auto classifiers = std::to_array<string_view>({
    "个", "台", "件", "只", "套", "把", "部", "双", "份", "箱", "条",
    "张", "支", "瓶", "盒", "包", "袋", "块屏", "架", "组", "对", "颗",
    "本", "辆", "枚", "根", "片", "卷", "桶", "罐", "款", "样", "盏",
});
// clang-format on

// Words after a number that make it something else.
// clang-format off
constexpr auto other_units = std::to_array<string_view>({
    "am", "pm", "a", "p", "o'clock", "day", "days", "week", "weeks", "month", "months", "year",
    "years", "hour", "hours", "minute", "minutes", "min", "mins", "dollar", "dollars", "yuan",
    "rmb", "bucks", "usd", "cny", "percent", "times", "or", "to", "and", "past", "st", "nd", "rd",
    "th", "floor", "kg", "kuai", "pounds", "euros", "hkd", "thirty", "fifteen",
});

// clang-format on

bool is_counted_word(string_view rest) {
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest.size() && is_ascii_letter(static_cast<unsigned char>(rest[end])))
        ++end;
    const string_view word = rest.substr(0, end);
    if (word.size() < 2) return false;
    return std::find(other_units.begin(), other_units.end(), word) == other_units.end();
}

}  // namespace

std::optional<Money> read_money(Reader& reader) {
    const std::size_t begin = reader.at();
    const string_view before = reader.before();
    const bool inside_word = !before.empty() && is_word_byte(before.back());
    std::optional<string_view> currency;
    if (!inside_word) currency = take_sign(reader, before_amount);
    reader.skip_spaces();
    std::optional<std::int64_t> amount = read_hundredths(reader);
    if (amount && *amount >= 0) {
        const std::size_t end = reader.at();
        reader.skip_spaces();
        const std::optional<string_view> sign = take_sign(reader, after_amount);
        if (!sign) reader.move_to(end);
        if (!sign && !currency) {
            if (const auto small = read_jiao(reader, *amount)) return Money{*small, "CNY"};
        }
        if (sign && (!currency || *sign != "CNY")) currency = sign;
        const bool whole = *amount % 100 == 0;
        if (sign && *sign == "CNY" && whole) *amount += read_change(reader);
        if (currency) return Money{*amount, std::string(*currency)};
    }
    reader.move_to(begin);
    return std::nullopt;
}

namespace {

// 俩, "a dozen", x2: a count that needs nothing behind it.
std::optional<std::int64_t> read_short_count(Reader& reader) {
    constexpr auto words = std::to_array<NamedNumber>({
        {"一打", 12},
        {"半打", 6},
        {"两打", 24},
        {"俩", 2},
        {"仨", 3},
        {"half a dozen", 6},
        {"a dozen", 12},
        {"a couple", 2},
    });
    constexpr auto people =
        std::to_array<string_view>({"我", "你", "他", "她", "咱", "们", "姐", "哥"});
    const string_view before = reader.before();
    const auto ours = [&](string_view one) {
        return before.ends_with(one);
    };
    if (!reader.at_word_start() || std::ranges::any_of(people, ours)) return std::nullopt;
    if (const auto count = take_named(reader, words)) return *count;
    constexpr auto times = std::to_array<string_view>({"x", "×", "*"});
    if (!reader.take_one(times)) return std::nullopt;
    reader.skip_spaces();
    const auto count = reader.digits(1, 4);
    const bool longer = !reader.at_end() && is_word_byte(reader.rest().front());
    return longer ? std::nullopt : count;
}

}  // namespace

std::optional<std::int64_t> read_quantity(Reader& reader) {
    const std::size_t begin = reader.at();
    const string_view before = reader.before();
    const bool inside_word = !before.empty() && is_word_byte(before.back());
    // 第二个 and 二〇二四年 are no quantities.
    const bool ordinal = before.ends_with("第");
    const std::optional<std::int64_t> count = read_number(reader);
    constexpr std::int64_t quantity_max = 9'999;
    if (count && *count <= quantity_max && !inside_word && !ordinal) {
        const std::size_t end = reader.at();
        reader.skip_spaces();
        constexpr auto not_things =
            std::to_array<string_view>({"个月", "个星期", "个小时", "个工作日"});
        const string_view rest = reader.rest();
        const bool time = std::any_of(not_things.begin(), not_things.end(), [&](string_view one) {
            return rest.starts_with(one);
        });
        const bool counted = !time && reader.take_one(classifiers);
        constexpr auto more = std::to_array<string_view>({"半", "多"});
        if (counted && !reader.take_one(more)) return *count;
        reader.move_to(end);
        if (!counted && is_counted_word(reader.rest())) return *count;
    }
    reader.move_to(begin);
    return attempt(reader, read_short_count);
}

std::optional<std::int64_t> read_floor(Reader& reader) {
    constexpr auto words = std::to_array<NamedNumber>({
        {"first", 1},
        {"second", 2},
        {"third", 3},
        {"fourth", 4},
        {"fifth", 5},
        {"sixth", 6},
        {"seventh", 7},
        {"eighth", 8},
        {"ninth", 9},
        {"tenth", 10},
    });
    constexpr auto endings = std::to_array<string_view>({"st", "nd", "rd", "th"});
    constexpr auto floors = std::to_array<string_view>({"楼", "层", "f", "floor", "fl"});
    constexpr auto under = std::to_array<string_view>({"地下", "负", "b", "-"});
    constexpr std::int64_t floor_max = 200;
    const string_view before = reader.before();
    const auto below = [&](string_view one) {
        return before.ends_with(one);
    };
    if (!reader.at_word_start() || std::ranges::any_of(under, below)) return std::nullopt;
    const bool named = reader.take("floor") || reader.take("level");
    reader.skip_spaces();
    std::optional<std::int64_t> number;
    if (const auto word = take_named(reader, words)) number = *word;
    if (!number) number = read_number(reader);
    if (!number || *number < 1 || *number > floor_max) return std::nullopt;
    if (named) return number;
    (void)reader.take_one(endings);
    reader.skip_spaces();
    return reader.take_one(floors) ? number : std::nullopt;
}

}  // namespace clerk::nlu
