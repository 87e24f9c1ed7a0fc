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
#include "rules.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace bench;
using clerk::nlu::Lexicon;
using clerk::nlu::LexiconSource;
using clerk::nlu::Normaliser;
using clerk::nlu::RuleKind;
constexpr std::size_t warm_messages = 3'000;
constexpr std::size_t timed_messages = 4'000;
constexpr int rounds = 5;

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
