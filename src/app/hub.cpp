#include "app/hub.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

// Moves the polls that satisfy `chosen` out of `from`.
template <class Chosen>
std::vector<LongPoll> extract(std::vector<LongPoll>& from, Chosen chosen) {
    const auto cut = std::stable_partition(from.begin(), from.end(), std::not_fn(chosen));
    std::vector<LongPoll> out(std::make_move_iterator(cut), std::make_move_iterator(from.end()));
    from.erase(cut, from.end());
    return out;
}

}  // namespace

void Hub::begin() {
    undo_.clear();
}

void Hub::rollback() {
    // What is undone by doing something writes into an empty list.
    const auto undo = std::exchange(undo_, {});
    for (auto last = undo.rbegin(); last != undo.rend(); ++last)
        (*last)();
    undo_.clear();
}

std::optional<SessionKey> Hub::watch(SessionKey session, ConversationId conversation) {
    leave(session);
    change([this, session] { leave_shopper(session); });
    shoppers_.emplace(session, conversation);
    std::vector<SessionKey>& all = by_conversation_[conversation];
    all.push_back(session);
    if (all.size() <= limits::sessions_per_conversation_max) return std::nullopt;
    const SessionKey oldest = all.front();
    leave(oldest);
    return oldest;
}

void Hub::join(SessionKey session, AgentRef agent) {
    leave_desk(session);
    change([this, session] { desks_.erase(session); });
    desks_[session] = {std::move(agent), {}};
}

void Hub::look_at(SessionKey session, TicketId ticket) {
    const auto at = desks_.find(session);
    if (at == desks_.end()) return;
    change([this, session, before = at->second.looks_at] { desks_[session].looks_at = before; });
    at->second.looks_at = ticket;
}

void Hub::leave(SessionKey session) {
    leave_desk(session);
    (void)take_polls([&](const LongPoll& p) { return p.from == session; });
    leave_shopper(session);
}

void Hub::leave_desk(SessionKey session) {
    const auto at = desks_.find(session);
    if (at == desks_.end()) return;
    change([this, session, desk = at->second] { desks_[session] = desk; });
    desks_.erase(at);
}

void Hub::leave_shopper(SessionKey session) {
    const auto at = shoppers_.find(session);
    if (at == shoppers_.end()) return;
    const ConversationId id = at->second;
    std::vector<SessionKey>& all = by_conversation_[id];
    change([this, session, id, before = all] {
        shoppers_.emplace(session, id);
        by_conversation_[id] = before;
    });
    std::erase(all, session);
    if (all.empty()) by_conversation_.erase(id);
    shoppers_.erase(at);
}

ConversationId Hub::conversation_of(SessionKey session) const {
    const auto at = shoppers_.find(session);
    return at == shoppers_.end() ? ConversationId{} : at->second;
}

const AgentRef* Hub::agent_of(SessionKey session) const {
    const auto at = desks_.find(session);
    return at == desks_.end() ? nullptr : &at->second.agent;
}

std::span<const SessionKey> Hub::watchers(ConversationId conversation) const {
    const auto at = by_conversation_.find(conversation);
    if (at == by_conversation_.end()) return {};
    return at->second;
}

std::vector<SessionKey> Hub::desks_for(AgentId agent, TicketId ticket) const {
    std::vector<SessionKey> out;
    for (const auto& [key, desk] : desks_) {
        if ((agent && desk.agent.id == agent) || desk.looks_at == ticket) out.push_back(key);
    }
    return out;
}

std::vector<SessionKey> Hub::all_desks() const {
    std::vector<SessionKey> out;
    out.reserve(desks_.size());
    for (const auto& [key, desk] : desks_)
        out.push_back(key);
    return out;
}

bool Hub::wait(LongPoll poll) {
    const auto same = [&](const LongPoll& p) {
        return p.conversation == poll.conversation;
    };
    const auto waiting = std::ranges::count_if(polls_, same);
    if (waiting >= static_cast<std::ptrdiff_t>(limits::sessions_per_conversation_max)) return false;
    change([this, poll] { polls_.erase(std::ranges::find(polls_, poll)); });
    polls_.push_back(poll);
    return true;
}

std::vector<LongPoll> Hub::waiting_on(ConversationId conversation) {
    if (polls_.empty()) return {};
    return take_polls([&](const LongPoll& p) { return p.conversation == conversation; });
}

std::vector<LongPoll> Hub::expired(UnixMillis now) {
    return take_polls([&](const LongPoll& p) { return p.deadline <= now; });
}

std::vector<LongPoll> Hub::take_polls(const std::function<bool(const LongPoll&)>& chosen) {
    std::vector<LongPoll> taken = extract(polls_, chosen);
    if (taken.empty()) return taken;
    change([this, taken] { polls_.insert(polls_.end(), taken.begin(), taken.end()); });
    return taken;
}

std::optional<UnixMillis> Hub::next_deadline() const {
    const auto first = std::ranges::min_element(polls_, {}, &LongPoll::deadline);
    if (first == polls_.end()) return std::nullopt;
    return first->deadline;
}

}  // namespace clerk::app
