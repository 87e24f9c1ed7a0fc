#include "access/agent_sessions.hpp"

#include "access/tokens.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace clerk::access {

AgentSessions::Opened AgentSessions::open(AgentId agent, std::string name, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    make_room(agent);
    Opened opened;
    opened.secret = new_secret(chance_);
    opened.session = {agent, std::move(name), new_secret(chance_), digest(opened.secret)};
    sessions_[opened.session.digest] = {opened.session, now_ms, now_ms};
    return opened;
}

std::optional<SignedIn> AgentSessions::find(std::string_view secret, std::int64_t now_ms) {
    if (secret.empty() || secret.size() > limits::session_secret_bytes_max) return std::nullopt;
    const std::string key = digest(secret);
    const std::lock_guard lock(mutex_);
    Session* session = live(key, now_ms);
    if (session == nullptr) return std::nullopt;
    session->used_ms = now_ms;
    return session->who;
}

bool AgentSessions::alive(const std::string& digest, bool used, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    Session* session = live(digest, now_ms);
    if (session != nullptr && used) session->used_ms = now_ms;
    return session != nullptr;
}

void AgentSessions::end(const std::string& digest) {
    const std::lock_guard lock(mutex_);
    drop(digest);
}

void AgentSessions::end_all_of(AgentId agent) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> theirs;
    for (const auto& [key, session] : sessions_) {
        if (session.who.agent == agent) theirs.push_back(key);
    }
    for (const std::string& key : theirs)
        drop(key);
}

std::string AgentSessions::new_pass(const std::string& session, std::int64_t now_ms) {
    std::string pass = new_secret(chance_);
    const std::lock_guard lock(mutex_);
    std::erase_if(passes_, [&](const auto& entry) {
        return entry.second.until_ms <= now_ms || entry.second.session == session;
    });
    passes_[digest(pass)] = {session, now_ms + limits::pass_life_ms};
    return pass;
}

bool AgentSessions::use_pass(
    std::string_view pass, const std::string& session, std::int64_t now_ms
) {
    if (pass.empty() || pass.size() > limits::session_secret_bytes_max) return false;
    const std::lock_guard lock(mutex_);
    const auto at = passes_.find(digest(pass));
    if (at == passes_.end()) return false;
    const bool good = at->second.session == session && now_ms < at->second.until_ms;
    passes_.erase(at);  // used once, for good or ill
    return good && live(session, now_ms) != nullptr;
}

AgentSessions::Session* AgentSessions::live(const std::string& digest, std::int64_t now_ms) {
    const auto at = sessions_.find(digest);
    if (at == sessions_.end()) return nullptr;
    const Session& session = at->second;
    const bool idle = now_ms - session.used_ms >= limits::agent_idle_ms;
    const bool old = now_ms - session.created_ms >= limits::agent_session_ms_max;
    if (!idle && !old) return &at->second;
    drop(digest);
    return nullptr;
}

void AgentSessions::make_room(AgentId agent) {
    const auto theirs = [&](const auto& entry) {
        return entry.second.who.agent == agent;
    };
    const auto count = static_cast<std::size_t>(std::ranges::count_if(sessions_, theirs));
    if (count < limits::sessions_per_agent_max) return;
    const auto* oldest = static_cast<const std::pair<const std::string, Session>*>(nullptr);
    for (const auto& entry : sessions_) {
        if (!theirs(entry)) continue;
        if (oldest == nullptr || entry.second.used_ms < oldest->second.used_ms) oldest = &entry;
    }
    drop(std::string(oldest->first));
}

void AgentSessions::drop(const std::string& digest) {
    const std::string key = digest;  // may be the map's own
    sessions_.erase(key);
    std::erase_if(passes_, [&](const auto& entry) { return entry.second.session == key; });
}

}  // namespace clerk::access
