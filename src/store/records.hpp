// The shop's file read from end to end, for export, replay and backups: one moment of it, however
// long the reading takes, beside a server that goes on writing. Never writes, never makes a file.
// Belongs to the thread that opened it.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "model/export.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace clerk::store {

class Connection;

// A conversation as the file holds it: its head, which may lie behind, and where its rows end.
struct Chat {
    app::Head head;
    std::int64_t last_row = 0;
    UnixMillis at;  // of that row's turn
};

class Records {
public:
    // Errors beside the store's own: "missing", "older", "newer", "foreign".
    static Result<std::unique_ptr<Records>> open(const std::string& path);
    ~Records();
    Records(const Records&) = delete;
    Records& operator=(const Records&) = delete;

    Result<std::optional<CustomerId>> customer(std::string_view ref);
    Result<std::string> ref_of(CustomerId customer);  // empty: none

    template <class Row>
    using Take = std::function<Status(const Row&)>;  // an error ends the reading with it

    // Row by row, in order of birth; `of` none: everybody's. A guest's order is nobody's.
    Status customers(CustomerId of, const Take<CustomerRow>& take);
    Status products(const Take<ProductRow>& take);
    Status orders(CustomerId of, const Take<OrderRow>& take);
    Status items(CustomerId of, const Take<ItemRow>& take);
    Status shipments(CustomerId of, const Take<ShipmentRow>& take);
    // Movements under the ids by which an import knows them again.
    Status points(CustomerId of, const Take<PointsRow>& take);
    Status returns(CustomerId of, const Take<ReturnRow>& take);
    Status complaints(CustomerId of, const Take<ComplaintRow>& take);
    Status tickets(CustomerId of, const Take<TicketRow>& take);
    Status notices(const Take<NoticeRow>& take);

    Status conversations(CustomerId of, const Take<Chat>& take);
    Result<std::optional<Chat>> conversation(ConversationId id);
    // Its turns, oldest first.
    Result<std::vector<app::JournalRow>> turns(const Chat& chat);
    Result<std::int64_t> turns_in_all();

    // The file as one copy, whole or not there at all; never over another file.
    Status backup(const std::string& path);

private:
    explicit Records(std::unique_ptr<Connection> connection);
    // The newest row of each conversation that has rows behind the mark of its heads.
    Status read_ends();
    [[nodiscard]] Chat chat_of(app::Head head) const;

    struct End {
        std::int64_t row = 0;
        UnixMillis at;
    };

    std::unique_ptr<Connection> connection_;
    std::unordered_map<ConversationId, End> ends_;
};

}  // namespace clerk::store
