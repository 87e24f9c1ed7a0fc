// SQLite, thin and typed: a Connection is one handle with the pragmas the shop's data needs, a
// Statement a prepared query that lives as long as its connection, a Query one run of it, which
// gives the statement back when it goes out of scope. Everything else of store/ is SQL and columns.
//
// Threads: a connection, its statements and queries belong to one thread at a time; SQLite's own
// mutexes are off. One connection of the process writes and checkpoints (SQLite 3.40 can lose
// commits when two do); all others are readers, which can do neither.
//
// Failures are Errors: "busy", "full" (disk or database), "corrupt", "unique", "constraint" (a row
// that refers to nothing, or an impossible value) and "io" for everything else. Once an error has
// cost a transaction, every query up to the rollback fails with it: nothing slips out alone.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "model/language.hpp"
#include "model/value.hpp"

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace clerk::store {

enum class Mode : unsigned char { writer, reader };

class Connection {
public:
    // A writer creates the file when it is missing. `uri` is a path or "file:…".
    static Result<std::unique_ptr<Connection>> open(const std::string& uri, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // SQL without parameters or rows, one statement or many: pragmas, migrations, transactions.
    Status run(const char* sql);
    Result<std::int64_t> number(const char* sql);  // the first column of the only row
    Result<std::string> text(const char* sql);

    Status begin();   // IMMEDIATE
    Status commit();  // on failure the transaction is rolled back
    void rollback();
    Status savepoint();
    Status release();
    void rollback_to_savepoint();

    // PASSIVE: never waits for a reader. True when the whole log is in the database.
    Result<bool> checkpoint();

    // Gives back the cached pages.
    void forget_pages();

    // Pages in the write-ahead log after the last commit; 0 in memory.
    [[nodiscard]] std::int64_t wal_bytes() const { return wal_bytes_; }

    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] std::int64_t changed() const;  // rows, by the last query

    // What SQLite last complained about; `what` says what we were doing.
    [[nodiscard]] Error failure(std::string_view what) const;

    [[nodiscard]] sqlite3* handle() const { return db_; }

private:
    friend class Query;

    Connection() = default;
    Status prepare_writer();
    Status prepare_reader();
    Status control(const char* sql);  // REQUIRES: a literal
    // The error that ended the transaction under us, if one did.
    [[nodiscard]] const Error* lost() const;
    Error remember(Error error);

    sqlite3* db_ = nullptr;
    std::int64_t wal_bytes_ = 0;
    bool in_transaction_ = false;
    std::optional<Error> lost_;
    std::map<std::string_view, sqlite3_stmt*> controls_;  // BEGIN, COMMIT …, each prepared once
};

// Memory that the connections of this process share, under a name nobody else has.
[[nodiscard]] std::string shared_memory_uri();

class Statement {
public:
    // Prepared at its first use. REQUIRES: `sql` is a literal, `connection` outlives this.
    Statement(Connection& connection, const char* sql) : connection_(&connection), sql_(sql) {}

    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

private:
    friend class Query;

    Connection* connection_;
    const char* sql_;
    sqlite3_stmt* prepared_ = nullptr;
};

// What a query may be given by value: a text of its own would be gone before the query runs.
template <class T>
concept Lasting = std::is_lvalue_reference_v<T>
    || !(std::same_as<std::remove_cv_t<T>, std::string>
         || std::same_as<std::remove_cv_t<T>, std::optional<std::string>>);

class Query {
public:
    // Binds the parameters in order. Texts are not copied: they must outlive the query.
    template <class... Ts>
        requires(Lasting<Ts> && ...)
    explicit Query(Statement& statement, Ts&&... parameters) : statement_(&statement) {
        if (!prepare()) return;
        int at = 0;
        (bind(++at, parameters), ...);
    }

    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Status run();         // to the end; rows are passed over
    Result<bool> next();  // true: a row stands ready for columns()

    [[nodiscard]] sqlite3_stmt* handle() const { return statement_->prepared_; }

private:
    bool prepare();
    void bind(int at, std::int64_t value);
    void bind(int at, std::string_view text);

    void bind(int at, const char* text) { bind(at, std::string_view(text)); }

    void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }

    void bind(int at, bool value) { bind(at, std::int64_t{value ? 1 : 0}); }

    void bind(int at, int value) { bind(at, std::int64_t{value}); }

    void bind(int at, std::uint32_t value) { bind(at, std::int64_t{value}); }

    void bind(int at, std::uint64_t value) { bind(at, static_cast<std::int64_t>(value)); }

    void bind(int at, UnixMillis value) { bind(at, value.value); }

    void bind(int at, Date value) { bind(at, std::int64_t{value.day}); }

    void bind(int at, Lang value) { bind(at, to_string(value)); }

    struct Blob {
        std::string_view bytes;
    };

    void bind(int at, Blob blob);
    void bind_null(int at);

    template <class Tag>
    void bind(int at, Id<Tag> id) {  // none is NULL, so that references hold
        if (id) {
            bind(at, id.value);
        } else {
            bind_null(at);
        }
    }

    template <class T>
    void bind(int at, const std::optional<T>& value) {
        if (value) {
            bind(at, *value);
        } else {
            bind_null(at);
        }
    }

    Statement* statement_;
    std::optional<Error> failed_;

    friend Blob blob(std::string_view bytes);
};

// A parameter kept as bytes.
inline Query::Blob blob(std::string_view bytes) {
    return {bytes};
}

// The columns of the row a query stands on, read from left to right, each once.
class Columns {
public:
    explicit Columns(const Query& query) : row_(query.handle()) {}

    std::int64_t number();
    std::string text();
    std::string blob();
    std::optional<Date> optional_date();

    bool flag() { return number() != 0; }

    UnixMillis time() { return {number()}; }

    Date date() { return {static_cast<std::int32_t>(number())}; }

    Lang lang() { return parse_lang(text()).value_or(Lang::zh); }

    LocalText local_text() {
        std::string zh = text();
        return {std::move(zh), text()};
    }

    // Minor units, then the currency.
    Money money() {
        const std::int64_t minor = number();
        return {minor, text()};
    }

    template <class AnyId>
    AnyId id() {
        return AnyId{static_cast<std::uint64_t>(number())};
    }

private:
    sqlite3_stmt* row_;
    int next_ = 0;
};

// The first row as `read` makes it of its columns; nullopt when there is none.
template <class Read>
auto one(Query& query, Read read) -> Result<std::optional<decltype(read(Columns(query)))>> {
    using Row = std::optional<decltype(read(Columns(query)))>;
    const Result<bool> found = query.next();
    if (!found) return found.error();
    return *found ? Row(read(Columns(query))) : Row();
}

// Every row. REQUIRES: the query bounds them (a LIMIT, or a key that few rows have).
template <class Read>
auto all(Query& query, Read read) -> Result<std::vector<decltype(read(Columns(query)))>> {
    std::vector<decltype(read(Columns(query)))> rows;
    while (true) {
        const Result<bool> found = query.next();
        if (!found) return found.error();
        if (!*found) return rows;
        rows.push_back(read(Columns(query)));
    }
}

}  // namespace clerk::store
