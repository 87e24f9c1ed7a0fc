// What understanding a message costs, on text nobody has sent before, at 100, 1,000 and 10,000
// rules, beside the plain loop over every rule in the same run. Also how long 10,000 rules take to
// load, and what they hold.
//
//   bench_match_bench [RULES…]
//
// Rules are phrases of a shop's kind in both languages, drawn from a small grammar; messages are
// half made of what some rule wants, with words around it, and half of other talk. Every message is
// new: a regular expression's automaton that has seen a text before answers at once, and shops
// never see the same text twice.

#include "nlu/lexicon.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using clerk::nlu::Lexicon;
using clerk::nlu::LexiconSource;
using clerk::nlu::Normaliser;
using clerk::nlu::RuleKind;
using Words = std::vector<std::string>;

constexpr unsigned seed = 20'240'701;
constexpr std::size_t warm_messages = 3'000;
constexpr std::size_t timed_messages = 4'000;
constexpr int rounds = 5;

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

const Words zh_wish = {"我要", "我想", "帮我", "想要", "怎么", "如何", "能不能", "可以", "麻烦"};
const Words zh_verb = {
    "退",   "换",   "查",   "修",   "取消", "改",   "催",   "投诉", "申请",
    "开",   "补发", "预约", "安装", "退掉", "查询", "修改", "兑换", "评价",
    "激活", "升级", "拆",   "移机", "清洗", "加氟", "测量", "延长",
};
const Words zh_thing = {
    "订单",   "快递",   "发票", "积分", "优惠券", "冰箱", "洗衣机", "空调",   "电视",
    "热水器", "油烟机", "地址", "电话", "会员",   "保修", "遥控器", "滤芯",   "压缩机",
    "包裹",   "赠品",   "尾款", "定金", "价格",   "账户", "密码",   "安装费", "支架",
    "门封",   "排水管", "主板", "面板", "说明书", "外壳",
};
const Words zh_state = {
    "坏了",   "不见了", "没到", "漏水", "不制冷", "有异响", "打不开", "发错了", "少了", "太贵",
    "过期了", "不显示", "跳闸", "结冰", "有划痕", "断了",   "不转",   "有味道", "太慢", "不对",
};
const Words en_verb = {
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
const Words en_thing = {
    "order",   "fridge", "washer",     "heater", "invoice",  "voucher", "points",
    "address", "parcel", "remote",     "filter", "warranty", "account", "booking",
    "bracket", "hose",   "compressor", "panel",  "manual",   "cover",   "price",
    "deposit", "refund", "delivery",   "dryer",  "oven",     "hood",
};
const Words en_state = {
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
const Words zh_filler = {
    "昨天",   "刚才",   "家里的",   "上个月买的", "这边",     "那个",     "一直",
    "师傅说", "客服",   "请尽快",   "哈",         "今天早上", "在吗",     "谢谢",
    "有人吗", "我老婆", "第二次了", "实在",       "等了三天", "麻烦快点",
};
const Words en_filler = {
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
const Words talk = {
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

Made chinese(Dice& dice) {
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

Made english(Dice& dice) {
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

std::vector<Made> make_rules(Dice& dice, std::size_t count) {
    std::vector<Made> rules;
    std::set<std::string> seen;
    while (rules.size() < count) {
        Made made = rules.size() % 2 == 0 ? chinese(dice) : english(dice);
        if (seen.insert(made.phrase).second) rules.push_back(std::move(made));
    }
    return rules;
}

std::string make_message(Dice& dice, const std::vector<Made>& rules) {
    const bool about = dice.chance(55);
    const Made& made = rules[dice.below(rules.size())];
    const bool chinese_text = about ? made.chinese : dice.chance(50);
    const Words& filler = chinese_text ? zh_filler : en_filler;
    const std::string space = chinese_text ? "" : " ";
    std::string text = dice.chance(60) ? dice.one(filler) + space : "";
    text += about ? made.said : dice.one(talk);
    if (!about && dice.chance(40)) text += space + dice.one(chinese_text ? zh_thing : en_thing);
    if (dice.chance(60)) text += space + dice.one(filler);
    if (dice.chance(30)) text += space + std::to_string(dice.below(100'000));
    if (dice.chance(30)) text += chinese_text ? "！" : "?";
    return text;
}

std::vector<std::string> make_messages(
    Dice& dice, const std::vector<Made>& rules, std::size_t count
) {
    std::vector<std::string> messages;
    std::set<std::string> seen;
    while (messages.size() < count) {
        std::string text = make_message(dice, rules);
        if (seen.insert(text).second) messages.push_back(std::move(text));
    }
    return messages;
}

long resident_kb() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    }
    return 0;
}

// Of this thread's own processor time: what others do on the machine does not count.
double now_ns() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double ns_since(double begin) {
    return now_ns() - begin;
}

struct Found {
    std::size_t messages = 0;
    std::size_t hits = 0;

    void add(const clerk::nlu::Understanding& read) {
        for (const clerk::nlu::Clause& clause : read.clauses) {
            hits += clause.hits.size();
            messages += clause.hits.empty() ? 0 : 1;
        }
    }
};

template <class Understand>
double ns_each(
    const std::vector<std::string>& messages,
    std::size_t begin,
    std::size_t end,
    Found& found,
    Understand understand
) {
    const double start = now_ns();
    for (std::size_t i = begin; i < end; ++i)
        found.add(understand(messages[i]));
    return ns_since(start) / static_cast<double>(end - begin);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void run(std::size_t rule_count, const std::shared_ptr<const Normaliser>& normaliser) {
    Dice dice;
    const std::vector<Made> rules = make_rules(dice, rule_count);
    const std::size_t total = warm_messages + timed_messages * rounds;
    const std::vector<std::string> messages = make_messages(dice, rules, total);
    LexiconSource source;
    source.types = {{"order_no", "[0-9]{10}", {}, "bench"}};
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (i % 10 == 0) source.intents.push_back("intent_" + std::to_string(i / 10));
        const auto intent = static_cast<std::uint32_t>(i / 10);
        source.rules.push_back({intent, RuleKind::phrase, rules[i].phrase, "bench"});
    }
    const long before_kb = resident_kb();
    const double start = now_ns();
    const Lexicon::Built built = Lexicon::build(std::move(source), normaliser);
    const double load_ms = ns_since(start) / 1e6;
    if (!built.lexicon) {
        std::printf("a generated rule is refused: %s\n", built.problems.front().message.c_str());
        std::exit(2);
    }
    const long loaded_kb = resident_kb() - before_kb;
    const Lexicon& lexicon = *built.lexicon;
    Found found;
    const auto quick = [&](const std::string& text) {
        return lexicon.understand(text);
    };
    const auto plain = [&](const std::string& text) {
        return lexicon.understand_plainly(text);
    };
    ns_each(messages, 0, warm_messages, found, quick);
    found = {};
    std::vector<double> quick_ns;
    for (std::size_t i = 0; i < rounds; ++i) {
        const std::size_t begin = warm_messages + i * timed_messages;
        quick_ns.push_back(ns_each(messages, begin, begin + timed_messages, found, quick));
    }
    const double normal_start = now_ns();
    for (std::size_t i = 0; i < timed_messages; ++i) {
        found.messages += normaliser->normalise(messages[i]).text.empty() ? 1 : 0;
    }
    const double normalise_ns = ns_since(normal_start) / static_cast<double>(timed_messages);
    Found plain_found;
    Found same_found;
    const std::size_t plain_count = std::max<std::size_t>(20, 100'000 / rule_count);
    ns_each(messages, 0, plain_count, same_found, quick);
    const double plain_ns = ns_each(messages, 0, plain_count, plain_found, plain);
    if (plain_found.hits != same_found.hits) {
        std::printf("the two roads differ: %zu and %zu hits\n", same_found.hits, plain_found.hits);
        std::exit(1);
    }
    const double each = median(quick_ns);
    std::printf(
        "%6zu rules: %7.2f us a message (%.2f-%.2f; normalising %.2f), plain loop %10.1f us, "
        "%7.0f x; hits a message %.2f; load %.0f ms, %.1f MB, with caches %.1f MB\n",
        rule_count,
        each / 1e3,
        *std::min_element(quick_ns.begin(), quick_ns.end()) / 1e3,
        *std::max_element(quick_ns.begin(), quick_ns.end()) / 1e3,
        normalise_ns / 1e3,
        plain_ns / 1e3,
        plain_ns / each,
        static_cast<double>(found.hits) / static_cast<double>(timed_messages * rounds),
        load_ms,
        static_cast<double>(loaded_kb) / 1024.0,
        static_cast<double>(resident_kb() - before_kb) / 1024.0
    );
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const auto normaliser = Normaliser::load();
    if (!normaliser) {
        std::printf("%s\n", normaliser.error().message.c_str());
        return 2;
    }
    std::vector<std::size_t> counts;
    for (int i = 1; i < argc; ++i)
        counts.push_back(std::strtoul(argv[i], nullptr, 10));
    if (counts.empty()) counts = {100, 1'000, 10'000};
    for (const std::size_t count : counts)
        run(count, *normaliser);
    return 0;
}
