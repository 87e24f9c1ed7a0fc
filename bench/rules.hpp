// Rules of a shop's kind in both languages, drawn from a small grammar: as many as one wants, the
// same every time, no two alike.
#pragma once

#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bench {

using Words = std::vector<std::string>;

constexpr unsigned seed = 20'240'701;

class Dice {
public:
    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(engine_);
    }

    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

    const std::string& one(const Words& words) { return words[below(words.size())]; }

private:
    std::mt19937 engine_{seed};
};

inline const Words zh_wish = {
    "我要", "我想", "帮我", "想要", "怎么", "如何", "能不能", "可以", "麻烦"};
inline const Words zh_verb = {
    "退",   "换",   "查",   "修",   "取消", "改",   "催",   "投诉", "申请",
    "开",   "补发", "预约", "安装", "退掉", "查询", "修改", "兑换", "评价",
    "激活", "升级", "拆",   "移机", "清洗", "加氟", "测量", "延长",
};
inline const Words zh_thing = {
    "订单",   "快递",   "发票", "积分", "优惠券", "冰箱", "洗衣机", "空调",   "电视",
    "热水器", "油烟机", "地址", "电话", "会员",   "保修", "遥控器", "滤芯",   "压缩机",
    "包裹",   "赠品",   "尾款", "定金", "价格",   "账户", "密码",   "安装费", "支架",
    "门封",   "排水管", "主板", "面板", "说明书", "外壳",
};
inline const Words zh_state = {
    "坏了",   "不见了", "没到", "漏水", "不制冷", "有异响", "打不开", "发错了", "少了", "太贵",
    "过期了", "不显示", "跳闸", "结冰", "有划痕", "断了",   "不转",   "有味道", "太慢", "不对",
};
inline const Words en_verb = {
    "return",
    "exchange",
    "track",
    "cancel",
    "change",
    "repair",
    "install",
    "claim",
    "redeem",
    "upgrade",
    "activate",
    "extend",
    "replace",
    "locate",
    "report",
    "measure",
    "clean",
    "move",
};
inline const Words en_thing = {
    "order",   "fridge", "washer",     "heater", "invoice",  "voucher", "points",
    "address", "parcel", "remote",     "filter", "warranty", "account", "booking",
    "bracket", "hose",   "compressor", "panel",  "manual",   "cover",   "price",
    "deposit", "refund", "delivery",   "dryer",  "oven",     "hood",
};
inline const Words en_state = {
    "is broken",
    "is late",
    "is missing",
    "does not work",
    "leaks",
    "is too loud",
    "was wrong",
    "expired",
    "will not open",
    "trips the fuse",
    "smells",
    "is frozen",
    "was never sent",
};
inline const Words zh_filler = {
    "昨天",   "刚才",   "家里的",   "上个月买的", "这边",     "那个",     "一直",
    "师傅说", "客服",   "请尽快",   "哈",         "今天早上", "在吗",     "谢谢",
    "有人吗", "我老婆", "第二次了", "实在",       "等了三天", "麻烦快点",
};
inline const Words en_filler = {
    "yesterday",
    "again",
    "please",
    "for my mother",
    "since monday",
    "the other one",
    "asap",
    "thanks",
    "i bought last week",
    "as promised",
    "today",
    "somehow",
    "in the kitchen",
    "for the second time",
};
inline const Words talk = {
    "你们几点下班",
    "这个好看吗",
    "店在哪里",
    "下雨还送吗",
    "好的知道了",
    "what time do you close",
    "is it any good",
    "my neighbour has one",
    "just looking around",
    "nice weather",
    "有没有蓝色的",
    "和上次那个比怎么样",
    "can you hear me",
    "ok let me think about it",
    "多大面积用几匹的",
};

// A rule as a phrase, and words that it matches.
struct Made {
    std::string phrase;
    std::string said;
    bool chinese = false;
};

inline Made chinese(Dice& dice) {
    const std::string verb = dice.one(zh_verb);
    const std::string thing = dice.one(zh_thing);
    const std::string other = dice.one(zh_thing);
    const std::string state = dice.one(zh_state);
    const std::string wish = dice.one(zh_wish);
    switch (dice.below(6)) {
        case 0:
            return {"(" + wish + "|" + dice.one(zh_wish) + ")?" + verb + thing, verb + thing, true};
        case 1:
            return {thing + "..." + state, thing + "怎么" + state, true};
        case 2:
            return {
                "(" + verb + "|" + dice.one(zh_verb) + ")(一下)?" + other + "的" + thing,
                verb + "一下" + other + "的" + thing,
                true};
        case 3:
            return {"把<order_no>..." + verb + thing, "把2024061234的" + verb + thing, true};
        case 4:
            return {
                wish + verb + other + "(和|跟)" + thing, wish + verb + other + "和" + thing, true};
        default:
            return {"(" + thing + "|" + other + ")(又|都)?" + state, thing + state, true};
    }
}

inline Made english(Dice& dice) {
    const std::string verb = dice.one(en_verb);
    const std::string thing = dice.one(en_thing);
    const std::string other = dice.one(en_thing);
    const std::string state = dice.one(en_state);
    switch (dice.below(6)) {
        case 0:
            return {
                "(want|like|need) to " + verb + " (my|the|this)? " + thing,
                "i want to " + verb + " my " + thing,
                false};
        case 1:
            return {
                "(my|the) " + thing + " (still)? " + state, "the " + thing + " " + state, false};
        case 2:
            return {
                "(" + verb + "|" + dice.one(en_verb) + ") the " + other + " " + thing,
                verb + " the " + other + " " + thing,
                false};
        case 3:
            return {
                "how (do|can) i " + verb + " (a|an|the|my) " + other + " " + thing,
                "how can i " + verb + " my " + other + " " + thing,
                false};
        case 4:
            return {thing + " ... " + state, thing + " somehow " + state, false};
        default:
            return {
                verb + " order <order_no> " + thing, verb + " order 2024061234 " + thing, false};
    }
}

inline std::vector<Made> make_rules(Dice& dice, std::size_t count) {
    std::vector<Made> rules;
    std::set<std::string> seen;
    while (rules.size() < count) {
        Made made = rules.size() % 2 == 0 ? chinese(dice) : english(dice);
        if (seen.insert(made.phrase).second) rules.push_back(std::move(made));
    }
    return rules;
}

}  // namespace bench
