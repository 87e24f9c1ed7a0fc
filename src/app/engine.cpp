#include "app/engine.hpp"

#include "app/catch_up.hpp"
#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace clerk::app {
namespace {

constexpr Millis idle_wait = seconds(1);
constexpr std::int64_t retry_after_ms = 1'000;
// When many talk at once, the first message of a batch waits a moment for the others: a commit
// costs milliseconds of disk and a hundred messages' worth of work, however few it carries.
constexpr std::size_t busy_from = 4;
constexpr std::chrono::microseconds gather{200};

// The id a refusal should name, where the input had one.
std::string client_id_of(const Input& input) {
    return std::visit(
        [](const auto& i) -> std::string {
            if constexpr (requires { i.client_id; }) return i.client_id;
            return {};
        },
        input
    );
}

TicketId ticket_of(const Input& input) {
    return std::visit(
        [](const auto& i) -> TicketId {
            if constexpr (requires { i.ticket; }) return i.ticket;
            return {};
        },
        input
    );
}

Nack unavailable() {
    return {
        .code = Code::unavailable,
        .message = "it could not be stored just now: send the same again in a moment",
        .retry_after_ms = retry_after_ms};
}

}  // namespace

Engine::Engine(EngineParts parts, content::SnapshotPtr content)
    : parts_(parts),
      inbox_(limits::inbox_max),
      ids_(parts.clock, 0, parts.newest_id),
      conversations_(parts.store, parts.codec, behind_, limits::conversations_cached_max),
      heads_({parts.store, conversations_, behind_, parts.heads_behind_rows_max}),
      tickets_(parts.store, ids_, parts.chance),
      actions_(parts.store, ids_, parts.chance),
      effects_(actions_, tickets_),
      talk_(
          {parts.store,
           parts.codec,
           hub_,
           conversations_,
           effects_,
           tickets_,
           timers_,
           behind_,
           parts.metrics}
      ),
      shoppers_(
          {parts.store,
           parts.codec,
           hub_,
           conversations_,
           heads_,
           talk_,
           tickets_,
           ids_,
           parts.chance}
      ),
      desk_({parts.store, parts.codec, hub_, conversations_, talk_, tickets_}),
      content_(std::move(content)) {}

// --- any thread -------------------------------------------------------------------------------

bool Engine::submit(Envelope envelope) {
    return inbox_.push(std::move(envelope));
}

content::SnapshotPtr Engine::content() const {
    const std::lock_guard lock(content_mutex_);
    return content_;
}

void Engine::replace_content(content::SnapshotPtr content) {
    const std::lock_guard lock(content_mutex_);
    content_.swap(content);  // the old one dies outside, with the caller's copy
}

Status Engine::between_batches(std::function<Status()> work) {
    std::packaged_task<Status()> task(std::move(work));
    std::future<Status> outcome = task.get_future();
    {
        const std::lock_guard lock(other_work_mutex_);
        if (no_other_work_) return error("stopping", "the server is going away");
        other_work_.push_back(std::move(task));
    }
    inbox_.wake();
    return outcome.get();
}

void Engine::stop() {
    stopping_ = true;
    inbox_.close();
}

// --- the engine thread ------------------------------------------------------------------------

Status Engine::run() {
    const Status started = start();
    if (!started) {
        refuse_other_work();
        return started;
    }
    while (!stopping_)
        work(until_next());
    work({});  // what came in before the door closed
    refuse_other_work();
    finish();
    return done();
}

Status Engine::start() {
    const auto newest_row = catch_up(parts_.store, parts_.codec);
    if (!newest_row) return newest_row.error();
    behind_.reset(*newest_row);
    auto wakes = parts_.store.wakes();
    if (!wakes) return wakes.error();
    for (const Wake& wake : *wakes)
        timers_.set(wake);
    if (Status read = tickets_.reload(); !read) return read;
    for (const ConversationId id : tickets_.chats()) {  // the words that desks list them with
        auto found = conversations_.find(id);
        if (!found || *found == nullptr) continue;  // damage of one chat is told when it is used
        const ConversationState& state = (*found)->state;
        tickets_.note_words(id, state.last_seq, state.last_words);
    }
    return done();
}

void Engine::work(Millis wait) {
    const bool busy = wait.value > 0 && last_taken_ >= busy_from;
    std::vector<Envelope> inputs = inbox_.take(wait, busy ? gather : std::chrono::microseconds{});
    last_taken_ = inputs.size();
    parts_.metrics.set(telemetry::Gauge::inbox, static_cast<double>(inputs.size()));
    const std::span<Envelope> all(inputs);
    for (std::size_t at = 0; at < all.size(); at += limits::batch_max) {
        process(all.subspan(at, std::min(limits::batch_max, all.size() - at)), at == 0);
    }
    if (all.empty()) {
        process({}, true);
        recover_if_ill();
        if (wait >= idle_wait) write_idle_heads();
    }
    do_other_work();
    parts_.store.checkpoint_if_due(inbox_.empty());
    conversations_.trim(parts_.clock.now());
}

void Engine::do_other_work() {
    std::vector<std::packaged_task<Status()>> tasks;
    {
        const std::lock_guard lock(other_work_mutex_);
        tasks.swap(other_work_);
    }
    for (std::packaged_task<Status()>& task : tasks)
        task();
}

// What was handed in before is done, nothing after it.
void Engine::refuse_other_work() {
    {
        const std::lock_guard lock(other_work_mutex_);
        no_other_work_ = true;
    }
    do_other_work();
}

// A still shop's heads are not left behind for days.
void Engine::write_idle_heads() {
    if (!healthy_) return;
    const Status written = heads_.write_some(limits::heads_at_once_max);
    if (written) return;
    telemetry::log(
        telemetry::Level::error, "heads_not_written", {{"what", written.error().message}}
    );
}

// What cannot be written the next start folds from the journal.
void Engine::finish() {
    while (behind_.size() > 0) {
        const std::size_t before = behind_.size();
        write_idle_heads();
        if (behind_.size() == before) return;
    }
}

Millis Engine::until_next() {
    const UnixMillis now = parts_.clock.now();
    Millis wait = idle_wait;
    for (const auto& due : {timers_.next(), hub_.next_deadline()}) {
        if (due) wait = std::clamp(*due - now, Millis{0}, wait);
    }
    return wait;
}

void Engine::process(std::span<Envelope> inputs, bool with_timers) {
    if (attempt(inputs, with_timers)) return;
    if (inputs.size() <= 1) return refuse_all(inputs);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const auto one = inputs.subspan(i, 1);
        if (!attempt(one, false)) refuse_all(one);
    }
}

bool Engine::attempt(std::span<Envelope> inputs, bool with_timers) {
    const UnixMillis began = parts_.clock.now();
    const bool nothing_due = !with_timers || until_next().value > 0;
    if (inputs.empty() && nothing_due) return true;
    Batch batch{.content = content(), .now = began};
    hub_.begin();
    timers_.begin();
    behind_.begin();
    try {
        must(parts_.store.begin());
        if (tickets_.stale()) must(tickets_.reload());
        if (with_timers) fire_timers(batch);
        for (Envelope& envelope : inputs)
            handle(envelope, batch);
        desk_.tell_changes(batch);
        heads_.write_due(batch);
        must(parts_.store.commit());
    } catch (const std::exception& failure) {
        telemetry::log(telemetry::Level::error, "batch_failed", {{"what", failure.what()}});
        give_up(batch);
        return false;
    }
    healthy_ = true;
    deliver(batch);
    const Millis took = parts_.clock.now() - began;
    parts_.metrics.count(telemetry::Counter::batches);
    const double size = static_cast<double>(inputs.size());
    parts_.metrics.observe(telemetry::Histogram::batch_size, size);
    const double took_s = static_cast<double>(took.value) / 1'000.0;
    parts_.metrics.observe(telemetry::Histogram::batch_seconds, took_s);
    return true;
}

void Engine::handle(Envelope& envelope, Batch& batch) {
    const SessionKey from = envelope.from;
    batch.now = parts_.clock.now();
    std::visit(
        overloaded{
            [&](const Hello& i) { shoppers_.hello(from, i, batch); },
            [&](Send& i) {
                const ConversationId spoken_in = shoppers_.send(from, i, batch);
                if (spoken_in) desk_.shopper_spoke(spoken_in, batch);
            },
            [&](const Pull& i) { shoppers_.pull(from, i, batch); },
            [&](const Typing& i) {
                if (hub_.agent_of(from)) return desk_.typing(from, i, batch);
                shoppers_.typing(from, i, batch);
            },
            [&](const SetLang& i) { shoppers_.set_lang(from, i, batch); },
            [&](const DeskHello& i) { desk_.hello(from, i, batch); },
            [&](const DeskOpen& i) { desk_.open(from, i, batch); },
            [&](const DeskClaim& i) { desk_.claim(from, i, batch); },
            [&](const DeskReply& i) { desk_.reply(from, i, batch); },
            [&](const DeskNote& i) { desk_.note(from, i, batch); },
            [&](const DeskRelease& i) { desk_.release(from, i, batch); },
            [&](const DeskPull& i) { desk_.pull(from, i, batch); },
            [&](const Gone&) {
                hub_.leave(from);
                shoppers_.gone(from);
            }},
        envelope.input
    );
}

void Engine::fire_timers(Batch& batch) {
    batch.fired = timers_.due(batch.now);
    for (const Wake& wake : batch.fired) {
        Conversation* conversation = must(conversations_.find(wake.conversation));
        if (!conversation || conversation->state.version != wake.version) continue;  // late
        talk_.take(*conversation, turn::Woken{wake.version}, {}, std::nullopt, batch);
    }
    for (const LongPoll& poll : hub_.expired(batch.now)) {
        Conversation* conversation = must(conversations_.find(poll.conversation));
        if (!conversation) continue;
        batch.polls_due.push_back(poll.from);
        batch.send(
            poll.from,
            events_page(talk_, parts_.codec, tickets_, *conversation, poll.after, poll.max)
        );
    }
}

// Nothing of the batch happened: whatever the caches hold of it is dropped and read anew, and who
// listens is who did before.
void Engine::give_up(const Batch& batch) {
    parts_.store.rollback();
    hub_.rollback();
    timers_.rollback();
    behind_.rollback();
    desk_.forget_told();
    parts_.metrics.count(telemetry::Counter::commits_failed);
    healthy_ = false;
    parts_.metrics.set(telemetry::Gauge::healthy, 0);
    for (const ConversationId id : batch.touched)
        conversations_.forget(id);
    for (const Wake& wake : batch.fired) {
        timers_.set({wake.conversation, parts_.clock.now() + idle_wait, wake.version});
    }
    Batch refusals;
    for (const SessionKey poll : batch.polls_due) {
        hub_.leave(poll);
        refusals.refuse(poll, parts_.codec, unavailable());
    }
    if (!refusals.deliveries.empty()) parts_.outlet.deliver(std::move(refusals.deliveries));
    const Status reloaded = tickets_.reload();
    if (!reloaded) {
        telemetry::log(
            telemetry::Level::error, "tickets_not_read", {{"what", reloaded.error().message}}
        );
    }
}

void Engine::refuse_all(std::span<const Envelope> inputs) {
    Batch refusals;
    for (const Envelope& envelope : inputs) {
        if (std::holds_alternative<Gone>(envelope.input)) {
            hub_.leave(envelope.from);
            shoppers_.gone(envelope.from);
            continue;
        }
        Nack nack = unavailable();
        nack.client_id = client_id_of(envelope.input);
        nack.ticket = ticket_of(envelope.input);
        refusals.refuse(envelope.from, parts_.codec, nack);
        // A socket says hello once: it must come again.
        const Hello* hello = std::get_if<Hello>(&envelope.input);
        const bool greets = std::holds_alternative<DeskHello>(envelope.input);
        if (greets || (hello && hello->watch)) refusals.close(envelope.from, 1013);
    }
    parts_.outlet.deliver(std::move(refusals.deliveries));
}

void Engine::deliver(Batch& batch) {
    parts_.metrics.set(telemetry::Gauge::healthy, 1);
    parts_.metrics.set(
        telemetry::Gauge::conversations_cached, static_cast<double>(conversations_.size())
    );
    const auto waiting = static_cast<double>(tickets_.waiting());
    parts_.metrics.set(telemetry::Gauge::tickets_queued, waiting);
    if (!batch.deliveries.empty()) parts_.outlet.deliver(std::move(batch.deliveries));
}

// Nobody may write while we are not ready, so we must try ourselves.
void Engine::recover_if_ill() {
    if (healthy_) return;
    const Status probed = parts_.store.probe();
    if (!probed) return;
    healthy_ = true;
    parts_.metrics.set(telemetry::Gauge::healthy, 1);
    telemetry::log(telemetry::Level::info, "writing_works_again");
}

}  // namespace clerk::app
