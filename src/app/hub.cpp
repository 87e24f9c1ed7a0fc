#include "app/hub.hpp"

#include <algorithm>
#include <utility>

#include "base/limits.hpp"

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

std::optional<SessionKey> Hub::watch(SessionKey session, ConversationId conversation) {
    leave(session);
    shoppers_.emplace(session, conversation);
    std::vector<SessionKey>& all = by_conversation_[conversation];
    all.push_back(session);
    if (all.size() <= limits::sessions_per_conversation_max) return std::nullopt;
    const SessionKey oldest = all.front();
    leave(oldest);
    return oldest;
}

void Hub::join(SessionKey session, AgentRef agent) { desks_[session] = {std::move(agent), {}}; }

void Hub::look_at(SessionKey session, TicketId ticket) {
    const auto at = desks_.find(session);
    if (at != desks_.end()) at->second.looks_at = ticket;
}

void Hub::leave(SessionKey session) {
    desks_.erase(session);
    std::erase_if(polls_, [&](const LongPoll& p) { return p.from == session; });
    const auto at = shoppers_.find(session);
    if (at == shoppers_.end()) return;
    const auto all = by_conversation_.find(at->second);
    std::erase(all->second, session);
    if (all->second.empty()) by_conversation_.erase(all);
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
    for (const auto& [key, desk] : desks_) out.push_back(key);
    return out;
}

bool Hub::wait(LongPoll poll) {
    const auto same = [&](const LongPoll& p) { return p.conversation == poll.conversation; };
    const auto waiting = std::ranges::count_if(polls_, same);
    if (waiting >= static_cast<std::ptrdiff_t>(limits::sessions_per_conversation_max)) return false;
    polls_.push_back(poll);
    return true;
}

std::vector<LongPoll> Hub::waiting_on(ConversationId conversation) {
    if (polls_.empty()) return {};
    return extract(polls_, [&](const LongPoll& p) { return p.conversation == conversation; });
}

std::vector<LongPoll> Hub::expired(UnixMillis now) {
    return extract(polls_, [&](const LongPoll& p) { return p.deadline <= now; });
}

std::optional<UnixMillis> Hub::next_deadline() const {
    const auto first = std::ranges::min_element(polls_, {}, &LongPoll::deadline);
    if (first == polls_.end()) return std::nullopt;
    return first->deadline;
}

}  // namespace clerk::app
