#include "store/agent_store.hpp"

namespace clerk::store {
namespace {

constexpr const char* add_sql =
    "INSERT INTO agent(id, login, name, password_hash, disabled) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr const char* put_sql =
    "UPDATE agent SET login = ?2, name = ?3, password_hash = ?4, disabled = ?5 WHERE id = ?1";
#define AGENT_COLUMNS "SELECT id, login, name, password_hash, disabled FROM agent"
constexpr const char* by_login_sql = AGENT_COLUMNS " WHERE login = ?1";
constexpr const char* by_id_sql = AGENT_COLUMNS " WHERE id = ?1";
constexpr const char* everybody_sql = AGENT_COLUMNS " ORDER BY login";

Agent agent_of(Columns row) {
    return {
        .id = row.id<AgentId>(),
        .login = row.text(),
        .name = row.text(),
        .password_hash = row.text(),
        .disabled = row.flag()};
}

}  // namespace

AgentTable::AgentTable(Connection& connection)
    : connection_(&connection),
      add_(connection, add_sql),
      put_(connection, put_sql),
      by_login_(connection, by_login_sql),
      by_id_(connection, by_id_sql),
      everybody_(connection, everybody_sql) {}

Status AgentTable::add(const Agent& a) {
    return Query(add_, a.id, a.login, a.name, a.password_hash, a.disabled).run();
}

Status AgentTable::put(const Agent& a) {
    Status put = Query(put_, a.id, a.login, a.name, a.password_hash, a.disabled).run();
    if (!put || connection_->changed() == 1) return put;
    return error("constraint", "no agent " + to_string(a.id));
}

Result<std::optional<Agent>> AgentTable::by_login(std::string_view login) {
    Query query(by_login_, login);
    return one(query, agent_of);
}

Result<std::optional<Agent>> AgentTable::by_id(AgentId id) {
    Query query(by_id_, id);
    return one(query, agent_of);
}

Result<std::vector<Agent>> AgentTable::everybody() {
    Query query(everybody_);
    return all(query, agent_of);
}

}  // namespace clerk::store
