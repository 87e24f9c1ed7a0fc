// `shopclerk why TEXT`: how a message is read, every rule that fires, and who wins. With --not,
// what a rule of another intent would have needed.
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/now.hpp"
#include "content/plain.hpp"
#include "nlu/explain.hpp"
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

// A rule that matched, with what came of it.
struct Told {
    std::string intent;
    std::string rule;    // "intents/return_item.yaml:14"
    std::string source;  // as it is written
    nlu::Fired fired;
    std::string reason;  // "won", "less specific", …
};

// The turn's ranking speaks of rules by their origin, clause by clause, as they are listed here.
std::vector<Told> told_of(const nlu::Understanding& message, const turn::Script& script) {
    std::vector<turn::Ranked> ranking = turn::explain(message, {}, script);
    std::vector<Told> all;
    for (nlu::Fired& fired : nlu::explain(*script.lexicon, message)) {
        const nlu::RuleSource& rule = script.lexicon->rules()[fired.rule];
        Told told{script.intents[fired.intent].id, rule.origin, rule.text, std::move(fired), {}};
        const auto ranked = std::ranges::find(ranking, told.rule, &turn::Ranked::rule);
        if (ranked != ranking.end()) {
            told.reason = std::move(ranked->reason);
            ranking.erase(ranked);
        }
        all.push_back(std::move(told));
    }
    std::ranges::stable_sort(all, [](const Told& a, const Told& b) {
        return a.fired.clause < b.fired.clause;
    });
    return all;
}

// What decided where another intent matched as much; empty: nothing had to.
std::string tie_break(const std::vector<Told>& all) {
    const auto won = std::ranges::find(all, std::string("won"), &Told::reason);
    if (won == all.end()) return {};
    for (const Told& one : all) {
        if (one.fired.clause != won->fired.clause || one.intent == won->intent) continue;
        if (one.reason != "as specific, but later in path and line order") continue;
        return won->rule + " stands before " + one.rule + ", and both score "
               + std::to_string(one.fired.specificity);
    }
    return {};
}

// Where a slot's value was read.
std::string slot_source(
    const std::string& name,
    const nlu::Understanding& message,
    const turn::Meaning& meaning,
    const turn::Script& script
) {
    const turn::Intent* intent = script.intent(meaning.intent);
    const flow::Flow* flow = intent == nullptr ? nullptr : script.flow(intent->starts);
    const flow::SlotSpec* slot = flow == nullptr ? nullptr : flow->slot(name);
    for (const nlu::Clause& clause : message.clauses) {
        for (const nlu::Hit& hit : clause.hits) {
            if (script.lexicon->rules()[hit.rule].origin != meaning.rule) continue;
            for (const nlu::Capture& capture : hit.captures) {
                const bool typed =
                    capture.slot.empty() && slot != nullptr
                    && (slot->type == capture.type || slot->type == "choice:" + capture.type);
                if (capture.slot != name && !typed) continue;
                const std::size_t size = capture.span.end - capture.span.begin;
                return "the rule's <" + capture.type + ">, 「"
                       + message.normal.text.substr(capture.span.begin, size) + "」";
            }
        }
    }
    return "the words that the rule left over";
}

std::string quoted(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words)
        all += " 「" + utf8::escaped(word) + "」";
    return all;
}

const char* reason_of(nlu::WhyNot::Reason reason) {
    switch (reason) {
        case nlu::WhyNot::Reason::unknown_intent:
            return "unknown";
        case nlu::WhyNot::Reason::won:
            return "won";
        case nlu::WhyNot::Reason::outranked:
            return "outranked";
        case nlu::WhyNot::Reason::vetoed:
            return "vetoed";
        case nlu::WhyNot::Reason::no_match:
            return "no match";
    }
    return "";
}

// What a reader can do about an intent that fired and yet is not meant.
void print_fired(const nlu::WhyNot& why, const turn::Script& script) {
    const auto origin = [&](const nlu::Fired& fired) {
        return script.lexicon->rules()[fired.rule].origin;
    };
    switch (why.reason) {
        case nlu::WhyNot::Reason::won:
            std::cout << "  but it is what the message means, by " << origin(why.fired.front())
                      << '\n';
            return;
        case nlu::WhyNot::Reason::vetoed:
            std::cout << "  " << origin(why.fired.front()) << " matches, and ";
            for (std::size_t i = 0; i < why.vetoes.size(); ++i) {
                const nlu::RuleSource& veto = script.lexicon->rules()[why.vetoes[i]];
                std::cout << (i > 0 ? " and " : "") << veto.origin << " (" << veto.text << ")";
            }
            std::cout
                << (why.vetoes.empty() ? "an `unless:` of the intent takes" : " of the intent take")
                << (why.vetoes.size() == 1 ? "s" : "") << " it back\n";
            return;
        default:
            break;
    }
    for (const nlu::Fired& ahead : why.ahead) {
        const nlu::Fired& own = why.fired.front();
        std::cout << "  " << origin(own) << " scores " << own.specificity << ", " << origin(ahead)
                  << " " << ahead.specificity << "; " << ahead.specificity - own.specificity + 1
                  << " points more would win (a Chinese character is 2, a letter 1, a slot 4)\n";
    }
}

void print_not(
    const Options& options, const nlu::Understanding& message, const turn::Script& script
) {
    const nlu::WhyNot why = nlu::explain_absence(*script.lexicon, message, options.not_intent);
    std::cout << "not " << options.not_intent << ": " << reason_of(why.reason) << '\n';
    if (!why.fired.empty()) return print_fired(why, script);
    if (why.closest.empty()) std::cout << "  no phrase of it shares a word with this\n";
    for (const nlu::Near& near : why.closest) {
        const nlu::RuleSource& rule = script.lexicon->rules()[near.rule];
        std::cout << "  " << rule.origin << "  " << rule.text << '\n';
        std::cout << "    has" << quoted(near.present);
        if (near.misplaced) {
            std::cout << ", but not in its order, or with too much between them\n";
        } else {
            std::cout << ", misses" << quoted(near.missing) << '\n';
        }
        std::cout << "    it would match: " << utf8::escaped(near.say) << '\n';
        if (!near.phrase.empty()) {
            std::cout << "    smallest change: add the phrase  " << utf8::escaped(near.phrase)
                      << '\n';
        }
    }
}

// What an offer rests on: the example of each intent that comes nearest.
void print_likeness(const nlu::Understanding& message, const turn::Script& script) {
    for (const nlu::Like& one : script.lexicon->like(message)) {
        std::cout << "  like:  " << script.intents[one.intent].id << "  " << one.score
                  << "/1000  its example 「"
                  << utf8::escaped(script.lexicon->examples()[one.example].text) << "」\n";
    }
}

void print_lines(
    const Options& options,
    const nlu::Understanding& message,
    const turn::Meaning& meaning,
    const turn::Script& script
) {
    const std::vector<Told> all = told_of(message, script);
    std::cout << "read as: " << utf8::escaped(message.normal.text) << '\n';
    if (meaning.intent.empty()) {
        std::cout << "means:   nothing that any rule knows\n";
    } else {
        std::cout << "means:   " << meaning.intent << " (" << meaning.rule << ", score "
                  << meaning.score << ")\n";
    }
    if (const std::string tie = tie_break(all); !tie.empty()) {
        std::cout << "tie:     " << tie << '\n';
    }
    for (const auto& [name, value] : meaning.slots) {
        std::cout << "slot:    " << name << " = " << utf8::escaped(content::plain(value))
                  << ", from " << utf8::escaped(slot_source(name, message, meaning, script))
                  << '\n';
    }
    for (const std::string& also : meaning.also)
        std::cout << "also:    " << also << '\n';
    for (const std::string& one : meaning.clarify)
        std::cout << "would ask: " << one << '\n';
    if (meaning.intent.empty()) print_likeness(message, script);
    for (const Told& one : all) {
        std::cout << "  fired: " << one.intent << "  score " << one.fired.specificity << "  「"
                  << utf8::escaped(one.fired.text) << "」 " << one.fired.span.begin << "-"
                  << one.fired.span.end << "  " << one.rule << "  " << one.source << "  ("
                  << one.reason << ")\n";
    }
    if (!options.not_intent.empty()) print_not(options, message, script);
}

void write_words(
    wire::JsonWriter& out, std::string_view key, const std::vector<std::string>& words
) {
    out.key(key).array();
    for (const std::string& word : words)
        out.value(word);
    out.end();
}

void write_not(
    wire::JsonWriter& out,
    const Options& options,
    const nlu::Understanding& message,
    const turn::Script& script
) {
    const nlu::WhyNot why = nlu::explain_absence(*script.lexicon, message, options.not_intent);
    out.key("not").object().member("intent", options.not_intent);
    out.member("reason", reason_of(why.reason)).key("closest").array();
    for (const nlu::Near& near : why.closest) {
        out.object().member("rule", script.lexicon->rules()[near.rule].origin);
        write_words(out, "present", near.present);
        write_words(out, "missing", near.missing);
        out.member("misplaced", near.misplaced).member("say", near.say);
        out.member("phrase", near.phrase).end();
    }
    out.end().end();
}

void print_json(
    const Options& options,
    const nlu::Understanding& message,
    const turn::Meaning& meaning,
    const turn::Script& script
) {
    const std::vector<Told> all = told_of(message, script);
    wire::JsonWriter out;
    out.object().member("text", options.text).member("normal", message.normal.text);
    out.member("intent", meaning.intent)
        .member("rule", meaning.rule)
        .member("score", meaning.score)
        .member("tie", tie_break(all));
    out.key("slots").array();
    for (const auto& [name, value] : meaning.slots) {
        out.object().member("name", name).member("value", content::plain(value));
        out.member("source", slot_source(name, message, meaning, script)).end();
    }
    out.end().key("fired").array();
    for (const Told& one : all) {
        out.object()
            .member("intent", one.intent)
            .member("rule", one.rule)
            .member("source", one.source)
            .member("score", one.fired.specificity)
            .member("matched", one.fired.text)
            .member("begin", one.fired.span.begin)
            .member("end", one.fired.span.end)
            .member("reason", one.reason)
            .member("vetoed", one.fired.vetoed)
            .end();
    }
    out.end();
    if (!options.not_intent.empty()) write_not(out, options, message, script);
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
