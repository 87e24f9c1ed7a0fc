#include "nlu/tidy.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clerk::nlu {
namespace {

struct Saying {
    std::u32string_view from;
    std::u32string_view to;
};

// What the north, Sichuan, Hong Kong, Taiwan and the net say for a word of the standard language,
// in order; of those that begin alike the longest counts. What merely looks like one stands here as
// itself.
// clang-format off
constexpr auto sayings = std::to_array<Saying>({
    {U"乜嘢", U"什么"}, {U"人工智慧", U"人工智能"}, {U"今儿", U"今天"}, {U"今儿个", U"今天"},
    {U"介面", U"接口"}, {U"佢", U"他"}, {U"保固", U"保修"}, {U"俺", U"我"}, {U"俾", U"给"},
    {U"冇", U"没有"}, {U"几时", U"什么时候"}, {U"前儿个", U"前天"}, {U"印表机", U"打印机"},
    {U"后儿", U"后天"}, {U"后儿个", U"后天"}, {U"后晌", U"下午"}, {U"咋", U"怎么"}, {U"咋个", U"怎么"},
    {U"咋么", U"怎么"}, {U"咗", U"了"}, {U"咯", U"了"}, {U"哈啰", U"嗨"}, {U"哈喽", U"嗨"},
    {U"哈罗", U"嗨"}, {U"哋", U"们"}, {U"哪儿", U"哪里"}, {U"哪哈", U"哪里"}, {U"哪哈儿", U"哪里"},
    {U"哪嘎达", U"哪里"}, {U"哪旮旯", U"哪里"}, {U"哪疙瘩", U"哪里"}, {U"唔", U"不"}, {U"唔好", U"别"},
    {U"唔该", U"麻烦"}, {U"啥", U"什么"}, {U"啥前", U"什么时候"}, {U"啥前儿", U"什么时候"},
    {U"啥子", U"什么"}, {U"啥旮旯", U"什么地方"}, {U"啰", U"了"}, {U"啰嗦", U"啰嗦"}, {U"啷个", U"怎么"},
    {U"喺", U"在"}, {U"喽", U"了"}, {U"嘅", U"的"}, {U"嘛", U"吗"}, {U"嘞", U"了"},
    {U"外头", U"外面"}, {U"多会儿", U"什么时候"}, {U"多咱", U"什么时候"}, {U"好哒", U"好的"},
    {U"好嘞", U"好的"}, {U"好滴", U"好的"}, {U"宅配", U"快递"}, {U"宽频", U"宽带"}, {U"对嘞", U"对的"},
    {U"得嘞", U"好的"}, {U"忒", U"太"}, {U"折价券", U"优惠券"}, {U"搁", U"放"}, {U"搁浅", U"搁浅"},
    {U"搁置", U"搁置"}, {U"明儿", U"明天"}, {U"明儿个", U"明天"}, {U"昨儿", U"昨天"}, {U"昨儿个", U"昨天"},
    {U"是嘞", U"是的"}, {U"晌午", U"中午"}, {U"晓不晓得", U"知道不知道"}, {U"晓得", U"知道"},
    {U"没得", U"没有"}, {U"没得到", U"没得到"}, {U"点解", U"为什么"}, {U"甚么", U"什么"},
    {U"畀", U"给"}, {U"登入", U"登录"}, {U"登陆", U"登录"}, {U"瞅", U"看"}, {U"瞧", U"看"},
    {U"硬碟", U"硬盘"}, {U"简讯", U"短信"}, {U"网路", U"网络"}, {U"而家", U"现在"}, {U"耽搁", U"耽搁"},
    {U"联络", U"联系"}, {U"肿么", U"怎么"}, {U"莫得", U"没有"}, {U"萤幕", U"屏幕"}, {U"著", U"着"},
    {U"蓝芽", U"蓝牙"}, {U"行嘞", U"可以"}, {U"讯号", U"信号"}, {U"记忆体", U"内存"}, {U"资讯", U"信息"},
    {U"边个", U"哪个"}, {U"边度", U"哪里"}, {U"这个嘛", U"这个嘛"}, {U"这儿", U"这里"},
    {U"这儿子", U"这儿子"}, {U"这儿童", U"这儿童"}, {U"这嘎达", U"这里"}, {U"这嘛", U"这嘛"},
    {U"这旮旯", U"这里"}, {U"这疙瘩", U"这里"}, {U"连线", U"连接"}, {U"退费", U"退款"},
    {U"那个嘛", U"那个嘛"}, {U"那儿", U"那里"}, {U"那儿子", U"那儿子"}, {U"那儿童", U"那儿童"},
    {U"那嘎达", U"那里"}, {U"那旮旯", U"那里"}, {U"那疙瘩", U"那里"},
});
// clang-format on

static_assert(std::ranges::is_sorted(sayings, {}, &Saying::from));

bool stands_at(const Glyphs& glyphs, std::size_t at, std::u32string_view from) {
    if (glyphs.size() - at < from.size()) return false;
    const auto begin = glyphs.begin() + static_cast<std::ptrdiff_t>(at);
    return std::equal(from.begin(), from.end(), begin, [](char32_t c, const Glyph& glyph) {
        return c == glyph.c;
    });
}

// The longest that stands there, if any.
const Saying* saying_at(const Glyphs& glyphs, std::size_t at) {
    const Saying* found = nullptr;
    const auto first = [](const Saying& saying) {
        return saying.from.front();
    };
    const auto alike = std::ranges::equal_range(sayings, glyphs[at].c, {}, first);
    for (const Saying& saying : alike) {
        if (stands_at(glyphs, at, saying.from)) found = &saying;
    }
    return found;
}

}  // namespace

void standardise_sayings(Glyphs& glyphs) {
    const auto is_said = [](const Glyph& glyph) {
        return std::ranges::binary_search(sayings, glyph.c, {}, [](const Saying& saying) {
            return saying.from.front();
        });
    };
    if (std::ranges::none_of(glyphs, is_said)) return;
    Glyphs out;
    out.reserve(glyphs.size() + 8);
    for (std::size_t at = 0; at < glyphs.size();) {
        const Saying* saying = saying_at(glyphs, at);
        if (saying == nullptr) {
            out.push_back(glyphs[at++]);
            continue;
        }
        const std::size_t last = at + saying->from.size() - 1;
        for (std::size_t i = 0; i < saying->to.size(); ++i)
            out.push_back({saying->to[i], glyphs[std::min(at + i, last)].at});
        at = last + 1;
    }
    glyphs.swap(out);
}

}  // namespace clerk::nlu
