#include "store/reader.hpp"

#include "store/agent_store.hpp"
#include "store/shop_store.hpp"
#include "store/sqlite.hpp"

#include <utility>

namespace clerk::store {
namespace {

class ReadConnection final : public app::Reader {
public:
    explicit ReadConnection(std::unique_ptr<Connection> connection)
        : connection_(std::move(connection)), agents_(*connection_), shop_(*connection_) {}

    Result<std::optional<Agent>> agent_by_login(std::string_view login) override {
        return agents_.by_login(login);
    }

    Result<std::optional<Agent>> agent(AgentId id) override { return agents_.by_id(id); }

    Result<std::optional<Customer>> customer_by_ref(std::string_view ref) override {
        return shop_.customer_by_ref(ref);
    }

private:
    std::unique_ptr<Connection> connection_;
    AgentTable agents_;
    ShopTables shop_;
};

}  // namespace

Result<std::unique_ptr<app::Reader>> open_reader(const std::string& uri) {
    Result<std::unique_ptr<Connection>> connection = Connection::open(uri, Mode::reader);
    if (!connection) return connection.error();
    return std::unique_ptr<app::Reader>(std::make_unique<ReadConnection>(*std::move(connection)));
}

}  // namespace clerk::store
