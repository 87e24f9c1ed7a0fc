#include "sim/shop_file.hpp"

#include "wire/codec.hpp"

#include <sqlite3.h>

#include <functional>

namespace clerk::sim {
namespace {

class Row {
public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    std::int64_t number() { return sqlite3_column_int64(statement_, at_++); }

    std::uint64_t id() { return static_cast<std::uint64_t>(number()); }

    std::string text() {
        const void* bytes = sqlite3_column_blob(statement_, at_);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, at_++));
        return bytes == nullptr ? std::string()
                                : std::string(static_cast<const char*>(bytes), size);
    }

private:
    sqlite3_stmt* statement_;
    int at_ = 0;
};

class Reader {
public:
    explicit Reader(ShopFile& out) : out_(out) {}

    ~Reader() { sqlite3_close(db_); }

    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool open(const std::string& path) {
        return sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK;
    }

    void each(const char* sql, const std::function<void(Row)>& take) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK) {
            out_.faults.push_back(std::string(sql) + ": " + sqlite3_errmsg(db_));
            return;
        }
        while (sqlite3_step(statement) == SQLITE_ROW)
            take(Row(statement));
        if (sqlite3_finalize(statement) != SQLITE_OK) {
            out_.faults.push_back(std::string(sql) + ": " + sqlite3_errmsg(db_));
        }
    }

private:
    ShopFile& out_;
    sqlite3* db_ = nullptr;
};

void read_conversations(Reader& reader, ShopFile& out) {
    const wire::JsonCodec codec;
    reader.each("SELECT whole_to FROM heads", [&](Row row) { out.heads_whole_to = row.number(); });
    reader.each(
        "SELECT id, last_row, last_seq, wake_at, version, state FROM conversation ORDER BY id",
        [&](Row row) {
            StoredConversation& one = out.conversations[{row.id()}];
            one.has_head = true;
            one.last_row = row.number();
            one.last_seq = row.id();
            one.wake_at = row.number();
            one.version = static_cast<std::uint32_t>(row.number());
            auto state = codec.decode_state(row.text());
            if (state) {
                one.state = std::move(*state);
            } else {
                out.faults.push_back("a state does not decode: " + state.error().message);
            }
        }
    );
    reader.each(
        "SELECT conversation, n, prev, first_seq, last_seq, body FROM journal ORDER BY n",
        [&](Row row) {
            StoredConversation& one = out.conversations[{row.id()}];
            StoredRow stored{row.number(), row.number(), row.id(), row.id(), {}, {}};
            const std::string body = row.text();
            auto events = codec.decode_row(body);
            if (!events) out.faults.push_back("a row does not decode: " + events.error().message);
            if (events) stored.events = std::move(*events);
            for (const app::PublicEvent& event : codec.public_events(body)) {
                stored.frames.emplace_back(event.json);
            }
            one.rows.push_back(std::move(stored));
        }
    );
}

void read_desk(Reader& reader, ShopFile& out) {
    reader.each(
        "SELECT id, number, key, state, conversation, holds_chat, agent FROM ticket ORDER BY id",
        [&](Row row) {
            out.tickets.push_back(
                {{row.id()},
                 row.text(),
                 row.text(),
                 row.text(),
                 {row.id()},
                 row.number() != 0,
                 {row.id()}}
            );
        }
    );
    reader.each(
        "SELECT ticket, kind, name, text, client_id FROM ticket_event ORDER BY n",
        [&](Row row) {
            out.ticket_events.push_back({{row.id()}, row.text(), row.text(), row.text(), row.text()}
            );
        }
    );
}

void read_records(Reader& reader, ShopFile& out) {
    reader.each("SELECT number, key, item, quantity FROM rma ORDER BY id", [&](Row row) {
        out.returns.push_back({row.text(), row.text(), row.id(), row.number()});
    });
    reader.each("SELECT number, key FROM complaint ORDER BY id", [&](Row row) {
        out.complaints.push_back({row.text(), row.text(), 0, 0});
    });
    reader.each("SELECT id, quantity, returned_before FROM item", [&](Row row) {
        const std::uint64_t id = row.id();
        out.items[id] = {row.number(), row.number()};
    });
    reader.each(
        "SELECT customer, n, kind, delta, coalesce(lot, n) FROM points ORDER BY n",
        [&](Row row) {
            PointsEntry entry;
            entry.customer = {row.id()};
            entry.n = row.id();
            entry.kind = row.text();
            entry.delta = row.number();
            entry.lot = row.id();
            out.points[entry.customer.value].push_back(entry);
        }
    );
    reader.each("SELECT key FROM outbox ORDER BY n", [&](Row row) {
        out.told_shop.push_back(row.text());
    });
}

}  // namespace

Result<ShopFile> read_shop_file(const std::string& path) {
    ShopFile out;
    Reader reader(out);
    if (!reader.open(path)) return error("io", path + " does not open");
    reader.each("PRAGMA integrity_check", [&](Row row) {
        const std::string said = row.text();
        if (said != "ok") out.faults.push_back("integrity_check: " + said);
    });
    reader.each("PRAGMA foreign_key_check", [&](Row row) {
        out.faults.push_back("foreign_key_check: a row of " + row.text());
    });
    read_conversations(reader, out);
    read_desk(reader, out);
    read_records(reader, out);
    return out;
}

}  // namespace clerk::sim
