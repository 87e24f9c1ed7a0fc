#include "store/sqlite.hpp"

#include <sqlite3.h>

#include <cstddef>

namespace clerk::store {
namespace {

// FULL is the only setting under which a commit survives a power cut. The file's own schema is not
// trusted to call functions, cells are checked as they are read, and what is deleted is
// overwritten.
constexpr const char* writer_pragmas =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0;"
    "PRAGMA secure_delete=ON;"
    // 8 MiB, in KiB: three times what the largest batch changes; the system caches the rest.
    "PRAGMA cache_size=-8192;"
    "PRAGMA temp_store=MEMORY;";

constexpr const char* reader_pragmas =
    "PRAGMA query_only=ON;"
    "PRAGMA wal_autocheckpoint=0;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0;"
    "PRAGMA cache_size=-8192;";

constexpr int reader_patience_ms = 1'000;  // only ever waits where memory is shared, not in WAL
constexpr std::size_t text_bytes_max = 4'194'304;  // no value of ours comes near

const char* code_of(int result) {
    switch (result & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "busy";
        case SQLITE_FULL:
            return "full";
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return "corrupt";
        case SQLITE_CONSTRAINT:
            return result == SQLITE_CONSTRAINT_UNIQUE || result == SQLITE_CONSTRAINT_PRIMARYKEY
                       ? "unique"
                       : "constraint";
        default:
            return "io";
    }
}

int on_commit(void* bytes, sqlite3* db, const char*, int pages) {
    static constexpr std::int64_t frame_header_bytes = 24;
    constexpr std::int64_t page_bytes = 4'096;  // the default, which no migration changes
    static_cast<void>(db);
    *static_cast<std::int64_t*>(bytes) = pages * (page_bytes + frame_header_bytes);
    return SQLITE_OK;
}

}  // namespace

// --- Connection -------------------------------------------------------------------------------

Result<std::unique_ptr<Connection>> Connection::open(const std::string& uri, Mode mode) {
    // Nobody asks SQLite how much memory it has, and counting it takes a lock an allocation. Too
    // late, and without harm, once it has begun to work.
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    std::unique_ptr<Connection> connection(new Connection);
    const int access =
        mode == Mode::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    const int flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(uri.c_str(), &connection->db_, flags, nullptr) != SQLITE_OK) {
        return connection->failure("open " + uri);
    }
    const Status prepared =
        mode == Mode::writer ? connection->prepare_writer() : connection->prepare_reader();
    if (!prepared) return prepared.error();
    return connection;
}

Connection::~Connection() {
    for (const auto& [sql, prepared] : controls_)
        sqlite3_finalize(prepared);
    sqlite3_close_v2(db_);
}

Status Connection::prepare_writer() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, static_cast<int>(text_bytes_max));
    sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
    if (Status ran = run(writer_pragmas); !ran) return ran;
    sqlite3_wal_hook(db_, on_commit, &wal_bytes_);
    return done();
}

// A reader opens the file read-write, or it could not read a log that a killed server left, and is
// then kept from writing by query_only and from checkpointing by NO_CKPT_ON_CLOSE.
Status Connection::prepare_reader() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(db_, reader_patience_ms);
    return run(reader_pragmas);
}

Status Connection::run(const char* sql) {
    if (const Error* lost_to = lost()) return *lost_to;
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return remember(failure("run a command"));
    }
    return done();
}

void Connection::forget_pages() {
    sqlite3_db_release_memory(db_);
}

Result<std::int64_t> Connection::number(const char* sql) {
    Statement statement(*this, sql);
    Query query(statement);
    const Result<bool> found = query.next();
    if (!found) return found.error();
    if (!*found) return error("io", "a query that always has a row had none");
    return Columns(query).number();
}

Result<std::string> Connection::text(const char* sql) {
    Statement statement(*this, sql);
    Query query(statement);
    const Result<bool> found = query.next();
    if (!found) return found.error();
    if (!*found) return error("io", "a query that always has a row had none");
    return Columns(query).text();
}

Status Connection::control(const char* sql) {
    sqlite3_stmt*& prepared = controls_[sql];
    if (prepared == nullptr
        && sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr)
               != SQLITE_OK) {
        return failure(sql);
    }
    const bool ran = sqlite3_step(prepared) == SQLITE_DONE;
    Status ended = ran ? done() : Status(failure(sql));
    sqlite3_reset(prepared);
    return ended;
}

Status Connection::begin() {
    Status begun = control("BEGIN IMMEDIATE");
    in_transaction_ = begun.ok();
    return begun;
}

Status Connection::commit() {
    if (const Error* lost_to = lost()) {
        Error why = *lost_to;
        rollback();
        return why;
    }
    Status committed = control("COMMIT");
    if (!committed) rollback();
    in_transaction_ = false;
    return committed;
}

void Connection::rollback() {
    if (sqlite3_get_autocommit(db_) == 0) {
        sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    in_transaction_ = false;
    lost_.reset();
}

Status Connection::savepoint() {
    if (const Error* lost_to = lost()) return *lost_to;
    return control("SAVEPOINT turn");
}

Status Connection::release() {
    if (const Error* lost_to = lost()) return *lost_to;
    return control("RELEASE turn");
}

void Connection::rollback_to_savepoint() {
    if (lost()) return;  // there is nothing left to return to; the rollback comes
    if (!control("ROLLBACK TO turn") || !control("RELEASE turn")) {
        static_cast<void>(remember(failure("roll back to a savepoint")));
    }
}

const Error* Connection::lost() const {
    static const Error unexplained{"io", "the transaction was ended by an error"};
    if (!in_transaction_ || sqlite3_get_autocommit(db_) == 0) return nullptr;
    return lost_ ? &*lost_ : &unexplained;
}

Error Connection::remember(Error error) {
    if (in_transaction_ && sqlite3_get_autocommit(db_) != 0 && !lost_) lost_ = error;
    return error;
}

Result<bool> Connection::checkpoint() {
    int in_log = 0;
    int moved = 0;
    const int result =
        sqlite3_wal_checkpoint_v2(db_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
    if (result != SQLITE_OK) return failure("checkpoint");
    if (in_log != moved) return false;
    wal_bytes_ = 0;
    return true;
}

std::int64_t Connection::last_row() const {
    return sqlite3_last_insert_rowid(db_);
}

std::int64_t Connection::changed() const {
    return sqlite3_changes64(db_);
}

Error Connection::failure(std::string_view what) const {
    std::string text = "cannot ";
    text.append(what).append(": ").append(sqlite3_errmsg(db_));
    return error(code_of(sqlite3_extended_errcode(db_)), std::move(text));
}

std::string shared_memory_uri() {
    std::uint64_t name = 0;
    sqlite3_randomness(sizeof name, &name);
    return "file:/shopclerk-" + std::to_string(name) + "?vfs=memdb";
}

// --- Statement and Query ----------------------------------------------------------------------

Statement::~Statement() {
    sqlite3_finalize(prepared_);
}

bool Query::prepare() {
    Connection& connection = *statement_->connection_;
    if (const Error* lost_to = connection.lost()) {
        failed_ = *lost_to;
        return false;
    }
    if (statement_->prepared_ != nullptr) return true;
    const int result = sqlite3_prepare_v3(
        connection.db_,
        statement_->sql_,
        -1,
        SQLITE_PREPARE_PERSISTENT,
        &statement_->prepared_,
        nullptr
    );
    if (result != SQLITE_OK) failed_ = connection.failure("prepare a query");
    return result == SQLITE_OK;
}

Query::~Query() {
    if (statement_->prepared_ == nullptr) return;
    sqlite3_reset(statement_->prepared_);
    sqlite3_clear_bindings(statement_->prepared_);
}

void Query::bind(int at, std::int64_t value) {
    sqlite3_bind_int64(statement_->prepared_, at, value);
}

void Query::bind(int at, std::string_view text) {
    // A null pointer would bind NULL; an empty text is a text.
    const char* data = text.data() == nullptr ? "" : text.data();
    sqlite3_bind_text64(statement_->prepared_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void Query::bind(int at, Blob blob) {
    const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
    sqlite3_bind_blob64(statement_->prepared_, at, data, blob.bytes.size(), SQLITE_STATIC);
}

void Query::bind_null(int at) {
    sqlite3_bind_null(statement_->prepared_, at);
}

Result<bool> Query::next() {
    if (failed_) return *failed_;
    const int result = sqlite3_step(statement_->prepared_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    Connection& connection = *statement_->connection_;
    failed_ = connection.remember(connection.failure("run a query"));
    return *failed_;
}

Status Query::run() {
    while (true) {
        const Result<bool> row = next();
        if (!row) return row.error();
        if (!*row) return done();
    }
}

// --- Columns ----------------------------------------------------------------------------------

std::int64_t Columns::number() {
    return sqlite3_column_int64(row_, next_++);
}

std::string Columns::text() {
    const int at = next_++;
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(row_, at));
    return bytes == nullptr
               ? std::string()
               : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row_, at)));
}

std::string Columns::blob() {
    const int at = next_++;
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row_, at));
    return bytes == nullptr
               ? std::string()
               : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(row_, at)));
}

std::optional<Date> Columns::optional_date() {
    if (sqlite3_column_type(row_, next_) == SQLITE_NULL) {
        ++next_;
        return std::nullopt;
    }
    return date();
}

}  // namespace clerk::store
