#include "sim/shopper.hpp"

#include "base/limits.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace clerk::sim {
namespace {

const std::vector<std::string>& openers() {
    static const std::vector<std::string> all{
        "我要退货",
        "退货",
        "我要投诉",
        "投诉",
        "我的订单到哪了",
        "查一下积分",
        "转人工",
        "人工客服",
        "你好",
        "谢谢",
        "取消",
        "算了",
        "不是这个",
        "重新来",
        "再说一遍",
        "为什么要这个",
        "查订单顺便看看积分",
        "想退货，然后投诉送货太慢",
        "asdfgh",
        "？？？",
        "I want to return it",
        "where is my order",
        "我要退7700000001那台电视，坏了",
        "换货",
        "催一下发货",
        "好的",
        "不要",
        "第一个",
        "2",
        "帮我查一下订单 7700000002 到哪了",
        "\xE2\x80\x8B🙂"};
    return all;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

Shopper::Shopper(World& world, int n, Random random)
    : Client(world, "shopper-" + std::to_string(n), random), customer_(n) {}

void Shopper::wrong(std::string text) {
    world_.note(
        {.kind = Kind::wrong,
         .client = name_,
         .conversation = conversation_,
         .text = name_ + ": " + std::move(text)}
    );
}

void Shopper::entry(Kind kind, const Message& message, std::uint64_t seq, std::int64_t at) {
    world_.note(
        {.kind = kind,
         .client = name_,
         .conversation = conversation_,
         .id = message.id,
         .text = message.text,
         .choice = message.choice,
         .seq = seq,
         .at = at}
    );
}

// --- what they do -----------------------------------------------------------------------------

void Shopper::act() {
    forget_answered();
    if (!line_) return random_.chance(0.7) ? connect() : void();
    if (!lines_.at(*line_).welcomed) {
        if (random_.chance(0.05)) {
            hang_up(*line_);
        }
        return;
    }
    if (random_.chance(0.04)) return misbehave();
    if (open_) return random_.chance(0.3) ? repeat() : void();
    if (random_.chance(0.02)) return start_over();
    if (random_.chance(0.06)) return open_tab();
    if (random_.chance(0.06)) return send_by_request();
    if (random_.chance(0.06)) return poll();
    say_something();
}

void Shopper::hang_up_others() {
    for (const auto& [key, line] : std::map(lines_)) {
        if (key != line_) hang_up(key);
    }
}

// A connection lives on for a while, so that a second answer would be noticed.
void Shopper::forget_answered() {
    for (const auto& [key, request] : std::map(requests_)) {
        if (request.answered && random_.chance(0.1)) hang_up(key);
    }
}

void Shopper::misbehave() {
    switch (random_.below(5)) {
        case 0:
            return hang_up(*line_);
        case 1:
            return world_.submit(
                *line_, app::SetLang{.lang = random_.chance(0.5) ? Lang::en : Lang::zh}
            );
        case 2:
            return world_.submit(*line_, app::Typing{.on = random_.chance(0.5)});
        case 3:
            return world_.submit(*line_, app::Pull{.after = random_.below(10)});
        default:
            return connect_as_customer(random_.chance(0.5));
    }
}

void Shopper::connect() {
    if (secret_.empty() && random_.chance(0.2)) return connect_as_customer(false);
    line_ = world_.open(*this);
    Line& line = lines_[*line_];
    line.secret = secret_;
    app::Hello hello{.session = secret_, .address = "10.0.0." + std::to_string(customer_)};
    if (!secret_.empty()) {
        hello.conversation = conversation_;
        hello.last_seq = events_.empty() ? 0 : events_.rbegin()->first;
        line.newest = hello.last_seq;
    } else if (random_.chance(0.2)) {
        hello.lang = Lang::en;
    }
    world_.submit(*line_, std::move(hello));
}

// Signs in: alone, or the conversation that is under way. Either way the session is a new one.
void Shopper::connect_as_customer(bool with_session) {
    if (line_) hang_up(*line_);
    line_ = world_.open(*this);
    Line& line = lines_[*line_];
    line.signing_in = true;
    app::Hello hello;
    const std::string nonce = name_ + "/" + std::to_string(++next_nonce_);
    hello.claim =
        app::SignInClaim{"c-" + std::to_string(customer_), nonce, world_.now() + minutes(5)};
    if (with_session) hello.session = line.secret = secret_;
    secret_may_be_old_ = true;
    world_.submit(*line_, std::move(hello));
}

void Shopper::open_tab() {
    const app::SessionKey key = world_.open(*this);
    Line& line = lines_[key];
    line.secret = secret_;
    line.newest = random_.below(3);
    world_.submit(key, app::Hello{.session = secret_, .last_seq = line.newest});
}

void Shopper::start_over() {
    for (const auto& [key, line] : std::map(lines_))
        hang_up(key);
    secret_.clear();
    secret_may_be_old_ = false;
    conversation_ = {};
    events_.clear();
    open_.reset();
    last_text_.clear();
    buttons_.clear();
}

std::string Shopper::answer_to(const std::string& question) {
    const std::vector<OwnOrder> own = orders_of(customer_);
    const OwnOrder& order = random_.of(own);
    if (holds(question, "后四位") || holds(question, "last four")) {
        return random_.chance(0.85) ? own[0].tail : "0000";
    }
    if (holds(question, "订单号") || holds(question, "order number")) return order.no;
    if (holds(question, "哪一件") || holds(question, "退哪件"))
        return random_.chance(0.5) ? "1" : "电视";
    if (holds(question, "原因") || holds(question, "reason")) return "坏了";
    if (holds(question, "确认") || holds(question, "go ahead")) return "是的";
    if (holds(question, "发生了什么"))
        return "送货太慢了，等了" + std::to_string(random_.below(9)) + "天";
    if (holds(question, "影响有多大")) return "很严重";
    return random_.of(openers());
}

Shopper::Message Shopper::next_message() {
    Message message;
    message.id = new_id();
    if (!buttons_.empty() && random_.chance(0.45)) {
        std::tie(message.choice, message.text) = random_.of(buttons_);
        return message;
    }
    message.text = random_.chance(0.75) ? answer_to(last_text_) : random_.of(openers());
    return message;
}

app::Send Shopper::as_send(const Message& message) {
    return {
        .client_id = message.id,
        .text = message.text,
        .choice = message.choice,
        .understanding = world_.understand(message.text)};
}

void Shopper::say_something() {
    say(next_message());
}

void Shopper::say(Message message) {
    open_ = std::move(message);
    entry(Kind::send, *open_);
    world_.submit(*line_, as_send(*open_));
    if (random_.chance(0.05)) world_.submit(*line_, as_send(*open_));  // twice in one batch
}

void Shopper::repeat() {
    world_.submit(*line_, as_send(*open_));
}

void Shopper::send_by_request() {
    if (secret_.empty() || secret_may_be_old_) return;
    open_ = next_message();
    entry(Kind::send, *open_);
    const app::SessionKey key = world_.open(*this);
    requests_[key] = {conversation_, secret_};
    app::Send send = as_send(*open_);
    send.session = secret_;
    send.conversation = conversation_;
    world_.submit(key, std::move(send));
}

void Shopper::poll() {
    if (secret_.empty() || secret_may_be_old_) return;
    const app::SessionKey key = world_.open(*this);
    const std::int64_t wait = random_.chance(0.5) ? 10'000 : 0;
    requests_[key] = {conversation_, secret_};
    const std::uint64_t newest = events_.empty() ? 0 : events_.rbegin()->first;
    world_.submit(
        key,
        app::Pull{
            .session = secret_,
            .conversation = conversation_,
            .after = random_.chance(0.5) ? newest : random_.below(newest + 1),
            .page = true,
            .wait_ms = wait}
    );
}

// --- what comes -------------------------------------------------------------------------------

void Shopper::received(app::SessionKey key, const std::string& frame) {
    const Json json = Json::parse(frame);
    if (requests_.contains(key)) return on_answer(key, json);
    if (!lines_.contains(key)) return wrong("told something on a line that is closed: " + frame);
    const std::string verb = json.at("verb");
    if (verb == "welcome") return on_welcome(key, json);
    if (verb == "event") return on_event(key, json, frame);
    if (verb == "nack") return on_nack(key, json);
    if (verb != "ack") return;
    on_ack(json);
    has_come(key, json.at("seq"));
}

void Shopper::closed(app::SessionKey key) {
    lines_.erase(key);
    requests_.erase(key);
    if (line_ == key) line_.reset();
}

void Shopper::on_welcome(app::SessionKey key, const Json& json) {
    Line& line = lines_.at(key);
    if (line.welcomed) return wrong("welcomed twice");
    line.welcomed = true;
    line.conversation = *parse_id<ConversationTag>(json.at("conversation").get<std::string>());
    line.backlog = json.at("seq");
    if (line_ != key) {
        if (line.conversation != conversation_) wrong("a tab was welcomed to another's chat");
        return;
    }
    if (line.conversation != conversation_) {
        if (!secret_.empty() && !line.signing_in) wrong("welcomed to another conversation");
        hang_up_others();
        open_.reset();  // said elsewhere: it stays unacknowledged
        events_.clear();
        conversation_ = line.conversation;
        world_.note({.kind = Kind::conversation, .client = name_, .conversation = conversation_});
    }
    if (json.contains("session")) {
        secret_ = json.at("session");
        secret_may_be_old_ = false;
    }
}

// On an open line nothing is left out: what comes is known already or the very next.
void Shopper::has_come(app::SessionKey key, std::uint64_t seq) {
    const auto at = lines_.find(key);
    if (at == lines_.end()) return;
    Line& line = at->second;
    const bool too_much = line.backlog > line.newest + limits::pull_events_max;
    if (seq == line.newest + 1 || (too_much && seq > line.newest)) {
        line.newest = seq;
    } else if (seq > line.newest) {
        wrong("seq " + std::to_string(seq) + " came after " + std::to_string(line.newest));
        line.newest = seq;
    }
}

void Shopper::keep(const Json& json, const std::string& frame) {
    const std::uint64_t seq = json.at("seq");
    world_.note(
        {.kind = Kind::shown,
         .client = name_,
         .conversation = conversation_,
         .seq = seq,
         .frame = frame}
    );
    if (seq > (events_.empty() ? 0 : events_.rbegin()->first)) {
        const std::string from = json.at("from");
        if (from == "bot") {
            last_text_ = json.value("text", "");
            buttons_.clear();
            for (const Json& button : json.value("buttons", Json::array())) {
                buttons_.emplace_back(button.at("id"), button.at("label"));
            }
        }
    }
    events_.emplace(seq, frame);
}

void Shopper::on_event(app::SessionKey key, const Json& json, const std::string& frame) {
    if (lines_.at(key).conversation != conversation_) {
        const Line& line = lines_.at(key);
        return wrong(line.welcomed ? "an event of another chat" : "an event before the welcome");
    }
    keep(json, frame);
    has_come(key, json.at("seq"));
}

void Shopper::on_ack(const Json& json) {
    const std::string id = json.at("id");
    Message message{id, "", ""};
    entry(Kind::ack, message, json.at("seq"), json.at("at"));
    if (open_ && open_->id == id) {
        // The ack stands for the event, which does not come.
        events_.emplace(json.at("seq").get<std::uint64_t>(), "");
        open_.reset();
    }
}

void Shopper::on_nack(app::SessionKey key, const Json& json) {
    const std::string code = json.at("code");
    if (code == "unavailable" || code == "busy") return;  // the same again, later
    if (code == "conversation_full") return start_over();
    const Line line = lines_.at(key);
    if (!line.welcomed && (code == "not_found" || code == "unauthorized")) {
        const bool in_force = line.secret == secret_ && !secret_may_be_old_;
        if (in_force) wrong("the session is gone: " + json.dump());
        const bool speaks = line_ == key;
        hang_up(key);
        if (speaks) start_over();
        return;
    }
    wrong("refused: " + json.dump());
}

void Shopper::on_answer(app::SessionKey key, const Json& json) {
    Request& request = requests_.at(key);
    if (request.answered) return wrong("a request was answered again: " + json.dump());
    request.answered = true;
    const bool here = request.conversation == conversation_;
    if (json.contains("events")) {
        if (!here) return;
        for (const Json& event : json.at("events"))
            keep(event, event.dump());
        return;
    }
    const std::string verb = json.at("verb");
    if (verb == "ack") return here ? on_ack(json) : void();
    if (verb != "nack") return wrong("a request was answered with another's frame: " + json.dump());
    if (json.at("code") == "unavailable") return;
    const bool in_force = here && request.secret == secret_ && !secret_may_be_old_;
    if (in_force) wrong("a request was answered " + json.dump());
}

// --- the end ----------------------------------------------------------------------------------

bool Shopper::finish() {
    if (!line_) {
        connect();
        return false;
    }
    if (!lines_.at(*line_).welcomed) return false;
    if (open_) {
        repeat();
        return false;
    }
    return std::ranges::all_of(requests_, [](const auto& one) { return one.second.answered; });
}

}  // namespace clerk::sim
