#include "nlu/numerals.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

// The number a text begins with and what is left, "12|rest"; "-" for none.
std::string read(std::string_view text) {
    Reader reader(text, 0);
    const auto number = read_number(reader);
    return number ? std::to_string(*number) + "|" + std::string(reader.rest()) : "-";
}

std::string hundredths(std::string_view text) {
    Reader reader(text, 0);
    const auto number = read_hundredths(reader);
    return number ? std::to_string(*number) + "|" + std::string(reader.rest()) : "-";
}

// A number as Chinese reads it out, for the way there and back.
std::string spoken(int n) {
    static const char* digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char* units[] = {"", "十", "百", "千"};
    if (n >= 10'000) {
        const int rest = n % 10'000;
        return spoken(n / 10'000) + "万"
               + (rest == 0 ? "" : (rest < 1'000 ? "零" : "") + spoken(rest));
    }
    std::string out;
    bool zero = false;
    for (int unit = 3; unit >= 0; --unit) {
        int power = 1;
        for (int i = 0; i < unit; ++i)
            power *= 10;
        const int digit = n / power % 10;
        if (digit == 0) {
            zero = !out.empty();
            continue;
        }
        if (zero) out += "零";
        zero = false;
        out += std::string(digits[digit]) + units[unit];
    }
    return out;
}

}  // namespace

TEST_CASE("digits, with commas every three") {
    CHECK(read("123 x") == "123| x");
    CHECK(read("1,299.00") == "1299|.00");
    CHECK(read("1,29") == "1|,29");
    CHECK(read("1,2345") == "1|,2345");
    CHECK(read("9999999999999") == "-");
    CHECK(read("x1") == "-");
    CHECK(read("") == "-");
}

TEST_CASE("Chinese numerals") {
    CHECK(read("二十三台") == "23|台");
    CHECK(read("十") == "10|");
    CHECK(read("一百零五") == "105|");
    CHECK(read("一百五") == "150|");
    CHECK(read("两千五") == "2500|");
    CHECK(read("两千零五") == "2005|");
    CHECK(read("一万二") == "12000|");
    CHECK(read("三万") == "30000|");
    CHECK(read("二〇二四年") == "2024|年");
    CHECK(read("零") == "0|");
    CHECK(read("三五百") == "-");
}

TEST_CASE("what is read out is read back") {
    for (int n = 1; n < 100'000; n += n < 2'000 ? 1 : 97) {
        INFO(n << " " << spoken(n));
        CHECK(read(spoken(n)) == std::to_string(n) + "|");
    }
}

TEST_CASE("English words") {
    CHECK(read("two of them") == "2| of them");
    CHECK(read("twenty-one") == "21|");
    CHECK(read("thirty five x") == "35| x");
    CHECK(read("three hundred") == "300|");
    CHECK(read("twofold") == "-");
    CHECK(read("often") == "-");
}

TEST_CASE("hundredths") {
    CHECK(hundredths("12") == "1200|");
    CHECK(hundredths("12.5元") == "1250|元");
    CHECK(hundredths("1,299.05") == "129905|");
    CHECK(hundredths("1.234") == "-");
    CHECK(hundredths("12. ") == "1200|. ");
    CHECK(hundredths("1.2万") == "1200000|");
    CHECK(hundredths("五十") == "5000|");
}

TEST_CASE("a reader moves only when it succeeds") {
    Reader reader("3pm", 0);
    CHECK_FALSE(reader.take("pm"));
    CHECK(reader.at() == 0);
    CHECK(reader.digits(1, 2) == std::int64_t{3});
    CHECK(reader.take("pm"));
    CHECK(reader.at_end());
    Reader longer("pmx", 0);
    CHECK_FALSE(longer.take("pm"));
    Reader digits("12345", 0);
    CHECK_FALSE(digits.digits(1, 4));
    CHECK_FALSE(Reader("12345", 2).digits(1, 4));
}
