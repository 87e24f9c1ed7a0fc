// Conversations as rows: the journal (one row a turn, append-only), the heads, and who may speak in
// them. The hot path of the program is append() and put_head(); see ports.hpp for what each call
// promises.
#pragma once

#include "app/ports.hpp"
#include "store/sqlite.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace clerk::store {

class ConversationTables {
public:
    explicit ConversationTables(Connection& connection);

    Result<std::int64_t> append(const app::JournalRow& row);
    Status put_head(const app::Head& head);
    Result<std::optional<app::Head>> head(ConversationId id);
    Result<std::vector<app::JournalRow>> chain(
        std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
    );
    Result<std::vector<app::JournalRow>> rows_after(std::int64_t row, std::size_t rows_max);
    Result<std::int64_t> heads_whole_to();
    Status put_heads_whole_to(std::int64_t row);
    Result<std::optional<ConversationId>> latest_of(
        CustomerId customer, std::uint32_t version_below
    );
    Result<std::vector<app::Wake>> wakes();

    Status put_session(std::string_view hash, ConversationId id, UnixMillis at);
    Status end_sessions(ConversationId id);
    Result<std::optional<ConversationId>> session(std::string_view hash);
    Result<bool> use_nonce(std::string_view nonce, UnixMillis expires, UnixMillis now);

private:
    Connection* connection_;
    Statement append_;
    Statement update_head_;
    Statement insert_head_;
    Statement head_;
    Statement row_;
    Statement rows_after_;
    Statement heads_whole_to_;
    Statement put_heads_whole_to_;
    Statement latest_of_;
    Statement wakes_;
    Statement put_session_;
    Statement end_sessions_;
    Statement session_;
    Statement forget_nonces_;
    Statement use_nonce_;
};

}  // namespace clerk::store
