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

// What the north, Sichuan, Hong Kong, Shanghai, Taiwan and the net say for a word of the standard
// language, and what fingers and microphones make of a shop's word (发贷, 收获地址), in order; of
// those that begin alike the longest counts. What merely looks like one stands here as itself.
// clang-format off
constexpr auto sayings = std::to_array<Saying>({
    {U"一点样", U"一点样"}, {U"不发火", U"不发货"}, {U"不跟新", U"不更新"}, {U"中不中", U"行不行"}, {U"中介个", U"中介个"},
    {U"么有", U"没有"}, {U"乜嘢", U"什么"}, {U"了伐", U"了吗"}, {U"了滴", U"了的"}, {U"亲滴", U"亲"},
    {U"人公客服", U"人工客服"}, {U"人工智慧", U"人工智能"}, {U"什么有", U"什么有"}, {U"今儿", U"今天"}, {U"今儿个", U"今天"},
    {U"介个", U"这个"}, {U"介面", U"接口"}, {U"付宽", U"付款"}, {U"付宽带", U"付宽带"}, {U"以伐", U"以吗"},
    {U"仲有", U"还有"}, {U"仲未", U"还没"}, {U"优会", U"优惠"}, {U"优会员", U"优会员"}, {U"优惠卷", U"优惠券"},
    {U"会发火", U"会发火"}, {U"会圆", U"会员"}, {U"佢", U"他"}, {U"依家", U"现在"}, {U"侬", U"你"}, {U"保固", U"保修"},
    {U"俺", U"我"}, {U"俾", U"给"}, {U"倒货", U"到货"}, {U"冇", U"没有"}, {U"再哪", U"在哪"}, {U"几多", U"多少"},
    {U"几时", U"什么时候"}, {U"几耐", U"多久"}, {U"几钱", U"多少钱"}, {U"到伐", U"到吗"}, {U"到帐", U"到账"},
    {U"到贷", U"到货"}, {U"刻服", U"客服"}, {U"前儿个", U"前天"}, {U"劵", U"券"}, {U"勿流", U"物流"},
    {U"印表机", U"打印机"}, {U"发嫖", U"发票"}, {U"发漂", U"发票"}, {U"发瓢", U"发票"}, {U"发贷", U"发货"},
    {U"发贷款", U"发贷款"}, {U"发飘", U"发票"}, {U"取贷", U"取货"}, {U"取销了", U"取消了"}, {U"取销订单", U"取消订单"},
    {U"可唔可以", U"可不可以"}, {U"号滴", U"号的"}, {U"后儿", U"后天"}, {U"后儿个", U"后天"}, {U"后晌", U"下午"},
    {U"听日", U"明天"}, {U"呢啲", U"这些"}, {U"咋", U"怎么"}, {U"咋个", U"怎么"}, {U"咋么", U"怎么"}, {U"咗", U"了"},
    {U"咯", U"了"}, {U"品伐", U"品吗"}, {U"哈啰", U"嗨"}, {U"哈喽", U"嗨"}, {U"哈罗", U"嗨"}, {U"哋", U"们"},
    {U"哪儿", U"哪里"}, {U"哪哈", U"哪里"}, {U"哪哈儿", U"哪里"}, {U"哪嘎达", U"哪里"}, {U"哪旮旯", U"哪里"},
    {U"哪疙瘩", U"哪里"}, {U"唔", U"不"}, {U"唔好", U"别"}, {U"唔该", U"麻烦"}, {U"啥", U"什么"}, {U"啥前", U"什么时候"},
    {U"啥前儿", U"什么时候"}, {U"啥子", U"什么"}, {U"啥旮旯", U"什么地方"}, {U"啥时间", U"什么时候"}, {U"啥辰光", U"什么时候"},
    {U"啰", U"了"}, {U"啰嗦", U"啰嗦"}, {U"啲", U"些"}, {U"啷个", U"怎么"}, {U"喺", U"在"}, {U"喽", U"了"},
    {U"嗰", U"那"}, {U"嘅", U"的"}, {U"嘛", U"吗"}, {U"嘛事", U"什么事"}, {U"嘛时候", U"什么时候"}, {U"嘞", U"了"},
    {U"嘢", U"东西"}, {U"地止", U"地址"}, {U"坏左", U"坏了"}, {U"坏左边", U"坏左边"}, {U"块递", U"快递"},
    {U"外头", U"外面"}, {U"多么有", U"多么有"}, {U"多会儿", U"什么时候"}, {U"多咱", U"什么时候"}, {U"头诉", U"投诉"},
    {U"好伐", U"好吗"}, {U"好哒", U"好的"}, {U"好唔好", U"好不好"}, {U"好嘞", U"好的"}, {U"好滴", U"好的"},
    {U"宅配", U"快递"}, {U"宽频", U"宽带"}, {U"密马", U"密码"}, {U"对伐", U"对吗"}, {U"对嘞", U"对的"},
    {U"寻日", U"昨天"},
    {U"小时后", U"小时后"}, {U"尺马", U"尺码"}, {U"己经", U"已经"}, {U"师付", U"师傅"}, {U"帐号", U"账号"},
    {U"帐户", U"账户"}, {U"平啲", U"便宜点"}, {U"得唔得", U"可以吗"}, {U"得嘞", U"好的"}, {U"得行不", U"可以吗"},
    {U"忒", U"太"}, {U"快帝", U"快递"}, {U"快弟", U"快递"}, {U"快滴", U"快递"}, {U"快滴滴", U"快滴滴"},
    {U"快点样", U"快点样"}, {U"快第", U"快递"}, {U"快第一", U"快第一"}, {U"快第三", U"快第三"}, {U"快第二", U"快第二"},
    {U"快第几", U"快第几"}, {U"怎么有", U"怎么有"}, {U"我滴", U"我的"}, {U"我滴眼", U"我滴眼"}, {U"投素", U"投诉"},
    {U"折价券", U"优惠券"}, {U"按装", U"安装"}, {U"按装修", U"按装修"}, {U"按装箱", U"按装箱"}, {U"换贷", U"换货"},
    {U"推换", U"退换"}, {U"推款", U"退款"}, {U"推货", U"退货"}, {U"搁", U"放"}, {U"搁浅", U"搁浅"}, {U"搁置", U"搁置"},
    {U"攞", U"拿"}, {U"收获人", U"收货人"}, {U"收获人心", U"收获人心"}, {U"收获人生", U"收获人生"}, {U"收获地址", U"收货地址"},
    {U"收获时间", U"收货时间"}, {U"收贷", U"收货"}, {U"收贷款", U"收贷款"}, {U"方法票", U"方法票"}, {U"时侯", U"时候"},
    {U"时侯发火", U"时候发货"}, {U"时候发火", U"时候发货"}, {U"时后", U"时候"}, {U"时后发火", U"时候发货"}, {U"时后来", U"时后来"},
    {U"明儿", U"明天"}, {U"明儿个", U"明天"}, {U"昨儿", U"昨天"}, {U"昨儿个", U"昨天"}, {U"是伐", U"是吗"},
    {U"是嘞", U"是的"}, {U"晌午", U"中午"}, {U"晓不晓得", U"知道不知道"}, {U"晓得", U"知道"}, {U"有伐", U"有吗"},
    {U"有木有", U"有没有"}, {U"有点样", U"有点样"}, {U"有贷", U"有货"}, {U"有贷款", U"有贷款"}, {U"没发火", U"没发货"},
    {U"没受到", U"没收到"}, {U"没得", U"没有"}, {U"没得到", U"没得到"}, {U"没有受到", U"没有收到"}, {U"没贷", U"没货"},
    {U"没贷款", U"没贷款"}, {U"没跟新", U"没更新"}, {U"法票", U"发票"}, {U"派宋", U"派送"}, {U"深请", U"申请"},
    {U"满减卷", U"满减券"}, {U"点样", U"怎么样"}, {U"点样品", U"点样品"}, {U"点解", U"为什么"}, {U"现贷", U"现货"},
    {U"琴日", U"昨天"}, {U"甚么", U"什么"}, {U"畀", U"给"}, {U"登入", U"登录"}, {U"登陆", U"登录"},
    {U"目的地止", U"目的地止"}, {U"睇", U"看"}, {U"瞅", U"看"}, {U"瞧", U"看"}, {U"硬碟", U"硬盘"},
    {U"确认收获", U"确认收货"}, {U"神马", U"什么"}, {U"积份", U"积分"}, {U"签受", U"签收"}, {U"简讯", U"短信"},
    {U"系咪", U"是不是"}, {U"系唔系", U"是不是"}, {U"给我发火", U"给我发货"}, {U"网路", U"网络"}, {U"老师付", U"老师付"},
    {U"而家", U"现在"}, {U"耽搁", U"耽搁"}, {U"联络", U"联系"}, {U"肿么", U"怎么"}, {U"自己经", U"自己经"},
    {U"致冷", U"制冷"}, {U"色滴", U"色的"}, {U"莫得", U"没有"}, {U"莫法", U"没法"}, {U"萤幕", U"屏幕"}, {U"著", U"着"},
    {U"蓝芽", U"蓝牙"}, {U"行嘞", U"可以"}, {U"补差加", U"补差价"}, {U"要么有", U"要么有"}, {U"要得不", U"可以吗"},
    {U"讯号", U"信号"}, {U"记忆体", U"内存"}, {U"课服", U"客服"}, {U"课服务", U"课服务"}, {U"货伐", U"货吗"},
    {U"资讯", U"信息"}, {U"转人公", U"转人工"}, {U"转任工", U"转人工"}, {U"边个", U"哪个"}, {U"边度", U"哪里"},
    {U"运废", U"运费"}, {U"还木有", U"还没有"}, {U"这个嘛", U"这个嘛"}, {U"这么有", U"这么有"}, {U"这儿", U"这里"},
    {U"这儿子", U"这儿子"}, {U"这儿童", U"这儿童"}, {U"这嘎达", U"这里"}, {U"这嘛", U"这嘛"}, {U"这旮旯", U"这里"},
    {U"这疙瘩", U"这里"}, {U"连线", U"连接"}, {U"退宽", U"退款"}, {U"退差加", U"退差价"}, {U"退贷", U"退货"},
    {U"退贷款", U"退货款"}, {U"退费", U"退款"}, {U"那个嘛", U"那个嘛"}, {U"那么有", U"那么有"}, {U"那儿", U"那里"},
    {U"那儿子", U"那儿子"}, {U"那儿童", U"那儿童"}, {U"那嘎达", U"那里"}, {U"那旮旯", U"那里"}, {U"那疙瘩", U"那里"},
    {U"邮废", U"邮费"}, {U"都木有", U"都没有"}, {U"配宋", U"配送"}, {U"重复口款", U"重复扣款"}, {U"错鸟", U"错了"},
    {U"领卷", U"领券"}, {U"验正码", U"验证码"},
});
// clang-format on

static_assert(std::ranges::is_sorted(sayings, {}, &Saying::from));

// Whether a saying may begin with a character: nearly all begin none.
class Beginnings {
public:
    constexpr Beginnings() {
        for (const Saying& saying : sayings)
            bits_[slot(saying.from.front())] = true;
    }

    [[nodiscard]] constexpr bool may_hold(char32_t c) const {
        return c >= U'\u4E00' && bits_[slot(c)];
    }

private:
    static constexpr std::size_t slot(char32_t c) { return c % 1021; }

    std::array<bool, 1021> bits_{};
};

constexpr Beginnings beginnings;

static_assert(std::ranges::all_of(sayings, [](const Saying& saying) {
    return beginnings.may_hold(saying.from.front());
}));

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
    const auto may_be_said = [](const Glyph& glyph) {
        return beginnings.may_hold(glyph.c);
    };
    if (std::ranges::none_of(glyphs, may_be_said)) return;
    Glyphs out;
    out.reserve(glyphs.size() + 8);
    for (std::size_t at = 0; at < glyphs.size();) {
        const bool may_be = beginnings.may_hold(glyphs[at].c);
        const Saying* saying = may_be ? saying_at(glyphs, at) : nullptr;
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
