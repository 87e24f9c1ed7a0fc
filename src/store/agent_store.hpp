// Agents: the people at the desk. Passwords come as argon2id hashes (access/ makes them).
#pragma once

#include "base/result.hpp"
#include "model/shop.hpp"
#include "store/sqlite.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace clerk::store {

class AgentTable {
public:
    explicit AgentTable(Connection& connection);

    Status add(const Agent& agent);  // "unique": the login is taken (in any case of letters)
    Status put(const Agent& agent);  // REQUIRES: it exists; by id
    Result<std::optional<Agent>> by_login(std::string_view login);
    Result<std::optional<Agent>> by_id(AgentId id);
    Result<std::vector<Agent>> everybody();  // by login

private:
    Connection* connection_;
    Statement add_;
    Statement put_;
    Statement by_login_;
    Statement by_id_;
    Statement everybody_;
};

}  // namespace clerk::store
