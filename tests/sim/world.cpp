#include "sim/world.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "sim/agent.hpp"
#include "sim/intruder.hpp"
#include "sim/shopper.hpp"
#include "sim/stop.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace clerk::sim {
namespace {

namespace fs = std::filesystem;

constexpr int quiet_rounds_max = 60;
constexpr const char* file_name = "shop.db";

// In memory where there is such a place: thousands of commits wait for no disk.
fs::path make_folder() {
    const fs::path memory = "/dev/shm";
    const fs::path base = fs::exists(memory) ? memory : fs::temp_directory_path();
    std::string name = (base / "clerk-sim-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) stop("no folder: " + name);
    return name;
}

// A run has some hundred rows: heads that come with each, that lag a little, and that only a start
// or an end writes.
std::int64_t heads_behind_rows_max(const Plan& plan) {
    if (plan.heads_behind_rows_max >= 0) return plan.heads_behind_rows_max;
    constexpr std::int64_t kinds[] = {0, 5, 40, limits::heads_behind_rows_max};
    return kinds[plan.seed % std::size(kinds)];
}

}  // namespace

World::World(Plan plan)
    : plan_(std::move(plan)),
      random_(plan_.seed),
      folder_(make_folder()),
      chance_(random_.fork()),
      contents_(shop_contents()),
      trace_(fnv1a_seed) {
    clock_.at = opening;
    start();
    for (int i = 0; i < plan_.shoppers; ++i) {
        clients_.push_back(std::make_unique<Shopper>(*this, i, random_.fork()));
    }
    for (int i = 1; i <= plan_.agents; ++i) {
        clients_.push_back(std::make_unique<Agent>(*this, i, random_.fork()));
    }
    clients_.push_back(std::make_unique<Intruder>(*this, random_.fork()));
}

World::~World() {
    engine_.reset();
    store_.reset();
    broken_store_.reset();
    database_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string World::file() const {
    return (folder_ / std::to_string(life_) / file_name).string();
}

// --- the server's life ------------------------------------------------------------------------

void World::start() {
    const bool first = life_ == 0;
    const fs::path before = folder_ / std::to_string(life_);
    const fs::path now = folder_ / std::to_string(++life_);
    fs::create_directory(now);
    if (!first) {
        for (const auto& part : fs::directory_iterator(before)) {
            if (part.path().extension() != ".db-shm") fs::copy(part, now / part.path().filename());
        }
    }
    database_.reset();
    if (!first) fs::remove_all(before);
    database_ = must(store::Database::open(file()), "opening the shop's file");
    if (first) fill_shop(*database_);
    app::Store* store = database_.get();
    if (plan_.sabotage.store) broken_store_ = plan_.sabotage.store(*store);
    if (broken_store_) store = broken_store_.get();
    store_ = std::make_unique<FaultyStore>(*store, faults_);
    app::Outlet* outlet = this;
    if (plan_.sabotage.outlet) broken_outlet_ = plan_.sabotage.outlet(*outlet);
    if (broken_outlet_) outlet = broken_outlet_.get();
    app::EngineParts parts{*store_, codec_, *outlet, clock_, chance_, metrics_};
    parts.heads_behind_rows_max = heads_behind_rows_max(plan_);
    engine_ = std::make_unique<app::Engine>(parts, contents_[content_]);
    must(engine_->start(), "starting the engine");
}

// A crash takes the file as it is, with the transaction that was open; a restart is asked for.
void World::restart(bool crashed) {
    ++(crashed ? figures_.crashes : figures_.restarts);
    faults_.calm();
    full_steps_ = 0;
    if (!crashed) engine_->finish();
    engine_.reset();
    store_.reset();
    broken_store_.reset();
    if (!crashed) database_.reset();
    std::map<app::SessionKey, Line> broken;
    broken.swap(lines_);
    for (const auto& [key, line] : broken)
        line.client->closed(key);
    start();
}

// --- for clients ------------------------------------------------------------------------------

void Client::hang_up(app::SessionKey key) {
    world_.hang_up(key);
    closed(key);
}

app::SessionKey World::open(Client& client) {
    const app::SessionKey key{static_cast<std::uint32_t>(next_line_ % 2), ++next_line_};
    lines_[key].client = &client;
    return key;
}

void World::hang_up(app::SessionKey key) {
    if (lines_.erase(key) == 0) return;
    ++figures_.cuts;
    submit(key, app::Gone{});
}

void World::submit(app::SessionKey key, app::Input input) {
    ++figures_.inputs;
    if (!engine_->submit({key, std::move(input)})) stop("the inbox is full");
}

nlu::Understanding World::understand(const std::string& text) {
    const bool stale = random_.chance(0.05);
    const auto& content = stale ? random_.of(contents_) : engine_->content();
    return content->script.lexicon->understand(text);
}

ConversationId World::anybodys(Random& random) const {
    std::set<ConversationId> known;
    for (const Entry& entry : journal_) {
        if (entry.kind == Kind::conversation) known.insert(entry.conversation);
    }
    if (known.empty()) return {};
    const std::vector<ConversationId> list(known.begin(), known.end());
    return random.of(list);
}

TicketId World::any_ticket(Random& random) const {
    std::vector<TicketId> known;
    for (const Entry& entry : journal_) {
        if (entry.kind == Kind::claim) known.push_back(entry.ticket);
    }
    return known.empty() ? TicketId{} : random.of(known);
}

// --- the network ------------------------------------------------------------------------------

void World::trace(std::string_view bytes) {
    trace_ = fnv1a(bytes, trace_);
}

void World::deliver(std::vector<app::Delivery> deliveries) {
    for (app::Delivery& one : deliveries) {
        ++figures_.frames;
        trace(std::to_string(one.to.thread) + "/" + std::to_string(one.to.id));
        if (one.frame) trace(*one.frame);
        trace(std::to_string(one.close));
        const auto line = lines_.find(one.to);
        if (line != lines_.end()) line->second.coming.push_back(std::move(one));
    }
}

// Everything that came on each line, or nothing yet; now and then the line breaks under it.
void World::arrivals(double promptness) {
    std::vector<app::SessionKey> keys;
    for (const auto& [key, line] : lines_) {
        if (!line.coming.empty()) keys.push_back(key);
    }
    for (const app::SessionKey key : keys) {
        if (random_.chance(promptness)) arrive(key);
    }
}

void World::arrive(app::SessionKey key) {
    for (;;) {
        const auto line = lines_.find(key);  // a client may hang up on what it hears
        if (line == lines_.end() || line->second.coming.empty()) return;
        Client& client = *line->second.client;
        if (!calm_ && random_.chance(0.004)) {
            hang_up(key);
            client.closed(key);
            return;
        }
        const app::Delivery one = std::move(line->second.coming.front());
        line->second.coming.pop_front();
        if (one.frame) client.received(key, *one.frame);
        if (one.close != 0) {
            hang_up(key);
            client.closed(key);
            return;
        }
    }
}

// --- a run ------------------------------------------------------------------------------------

void World::pass_time() {
    clock_.at = clock_.at + Millis{random_.between(1, 3'000)};
    if (random_.chance(0.02)) clock_.at = clock_.at + minutes(random_.between(1, 45));
    if (random_.chance(0.004)) clock_.at = clock_.at + days(1);
    if (random_.chance(0.004)) clock_.at = clock_.at - hours(2);
}

void World::arm_fault() {
    if (full_steps_ > 0 && --full_steps_ == 0) faults_.disk_full(false);
    if (!plan_.faults) return;
    if (random_.chance(0.01)) {
        full_steps_ = static_cast<int>(random_.between(1, 4));
        faults_.disk_full(true);
    }
    if (!random_.chance(0.12)) return;
    const bool crash = random_.chance(0.3);
    const bool after = random_.chance(0.5);
    const auto what = !crash ? Faults::What::refuse
                             : (after ? Faults::What::crash_after : Faults::What::crash_before);
    faults_.strike(random_.below(40), what);
}

void World::work() {
    ++figures_.batches;
    const std::uint64_t before = faults_.struck();
    try {
        engine_->work({});
    } catch (const Crash&) {
        restart(true);
    }
    figures_.struck += faults_.struck() - before;
}

void World::step() {
    const std::uint64_t acting = 1 + random_.below(clients_.size());
    for (std::uint64_t i = 0; i < acting; ++i)
        random_.of(clients_)->act();
    pass_time();
    if (random_.chance(0.03)) {
        ++figures_.reloads;
        content_ = static_cast<std::size_t>(random_.below(contents_.size()));
        engine_->replace_content(contents_[content_]);
    }
    if (random_.chance(0.15)) return;  // the engine is slow: the batch grows
    arm_fault();
    work();
    arrivals(0.8);
    if (random_.chance(0.01)) restart(false);
}

void World::run() {
    for (int i = 0; i < plan_.steps; ++i)
        step();
    settle();
    if (plan_.seed % 3 != 0) engine_->finish();  // else the file is as a kill would leave it
    engine_.reset();
    store_.reset();
    broken_store_.reset();
    database_.reset();
}

// No more faults: whoever waits must be answered, and every timer that was set must fire.
void World::settle() {
    calm_ = true;
    faults_.calm();
    faults_.disk_full(false);
    bool all_finished = false;
    for (int round = 0; round < quiet_rounds_max && !all_finished; ++round) {
        clock_.at = clock_.at + minutes(3);
        work();
        arrivals(1);
        all_finished = true;
        for (const auto& client : clients_)
            all_finished = client->finish() && all_finished;
    }
    if (!all_finished) note({.kind = Kind::wrong, .text = "somebody is never answered"});
    for (int i = 0; i < 4; ++i) {  // far beyond every silence, nudge and close
        clock_.at = clock_.at + days(1);
        work();
        work();
        arrivals(1);
    }
}

}  // namespace clerk::sim
