#include "answers.hpp"

#include "rule_generator.hpp"

namespace clerk::nlu::testing {
namespace {

std::string clock(ClockTime time) {
    const auto two = [](int n) {
        return (n < 10 ? "0" : "") + std::to_string(n);
    };
    return two(time.hour) + ":" + two(time.minute);
}

}  // namespace

std::shared_ptr<const Lexicon> shop() {
    static const auto lexicon = Content()
                                    .order_no()
                                    .type(reason_type())
                                    .product("p1", {"冰箱", "双门冰箱", "fridge"})
                                    .product("p2", {"空调", "Smart TV"})
                                    .lexicon();
    return lexicon;
}

std::string shown(const Value& value, UtcOffset zone) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* number = value.get<std::int64_t>()) return std::to_string(*number);
    if (const auto* yes = value.get<bool>()) return *yes ? "yes" : "no";
    if (const auto* money = value.get<Money>())
        return std::to_string(money->minor) + " " + money->currency;
    if (const auto* date = value.get<Date>()) return iso_date(*date);
    if (const auto* time = value.get<ClockTime>()) return clock(*time);
    if (const auto* at = value.get<UnixMillis>())
        return iso_date(local_date(*at, zone)) + " " + clock(local_clock(*at, zone));
    if (const auto* choice = value.get<Choice>()) return choice->type + "." + choice->id;
    return "?";
}

std::string answer(std::string_view type, std::string_view message, Here here) {
    const auto value = shop()->answer(type, shop()->understand(message), here);
    return value ? shown(*value, here.offset) : "-";
}

std::string mentions(std::string_view type, std::string_view message) {
    const NormalText text = shop()->normaliser().normalise(message);
    const Span all{0, static_cast<std::uint32_t>(text.text.size())};
    std::string out;
    for (const Mention& one : shop()->mentions(type, text, all, here()))
        out += (out.empty() ? "" : ",") + shown(one.value);
    return out;
}

void answers(std::string_view type, std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO(type << ": " << one.message);
        CHECK(answer(type, one.message) == one.value);
    }
}

void answers_at(std::string_view type, std::initializer_list<CaseAt> cases, UtcOffset zone) {
    for (const CaseAt& one : cases) {
        INFO(type << " at " << one.now << ": " << one.message);
        const auto now = parse_iso_time(one.now, zone);
        REQUIRE(now);
        CHECK(answer(type, one.message, {*now, zone}) == one.value);
    }
}

void mentioned(std::string_view type, std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO(type << " in: " << one.message);
        CHECK(mentions(type, one.message) == one.value);
    }
}

}  // namespace clerk::nlu::testing
