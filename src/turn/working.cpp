#include "turn/working.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "flow/buttons.hpp"
#include "turn/apply.hpp"
#include "turn/tap.hpp"

namespace clerk::turn {
namespace {

std::string joined(const std::vector<std::string>& lines, std::string text) {
    std::string all;
    for (const std::string& line : lines) {
        if (!all.empty()) all += '\n';
        all += line;
    }
    if (!all.empty() && !text.empty()) all += '\n';
    return all + text;
}

}  // namespace

Turn::Turn(ConversationState state, const Script& script, UnixMillis now)
    : state_(std::move(state)),
      script_(script),
      now_(now),
      wording_(script),
      builtins_(state_, script, now) {}

flow::AdvanceContext Turn::context() const {
    return {builtins_, wording_, state_.lang, now_, script_.settings.offset};
}

const Frame* Turn::frame() const {
    return state_.stack.empty() ? nullptr : &state_.stack.back();
}

const flow::Flow* Turn::flow() const {
    return frame() ? script_.flow(frame()->flow) : nullptr;
}

void Turn::emit(Event event) {
    const auto* started = std::get_if<FlowStarted>(&event);
    const bool begins = started && !started->frame.intent.empty();
    const bool ends =
        std::holds_alternative<FlowEnded>(event) && frame() && !frame()->intent.empty();
    if (begins || ends) errand_over_ = ends;
    turn::apply(state_, event);
    events_.push_back(std::move(event));
}

bool Turn::overrun() const {
    return events_.size() + limits::events_to_break_down >= limits::events_per_turn_max;
}

std::string Turn::render(const flow::MessageText& text) const {
    return render(text, {});
}

std::string Turn::render(const flow::MessageText& text, const NamedValues& names) const {
    const flow::LayeredValues scope(names, builtins_);
    return flow::render(text, {scope, wording_, state_.lang, now_, script_.settings.offset});
}

std::string Turn::system_text(std::string_view name, const NamedValues& names) const {
    const flow::MessageText* text = script_.text(name);
    return text ? render(*text, names) : std::string(name);  // `check` refuses a script without it
}

std::string Turn::title_of(std::string_view flow) const {
    const flow::Flow* found = script_.flow(flow);
    if (!found) return std::string(flow);
    const flow::MessageText title{{flow::TextLine{found->title, nullptr, std::nullopt}}};
    return render(title);
}

std::string Turn::show(const Value& value) const {
    return flow::show(value, {builtins_, wording_, state_.lang, now_, script_.settings.offset});
}

const nlu::NormalText& Turn::normal_of(const std::string& words) const {
    if (message_ && message_->original == words) return message_->normal;
    const auto known = normal_.find(words);
    if (known != normal_.end()) return known->second;
    return normal_.emplace(words, script_.lexicon->normaliser().normalise(words)).first->second;
}

void Turn::lead(std::string text) {
    if (!text.empty()) leads_.push_back(std::move(text));
}

void Turn::before_question(std::string text) {
    if (!text.empty()) question_leads_.push_back(std::move(text));
}

std::string Turn::with_leads(std::string text) {
    std::string all = joined(leads_, std::move(text));
    leads_.clear();
    question_leads_.clear();
    question_words_.reset();
    return all;
}

void Turn::say(Message message) {
    message.from = From::bot;
    message.text = with_leads(std::move(message.text));
    if (message.text.size() > limits::reply_text_bytes_max) {
        message.text = utf8::prefix(message.text, limits::reply_text_bytes_max);
    }
    if (message.text.empty() && !message.card && message.buttons.empty()) return;
    emit(Said{state_.last_seq + 1, now_, std::move(message)});
}

void Turn::say(std::string text, std::vector<Button> buttons) {
    Message message;
    message.text = std::move(text);
    message.buttons = std::move(buttons);
    say(std::move(message));
}

void Turn::notify(Notice notice, std::string text, std::string name) {
    Message message;
    message.from = From::system;
    message.text = std::move(text);
    message.name = std::move(name);
    message.notice = notice;
    emit(Said{state_.last_seq + 1, now_, std::move(message)});
}

void Turn::ask(std::string text, const std::vector<Option>& options, Awaiting awaiting) {
    if (question_words_) text = *std::move(question_words_);
    const std::uint32_t mark = options.empty() ? 0 : mark_of(frame(), awaiting, text);
    std::vector<Button> buttons;
    for (const Option& option : options)
        buttons.push_back({marked(option.id, mark), option.label});
    say(joined(question_leads_, std::move(text)), std::move(buttons));
    emit(Awaits{std::move(awaiting), mark});
}

Button Turn::intent_button(std::string_view intent) const {
    return {flow::intent_button_id(intent), wording_.intent_title(intent, state_.lang)};
}

std::vector<Button> Turn::main_buttons() const {
    std::vector<Button> buttons;
    for (const std::string& intent : script_.settings.main_intents)
        buttons.push_back(intent_button(intent));
    return buttons;
}

std::vector<Button> Turn::person_button() const {
    const Intent* person = script_.role("human_agent");
    return person ? std::vector{intent_button(person->id)} : std::vector<Button>{};
}

void Turn::request(Effect effect, std::string action) {
    emit(ActionRequested{next_effect_, std::move(action), state_.turns});
    effect_ = std::move(effect);
}

void Turn::call(std::string action, NamedValues args) {
    request(CallAction{next_effect_, action, std::move(args), std::nullopt}, action);
}

void Turn::call_again(const AwaitAction& before, NamedValues args) {
    emit(ActionRequested{before.n, before.action, before.turn, before.tries + 1});
    effect_ = CallAction{before.n, before.action, std::move(args), before.turn};
}

void Turn::hand_off(HandOff what) {
    what.n = next_effect_;
    request(std::move(what), std::string(hand_off_action));
}

void Turn::flush() {
    if (!leads_.empty()) say(std::string());
}

Outcome Turn::finish() && {
    return {std::move(state_), std::move(events_), std::move(effect_)};
}

}  // namespace clerk::turn
