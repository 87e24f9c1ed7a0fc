#include "base/overloaded.hpp"
#include "base/suggest.hpp"
#include "content/chat_observed.hpp"
#include "content/chat_test.hpp"
#include "content/plain.hpp"
#include "flow/expr.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>

namespace clerk::content {
namespace {

constexpr std::string_view default_now = "2024-07-01 10:00";

// A directive that cannot be followed, or a tap on a button that is not there: the chat ends.
struct Stop {
    int line;
    std::string why;
};

// Stubs of an action in their order, the last one again and again; else the runner behind.
class Stubbed : public ActionRunner {
public:
    explicit Stubbed(ActionRunner& behind) : behind_(behind) {}

    void add(Stub stub) { stubs_[stub.action].waiting.push_back(std::move(stub)); }

    EffectAnswer perform(const Effect& effect, const ConversationState& state, UnixMillis now)
        override {
        const auto* call = std::get_if<CallAction>(&effect);
        const auto found = stubs_.find(call == nullptr ? "handoff" : call->action);
        if (found == stubs_.end()) return behind_.perform(effect, state, now);
        Line& line = found->second;
        const Stub& stub = line.waiting[std::min(line.next++, line.waiting.size() - 1)];
        if (stub.breaks) throw ActionBroke(stub.action + " breaks");
        EffectAnswer answer;
        answer.n = call == nullptr ? std::get<HandOff>(effect).n : call->n;
        answer.failure = stub.failure;
        if (!stub.failure.empty()) return answer;
        const ActionSpec* spec = find_action_spec(stub.action);
        const std::string type = spec == nullptr ? "record:ticket" : std::string(spec->result);
        try {
            answer.value = stub_value(stub.value, type);
        } catch (const std::invalid_argument& bad) {
            throw Stop{stub.line, std::string("the stub of ") + stub.action + ": " + bad.what()};
        }
        return answer;
    }

    std::optional<turn::ShopperSignsIn> customer(std::string_view name) override {
        return behind_.customer(name);
    }

    void begin_chat() override { behind_.begin_chat(); }

private:
    struct Line {
        std::vector<Stub> waiting;
        std::size_t next = 0;
    };

    ActionRunner& behind_;
    std::map<std::string, Line, std::less<>> stubs_;
};

std::string next_word(std::string_view& text) {
    while (text.starts_with(' '))
        text.remove_prefix(1);
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string word(text.substr(0, end));
    text.remove_prefix(end);
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return word;
}

class ChatRun {
public:
    ChatRun(const Chat& chat, const turn::Script& script, ActionRunner& runner, const Watch& watch)
        : chat_(chat), script_(script), runner_(runner), talk_(script, runner_), watch_(watch) {
        now_ = *parse_iso_time(default_now, script.settings.offset);
    }

    ChatResult run() {
        try {
            runner_.begin_chat();
            std::span<const ChatLine> lines = chat_.lines;
            if (!lines.empty() && is_expectation(lines.front())) begin(take_expectations(lines), 0);
            while (!lines.empty()) {
                const ChatLine& cause = lines.front();
                lines = lines.subspan(1);
                turn_of(cause, take_expectations(lines));
            }
        } catch (const Stop& stop) {
            fail(stop.line, stop.why);
        } catch (const std::exception& failure) {
            fail(line_, std::string("the turn threw: ") + failure.what());
        }
        return std::move(result_);
    }

private:
    using Lines = std::vector<ChatLine>;

    static bool is_expectation(const ChatLine& line) {
        return line.kind != LineKind::says && line.kind != LineKind::directive;
    }

    static Lines take_expectations(std::span<const ChatLine>& lines) {
        Lines taken;
        while (!lines.empty() && is_expectation(lines.front())) {
            taken.push_back(lines.front());
            lines = lines.subspan(1);
        }
        return taken;
    }

    void fail(int line, std::string why) { result_.failures.push_back({line, std::move(why), {}}); }

    void turn_of(const ChatLine& cause, const Lines& expected) {
        line_ = cause.line;
        if (cause.kind == LineKind::directive) {
            follow(cause, expected);
            return;
        }
        begin({}, 0);
        std::string text = cause.text;
        std::string choice;
        if (text.starts_with('[') && text.ends_with(']')) {
            text = text.substr(1, text.size() - 2);
            while (text.starts_with(' '))
                text.erase(0, 1);
            while (text.ends_with(' '))
                text.pop_back();
            choice = button_called(text, cause.line);
        }
        spoken_ = true;
        compare({seen(talk_.say(text, choice, now_))}, expected, cause);
    }

    std::string button_called(const std::string& label, int line) const {
        std::vector<std::string> labels;
        for (const Button& button : talk_.state().last_reply.buttons) {
            if (button.label == label) return button.id;
            labels.push_back(button.label);
        }
        std::string why = "there is no button [" + label + "]";
        for (const std::string& known : labels)
            why += (known == labels.front() ? "; there are [" : " [") + known + "]";
        throw Stop{line, why};
    }

    // The greeting is compared when something is expected before anybody has spoken.
    void begin(const Lines& expected, int line) {
        if (begun_) return;
        begun_ = true;
        const TurnRecord record =
            seen(talk_.take(turn::Begin{ConversationId{1}, lang_, channel_}, now_));
        if (!expected.empty()) compare({record}, expected, ChatLine{line, LineKind::directive, {}});
    }

    TurnRecord seen(TurnRecord record) const {
        if (watch_) watch_(record);
        return record;
    }

    // --- directives -----------------------------------------------------------------------------

    void follow(const ChatLine& cause, const Lines& expected) {
        std::string_view rest = cause.text;
        const std::string word = next_word(rest);
        std::vector<TurnRecord> records;
        if (word == "now") {
            records = set_now(std::string(rest), cause.line);
        } else if (word == "wait") {
            const auto duration = flow::parse_duration(rest);
            if (!duration) throw Stop{cause.line, "`@ wait` takes a duration such as 5m"};
            begin({}, 0);
            records = advance_to(now_ + *duration);
        } else if (word == "lang") {
            records = set_lang(std::string(rest), cause.line);
        } else if (word == "channel") {
            if (begun_) throw Stop{cause.line, "the channel is chosen before anybody speaks"};
            channel_ = rest;
        } else if (word == "signed_in") {
            records = sign_in(std::string(rest), cause.line);
        } else if (word == "proven") {
            begin({}, 0);
            talk_.prove(std::string(rest));
        } else if (word != "guest") {
            add_stub(word, std::string(rest), cause.line);
        }
        if (!expected.empty() && !begun_) return begin(expected, cause.line);
        const bool silent = expected.empty() && !spoken_;
        if (!silent) compare(records, expected, cause);
    }

    std::vector<TurnRecord> set_now(const std::string& text, int line) {
        const auto at = parse_iso_time(text, script_.settings.offset);
        if (!at) throw Stop{line, "`@ now` takes a time such as 2024-07-01 10:00"};
        if (begun_ && *at < now_) throw Stop{line, "time does not run backwards in a chat"};
        if (begun_) return advance_to(*at);
        now_ = *at;
        return {};
    }

    std::vector<TurnRecord> advance_to(UnixMillis at) {
        now_ = at;
        std::vector<TurnRecord> records = talk_.wait_until(at);
        for (const TurnRecord& record : records) {
            if (watch_) watch_(record);
        }
        return records;
    }

    std::vector<TurnRecord> set_lang(const std::string& text, int line) {
        const auto lang = parse_lang(text);
        if (!lang) throw Stop{line, "`@ lang` takes zh, en or zh-Hant"};
        lang_ = *lang;
        if (!begun_) return {};
        return {seen(talk_.take(turn::LangChosen{*lang}, now_))};
    }

    std::vector<TurnRecord> sign_in(const std::string& name, int line) {
        const auto customer = runner_.customer(name);
        if (!customer) throw Stop{line, "the shop of the tests has no customer `" + name + "`"};
        begin({}, 0);
        return {seen(talk_.take(*customer, now_))};
    }

    // A failure that the action cannot have would pass through any branch.
    static void refuse_unknown_failure(
        const std::string& action, const std::string& failure, int line
    ) {
        const ActionSpec* spec = find_action_spec(action);
        if (spec == nullptr || failure.empty()) return;
        std::vector<std::string> known(spec->failures.begin(), spec->failures.end());
        known.emplace_back("unavailable");  // as any may be
        if (std::ranges::find(known, failure) != known.end()) return;
        throw Stop{
            line,
            "`" + action + "` never fails with `" + failure + "`" + did_you_mean(failure, known)};
    }

    // "order.find fails not_found", "order.list -> [{no: 2024061234}]"
    void add_stub(const std::string& action, std::string_view rest, int line) {
        std::vector<std::string> names{
            "handoff", "now", "wait", "lang", "channel", "signed_in", "proven", "guest"};
        for (const ActionSpec& known : action_specs())
            names.emplace_back(known.name);
        if (find_action_spec(action) == nullptr && action != "handoff") {
            throw Stop{
                line,
                "no directive or action is called `" + action + "`" + did_you_mean(action, names)};
        }
        Stub stub{action, {}, {}, line, false};
        const std::string how = next_word(rest);
        if (how == "fails") {
            stub.failure = next_word(rest);
            refuse_unknown_failure(action, stub.failure, line);
        } else if (how == "->") {
            stub.value = rest;
        } else if (how == "breaks") {
            stub.breaks = true;
        }
        if (stub.failure.empty() && !stub.breaks && how != "->") {
            throw Stop{
                line,
                "a stub is written `@ ACTION fails NAME`, `@ ACTION -> VALUE` or `@ ACTION "
                "breaks`"};
        }
        runner_.add(std::move(stub));
    }

    // --- comparing ------------------------------------------------------------------------------

    void compare(
        const std::vector<TurnRecord>& records, const Lines& expected, const ChatLine& cause
    ) {
        std::vector<Observed> got;
        for (const TurnRecord& record : records) {
            for (Observed& one : observe(record))
                got.push_back(std::move(one));
            remember(record);
        }
        Lines outputs;
        for (const ChatLine& line : expected) {
            if (line.kind != LineKind::holds) outputs.push_back(line);
        }
        auto lines = diff(outputs, got, captures_);
        if (!lines.empty()) {
            result_.failures.push_back({cause.line, "after " + print(cause), std::move(lines)});
            result_.rewrites.push_back(rewrite(cause, outputs, got));
        }
        for (const ChatLine& line : expected) {
            if (line.kind == LineKind::holds) check_holds(line);
        }
    }

    // Buttons and cards only where the test spoke of them, or of nothing yet.
    static Rewrite rewrite(
        const ChatLine& cause, const Lines& outputs, const std::vector<Observed>& got
    ) {
        Rewrite rewrite;
        rewrite.after = cause.line;
        for (const ChatLine& line : outputs)
            rewrite.drop.push_back(line.line);
        for (const Observed& one : got) {
            const bool spoken_of =
                outputs.empty() || std::ranges::any_of(outputs, [&](const ChatLine& line) {
                    return line.kind == one.kind;
                });
            const bool read = one.kind == LineKind::writes && !one.required
                              && std::ranges::none_of(outputs, [&](const ChatLine& line) {
                                     return speaks_of(line, one);
                                 });
            if (one.required || (spoken_of && !read)) rewrite.lines.push_back(print(one));
        }
        return rewrite;
    }

    void remember(const TurnRecord& record) {
        bool understood = false;
        for (const Event& event : record.events) {
            if (const auto* set = std::get_if<SlotSet>(&event))
                slots_[set->name] = plain(set->value);
            if (const auto* cleared = std::get_if<SlotCleared>(&event)) slots_.erase(cleared->name);
            if (const auto* meant = std::get_if<Understood>(&event)) {
                if (!understood) intents_.clear();
                understood = true;
                intents_.insert(intents_.end(), meant->intents.begin(), meant->intents.end());
            }
            if (std::holds_alternative<NotUnderstood>(event)) intents_.clear();
        }
    }

    // What no flow calls a slot would hold "none" for ever.
    void refuse_unknown_slot(const std::string& name, int line) const {
        std::vector<std::string> names{"intent", "also", "flow"};
        for (const auto& [id, flow] : script_.flows) {
            for (const flow::SlotSpec& slot : flow.slots)
                names.push_back(slot.name);
        }
        if (slots_.contains(name) || std::ranges::find(names, name) != names.end()) return;
        throw Stop{line, "no flow has a slot `" + name + "`" + did_you_mean(name, names)};
    }

    void check_holds(const ChatLine& line) {
        std::string_view value = line.text;
        const std::string what = next_word(value);
        std::string got = "none";
        refuse_unknown_slot(what, line.line);
        if (what == "intent") {
            if (!intents_.empty()) got = intents_.front();
        } else if (what == "also") {
            got.clear();
            for (std::size_t i = 1; i < intents_.size(); ++i) {
                if (intents_[i] == value) return;
                got += (i > 1 ? ", " : "") + intents_[i];
            }
            if (got.empty()) got = "none";
        } else if (what == "flow") {
            if (!talk_.state().stack.empty()) got = talk_.state().stack.back().flow;
        } else if (const auto slot = slots_.find(what); slot != slots_.end()) {
            got = slot->second;
        }
        if (fits(value, got, captures_)) return;
        result_.failures.push_back(
            {line.line,
             "",
             {{DiffLine::Side::expected, print(line)},
              {DiffLine::Side::got, "= " + what + " " + got}}}
        );
    }

    const Chat& chat_;
    const turn::Script& script_;
    Stubbed runner_;
    Talk talk_;
    const Watch& watch_;
    ChatResult result_;
    Captures captures_;
    UnixMillis now_;
    Lang lang_ = Lang::zh;
    std::string channel_ = "web";
    bool begun_ = false;
    bool spoken_ = false;
    int line_ = 0;
    std::vector<std::string> intents_;                       // of the last message
    std::map<std::string, std::string, std::less<>> slots_;  // as last set in this chat
};

}  // namespace

ChatResult run_chat(
    const Chat& chat, const turn::Script& script, ActionRunner& runner, const Watch& watch
) {
    return ChatRun(chat, script, runner, watch).run();
}

}  // namespace clerk::content
