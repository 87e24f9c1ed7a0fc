#include "nlu/normalise.hpp"

#include "generators.hpp"
#include "shared.hpp"

#include <utf8proc.h>

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

struct Case {
    std::string_view from;
    std::string_view to;
};

void check_all(std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO("from: " << one.from);
        CHECK(normal(one.from) == one.to);
    }
}

// What the shopper's bytes were behind a part of the normal form.
std::string original_of(std::string_view text, std::string_view part) {
    const NormalText normal = normaliser()->normalise(text);
    const std::size_t at = normal.text.find(part);
    if (at == std::string::npos) return "(not there)";
    const std::uint32_t begin = normal.source[at];
    const std::uint32_t end = normal.source[at + part.size()];
    return std::string(text.substr(begin, end - begin));
}

}  // namespace

TEST_CASE("width, case and script are one") {
    check_all({
        {"ＡＢＣ１２３", "abc123"},
        {"Return My ORDER", "return my order"},
        {"退貨、換貨、訂單", "退货、换货、订单"},
        {"薴", "苎"},
        {"￥１，２９９．００", "¥1,299.00"},
        {"①", "1"},
        {"1️⃣", "1"},
        {"ﬁne", "fine"},
        {"ΑΣ", "ασ"},
        {"ｶﾞ", "ガ"},
        {"e\u0301", "é"},
    });
}

TEST_CASE("quotes and dashes are one of each") {
    check_all({
        {"“退货”", "\"退货\""},
        {"「退貨」", "\"退货\""},
        {"a—b", "a-b"},
        {"a――b", "a-b"},
    });
}

TEST_CASE("invisible characters go") {
    check_all({
        {"退\u200B货", "退货"},
        {"\uFEFF退货", "退货"},
        {"\u202Eabc\u202C", "abc"},
        {std::string_view("a\0b", 3), "ab"},
        {"re\u00ADturn", "return"},
        {"❤️", "❤"},
    });
}

TEST_CASE("spaces beside Han go, others become one") {
    check_all({
        {"退 货", "退货"},
        {"谢谢 谢谢", "谢谢"},
        {"退\u3000货", "退货"},
        {"买 2 台", "买2台"},
        {"我的 iPhone 坏了", "我的iphone坏了"},
        {"  my   order ", "my order"},
        {"my\torder", "my order"},
        {"one\r\n\r\ntwo", "one\ntwo"},
        {"退 \n 货", "退\n货"},
        {"", ""},
        {" \n ", ""},
    });
}

TEST_CASE("repeats are shortened where they mean nothing") {
    check_all({
        {"Sooooo slow", "soo slow"},
        {"coool", "cool"},
        {"free", "free"},
        {"freeeee", "free"},
        {"哈哈哈哈哈", "哈哈"},
        {"退货！！！", "退货!"},
        {"what???", "what?"},
        {"😀😀😀", "😀"},
    });
}

TEST_CASE("repeats stay where they mean something") {
    check_all({
        {"10000000", "10000000"},
        {"13800001111", "13800001111"},
        {"AAA batteries", "aaa batteries"},
        {"AAAA batteries", "aaaa batteries"},
        {"Mark III", "mark iii"},
        {"SKU AAA123", "sku aaa123"},
        {"三三三", "三三三"},
        {"零零零", "零零零"},
        {"下下下周一", "下下下周一"},
    });
}

TEST_CASE("a row of dots is a pause, not an end") {
    check_all({
        {"我想……退货", "我想,退货"},
        {"wait...where", "wait,where"},
        {"坏了。。。想退", "坏了,想退"},
        {"好。", "好。"},
        {"坏了。。，想退", "坏了,想退"},
    });
}

TEST_CASE("contractions are spelt out") {
    check_all({
        {"I don't", "i do not"},
        {"I DON’T", "i do not"},
        {"can't cannot can´t", "can not can not can not"},
        {"I'm sure it's what's there", "i am sure it is what is there"},
        {"won't they've we'll i'd", "will not they have we will i would"},
        {"dont whats wanna", "do not what is want to"},
        {"my brother's tv", "my brother's tv"},
        {"its well were", "its well were"},
        {"'quoted'", "'quoted'"},
        {"rock 'n' roll", "rock 'n' roll"},
    });
}

TEST_CASE("what is shortened and what is British is spelt one way") {
    check_all({
        {"pls cancel it, thx", "please cancel it, thanks"},
        {"Colour CENTRE cancelled", "color center canceled"},
        {"where r u, ur driver", "where are you, your driver"},
        {"u盘", "u盘"},
        {"b4 u2 x-u", "b4 u2 x-you"},
        {"recieved delivrd prom", "received delivrd prom"},
    });
    const std::string typed = "my pkg is late";
    const NormalText text = normaliser()->normalise(typed);
    CHECK(text.source[text.text.find("package")] == 3);
    CHECK(typed.substr(text.source[text.text.find(" is late")]) == " is late");
}

TEST_CASE("an account that is named says nothing") {
    check_all({
        {"@Some_Shop where is my order", "where is my order"},
        {"my @115821 package, @@shop @other_shop", "my package,"},
        {"😀@some_shop hi", "😀 hi"},
        {"mail me@shop.example", "mail me@shop.example"},
        {"2 @500, now @99", "2 @500, now @99"},
        {".@some_shop hi", ".@some_shop hi"},
        {"@ noon", "@ noon"},
    });
}

TEST_CASE("the mark for \"and\" is read, spelt out or not") {
    check_all({
        {"late &amp; broken", "late and broken"},
        {"late &amp;amp; broken & wet", "late and broken and wet"},
        {"iphone & 充电器", "iphone & 充电器"},
        {"M&amp;S at&t", "m&s at&t"},
        {"&gt; 5 &lt;3 &quot;no&quot;", "5 3 no"},
        {"a && b", "a and b"},
        {"& b &", "& b &"},
        {"😀&😀", "😀 and 😀"},
    });
    const std::string typed = "late &amp; wet";
    const NormalText text = normaliser()->normalise(typed);
    CHECK(text.source[text.text.find("and")] == 5);
    CHECK(typed.substr(text.source[text.text.find("wet")]) == "wet");
}

TEST_CASE("\"id\" is I would only before what one would do") {
    check_all({
        {"id like to return it", "i would like to return it"},
        {"my id is 5", "my id is 5"},
    });
}

TEST_CASE("what a region or the net says is the standard language's") {
    check_all({
        {"俺的快递咋还没到", "我的快递怎么还没到"},
        {"这是咋个回事", "这是怎么回事"},
        {"啥子时候发货嘛", "什么时候发货吗"},
        {"今儿个能送不", "今天能送不"},
        {"喺邊度取貨", "在哪里取货"},
        {"收唔到", "收不到"},
        {"保固多久", "保修多久"},
        {"簡訊沒收著", "短信没收着"},
        {"唔好送嚟", "别送嚟"},
        {"有没得货", "有没有货"},
        {"不要嘞嘞嘞", "不要了了"},
        {"啥辰光好到伐", "什么时候好到吗"},
        {"钱仲未退返", "钱还没退返"},
        {"几钱呀", "多少钱呀"},
    });
}

TEST_CASE("what fingers and microphones make of a shop's word is that word") {
    check_all({
        {"己经三天还没发贷", "已经三天还没发货"},
        {"什么时侯发火", "什么时候发货"},
        {"收获地址写错", "收货地址写错"},
        {"么有收到", "没有收到"},
        {"优惠劵用不了", "优惠券用不了"},
        {"快弟停在中转站", "快递停在中转站"},
    });
}

TEST_CASE("what is a word of its own is no slip") {
    check_all({
        {"银行发贷款", "银行发贷款"},
        {"自己经常用", "自己经常用"},
        {"收获人生", "收获人生"},
        {"最快第二天到", "最快第二天到"},
        {"为什么有运费", "为什么有运费"},
        {"他发火了", "他发火了"},
        {"付宽带费", "付宽带费"},
    });
}

TEST_CASE("what only looks like a region's word stays") {
    check_all({
        {"我没得到退款", "我没得到退款"},
        {"被耽搁了", "被耽搁了"},
        {"这儿童手表", "这儿童手表"},
        {"一会儿", "一会儿"},
        {"实木有味道", "实木有味道"},
    });
}

TEST_CASE("a region's word is cut from the shopper's own text") {
    CHECK(original_of("搁哪儿取", "哪里") == "哪儿");
    CHECK(original_of("啥时候", "什么") == "啥");
}

TEST_CASE("only a traditional character makes a message traditional") {
    CHECK(normaliser()->normalise("我要退貨").traditional);
    CHECK(normaliser()->normalise("到邊度攞").traditional);
    CHECK_FALSE(normaliser()->normalise("我要退货").traditional);
    CHECK_FALSE(normaliser()->normalise("俺啥时候能收到嘛").traditional);
    CHECK_FALSE(normaliser()->normalise("ＡＢＣ ﬁ").traditional);
}

TEST_CASE("emoji are set apart") {
    check_all({
        {"退货😀快", "退货 😀 快"},
        {"😀退货", "😀 退货"},
        {"👨‍👩‍👧", "👨 👩 👧"},
    });
}

TEST_CASE("offsets lead back to the shopper's own words") {
    CHECK(original_of("請幫我退貨", "退货") == "退貨");
    CHECK(original_of("I can't log in", "not") == "t");
    CHECK(original_of("ＡＢＣ", "b") == "Ｂ");
    CHECK(original_of("  地址：北京市 朝阳区  ", "北京市朝阳区") == "北京市 朝阳区  ");
    CHECK(original_of("退\u200B货", "退货") == "退\u200B货");
}

TEST_CASE("literals keep their edges") {
    CHECK(normaliser()->literal("I DON’T") == "i do not");
    CHECK(normaliser()->literal(" a ") == " a ");
    CHECK(normaliser()->literal("\u200B").empty());
}

TEST_CASE("texts are turned to traditional by phrases first") {
    CHECK(normaliser()->to_traditional("头发发财") == "頭髮發財");
    CHECK(
        normaliser()->to_traditional("您的订单 <order.no> 已发货") == "您的訂單 <order.no> 已發貨"
    );
    // The forms that people write, not the dictionary's: neither 爲 nor 覈 nor 纔.
    CHECK(normaliser()->to_traditional("为了核对刚才的里程") == "為了核對剛才的里程");
    CHECK(normaliser()->to_traditional("这里") == "這裡");
    CHECK(normaliser()->to_traditional("").empty());
}

TEST_CASE("normalising twice is normalising once, on any text") {
    CHECK(rc::check("idempotent on any Unicode", [] {
        const std::string once = normal(*any_text());
        RC_ASSERT(normal(once) == once);
    }));
    CHECK(rc::check("idempotent on shoppers' texts", [] {
        const std::string once = normal(*shopper_text());
        RC_ASSERT(normal(once) == once);
    }));
}

TEST_CASE("offsets rise, and the form is valid") {
    CHECK(rc::check("offsets", [] {
        const std::string text = *any_text();
        const NormalText normal = normaliser()->normalise(text);
        RC_ASSERT(utf8::valid(normal.text));
        RC_ASSERT(normal.source.size() == normal.text.size() + 1);
        RC_ASSERT(std::is_sorted(normal.source.begin(), normal.source.end()));
        RC_ASSERT(normal.source.back() == text.size());
        for (const std::uint32_t at : normal.source) {
            const bool boundary = at == text.size() || (text[at] & 0xC0) != 0x80;
            RC_ASSERT(boundary);
        }
    }));
}

// Folding by segments must be what utf8proc does to the whole text at once.
TEST_CASE("the table and the segments agree with utf8proc") {
    const auto whole = [](const std::string& text) {
        utf8proc_uint8_t* out = nullptr;
        const auto options = static_cast<utf8proc_option_t>(
            UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD
        );
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
        const auto size = static_cast<utf8proc_ssize_t>(text.size());
        const auto n = utf8proc_map(bytes, size, &out, options);
        REQUIRE(n >= 0);
        std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(n));
        std::free(out);
        return result;
    };
    std::vector<std::uint32_t> different;
    for (char32_t c = 0xC0; c < 0x2E80; ++c) {
        std::string text = "x";
        utf8::append(text, c);
        text += "\u0301y";
        if (c == 0x2033) continue;  // ″ is a quote here, two primes there
        // Marks that are made one, and what is invisible, differ on purpose: the two are compared
        // on what normalising makes of utf8proc's own result.
        if (normal(text) != normal(whole(text))) different.push_back(c);
    }
    CHECK(different == std::vector<std::uint32_t>{});
}
