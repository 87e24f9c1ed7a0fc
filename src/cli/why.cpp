// `shopclerk why TEXT`: how a message is read, every rule that fires, and who wins. With --not,
// what a rule of another intent would have needed.
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/now.hpp"
#include "content/plain.hpp"
#include "nlu/phrase.hpp"
#include "turn/take_turn.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

struct Options {
    ContentOption content;
    std::string text;
    std::string not_intent;
    bool json = false;
};

struct Fired {
    std::string intent;
    std::string rule;
    std::string source;  // the rule as it is written
    std::string matched;
    int score = 0;
    bool vetoed = false;
};

std::vector<Fired> fired_in(const nlu::Understanding& message, const turn::Script& script) {
    std::vector<Fired> all;
    const auto add = [&](const nlu::Hit& hit, bool vetoed) {
        const nlu::RuleSource& rule = script.lexicon->rules()[hit.rule];
        all.push_back(
            {script.intents[hit.intent].id,
             rule.origin,
             rule.text,
             message.normal.text.substr(hit.span.begin, hit.span.end - hit.span.begin),
             hit.specificity,
             vetoed}
        );
    };
    for (const nlu::Clause& clause : message.clauses) {
        for (const nlu::Hit& hit : clause.hits)
            add(hit, false);
        for (const nlu::Hit& hit : clause.vetoed)
            add(hit, true);
    }
    return all;
}

// The literals a phrase still needs, by its cheapest way through.
std::vector<std::string> missing_in(const nlu::Sequence& items, std::string_view text) {
    std::vector<std::string> missing;
    for (const nlu::Item& item : items) {
        if (const auto* literal = std::get_if<nlu::Literal>(&item)) {
            if (text.find(literal->text) == std::string_view::npos)
                missing.push_back(literal->text);
            continue;
        }
        const auto* group = std::get_if<nlu::Group>(&item);
        if (group == nullptr || group->optional) continue;
        std::vector<std::string> best;
        bool first = true;
        for (const nlu::Sequence& one : group->either) {
            auto way = missing_in(one, text);
            if (first || way.size() < best.size()) best = std::move(way);
            first = false;
        }
        missing.insert(missing.end(), best.begin(), best.end());
    }
    return missing;
}

struct Lack {
    std::string rule;
    std::string source;
    std::vector<std::string> missing;
};

// The rules of an intent that come nearest to the message, the nearest first.
std::vector<Lack> lacks(
    const nlu::Understanding& message, const turn::Script& script, const std::string& intent
) {
    constexpr std::size_t shown_max = 5;
    std::vector<Lack> all;
    for (const nlu::RuleSource& rule : script.lexicon->rules()) {
        if (script.intents[rule.intent].id != intent) continue;
        if (rule.kind != nlu::RuleKind::phrase && rule.kind != nlu::RuleKind::exactly) continue;
        const auto parsed = nlu::parse_phrase(rule.text, script.lexicon->normaliser());
        all.push_back({rule.origin, rule.text, missing_in(parsed.phrase.items, message.normal.text)}
        );
    }
    std::ranges::stable_sort(all, {}, [](const Lack& lack) { return lack.missing.size(); });
    if (all.size() > shown_max) all.resize(shown_max);
    return all;
}

void print_lines(
    const Options& options,
    const nlu::Understanding& message,
    const turn::Meaning& meaning,
    const turn::Script& script
) {
    std::cout << "read as: " << utf8::escaped(message.normal.text) << '\n';
    if (meaning.intent.empty()) {
        std::cout << "means:   nothing that any rule knows\n";
    } else {
        std::cout << "means:   " << meaning.intent << " (" << meaning.rule << ", score "
                  << meaning.score << ")\n";
    }
    for (const auto& [name, value] : meaning.slots) {
        std::cout << "slot:    " << name << " = " << content::plain(value) << '\n';
    }
    for (const std::string& also : meaning.also)
        std::cout << "also:    " << also << '\n';
    for (const std::string& one : meaning.clarify)
        std::cout << "would ask: " << one << '\n';
    for (const turn::Ranked& one : turn::explain(message, {}, script)) {
        std::cout << "  " << one.intent << "  score " << one.score << "  " << one.reason << "  "
                  << one.rule << '\n';
    }
    for (const Fired& one : fired_in(message, script)) {
        std::cout << "  fired: " << one.rule << "  " << one.intent << "  score " << one.score
                  << (one.vetoed ? "  vetoed" : "") << "  「" << utf8::escaped(one.matched)
                  << "」 by " << one.source << '\n';
    }
    if (options.not_intent.empty()) return;
    std::cout << "not " << options.not_intent << ":\n";
    for (const Lack& lack : lacks(message, script, options.not_intent)) {
        std::cout << "  " << lack.rule << "  " << lack.source << '\n';
        std::cout << "    ";
        if (lack.missing.empty()) {
            std::cout
                << "all its words are there, but not in its order, or with too much between them";
        } else {
            std::cout << "misses";
            for (const std::string& word : lack.missing)
                std::cout << " 「" << word << "」";
        }
        std::cout << '\n';
    }
}

void print_json(
    const Options& options,
    const nlu::Understanding& message,
    const turn::Meaning& meaning,
    const turn::Script& script
) {
    wire::JsonWriter out;
    out.object().member("text", options.text).member("normal", message.normal.text);
    out.member("intent", meaning.intent)
        .member("rule", meaning.rule)
        .member("score", meaning.score);
    out.key("fired").array();
    for (const Fired& one : fired_in(message, script)) {
        out.object()
            .member("intent", one.intent)
            .member("rule", one.rule)
            .member("score", one.score)
            .member("matched", one.matched)
            .member("vetoed", one.vetoed)
            .end();
    }
    out.end().key("ranking").array();
    for (const turn::Ranked& one : turn::explain(message, {}, script)) {
        out.object()
            .member("intent", one.intent)
            .member("rule", one.rule)
            .member("score", one.score)
            .member("reason", one.reason)
            .end();
    }
    out.end();
    if (!options.not_intent.empty()) {
        out.key("lacks").array();
        for (const Lack& lack : lacks(message, script, options.not_intent)) {
            out.object().member("rule", lack.rule).key("missing").array();
            for (const std::string& word : lack.missing)
                out.value(word);
            out.end().end();
        }
        out.end();
    }
    std::cout << out.end().take() << '\n';
}

int run(const Options& options) {
    if (!utf8::valid(options.text) || options.text.size() > limits::message_text_bytes_max) {
        std::cerr << "why: the text is not UTF-8 or longer than a message may be\n";
        return exit_cannot;
    }
    const auto loaded = load_or_complain(options.content, std::cerr);
    if (!loaded) return exit_cannot;
    const turn::Script& script = loaded->snapshot->script;
    if (!options.not_intent.empty() && script.intent(options.not_intent) == nullptr) {
        std::cerr << "why: no intent is called `" << options.not_intent << "`"
                  << did_you_mean(options.not_intent, script.lexicon->intents()) << '\n';
        return exit_cannot;
    }
    const nlu::Understanding message = script.lexicon->understand(options.text);
    const turn::Meaning meaning = turn::meaning_of(message, script, system_now());
    if (options.json) {
        print_json(options, message, meaning, script);
    } else {
        print_lines(options, message, meaning, script);
    }
    return meaning.intent.empty() ? exit_found : exit_well;
}

}  // namespace

Run why(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option("text", options->text, "the message, in quotes")->required();
    app.add_option("--not", options->not_intent, "why not this intent?")->type_name("INTENT");
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
