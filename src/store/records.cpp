#include "store/records.hpp"

#include "base/limits.hpp"
#include "model/money.hpp"
#include "store/conversation_store.hpp"
#include "store/file_store.hpp"
#include "store/rows.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/ticket_store.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace clerk::store {
namespace {

// ?1 is the customer whose rows are wanted, NULL for everybody's. These are not the columns of
// shop_store: what leaves the shop names a customer, an order and an item by what people know of
// them (reference, number, line), never by the ids of this file.
constexpr const char* customer_id_sql = "SELECT id FROM customer WHERE ref = ?1";
constexpr const char* ref_sql = "SELECT ref FROM customer WHERE id = ?1";
constexpr const char* customers_sql =
    "SELECT ref, name,"
    " coalesce((SELECT value FROM identity WHERE customer = id AND kind = 'phone'), ''),"
    " coalesce((SELECT value FROM identity WHERE customer = id AND kind = 'email'), ''),"
    " tier, lang, since FROM customer WHERE ?1 IS NULL OR id = ?1 ORDER BY id";
constexpr const char* products_sql =
    "SELECT sku, name_zh, name_en, brand, model, category, durable, no_reason_return, price,"
    " currency FROM product ORDER BY id";
#define CUSTOMER_REF(table) "coalesce((SELECT ref FROM customer WHERE id = " table ".customer), '')"
constexpr const char* orders_sql = "SELECT no, " CUSTOMER_REF("shop_order"
) ", phone, status, placed, total, currency, eta, received FROM shop_order"
  " WHERE ?1 IS NULL OR customer = ?1 ORDER BY id";
constexpr const char* items_sql =
    "SELECT no, line, sku, name_zh, name_en, category, durable, no_reason_return, quantity,"
    " returned_before, price, currency FROM shop_order JOIN item ON item.shop_order = shop_order.id"
    " WHERE ?1 IS NULL OR customer = ?1 ORDER BY shop_order.id, line";
constexpr const char* shipments_sql =
    "SELECT shipment.id, no, carrier_zh, carrier_en, tracking"
    " FROM shop_order JOIN shipment ON shipment.shop_order = shop_order.id"
    " WHERE ?1 IS NULL OR customer = ?1 ORDER BY shop_order.id, shipment.id";
constexpr const char* shipment_events_sql = SHIPMENT_EVENTS_SQL;
constexpr const char* points_sql = "SELECT key, " CUSTOMER_REF("points"
) ", kind, delta, at, expires,"
  " coalesce((SELECT key FROM points AS gain WHERE gain.n = points.lot), ''), ref"
  " FROM points WHERE ?1 IS NULL OR customer = ?1 ORDER BY n";
constexpr const char* returns_sql =
    "SELECT rma.id, number, no, line, sku, reason, rma.status, rma.quantity, refund, rma.currency,"
    " freight, send_by, clause, at FROM rma JOIN shop_order ON shop_order.id = rma.shop_order"
    " JOIN item ON item.id = rma.item WHERE ?1 IS NULL OR customer = ?1 ORDER BY rma.id";
constexpr const char* return_events_sql =
    "SELECT at, status, note FROM rma_event WHERE rma = ?1 ORDER BY n";
constexpr const char* complaints_sql = "SELECT id, number, " CUSTOMER_REF("complaint"
) ", coalesce((SELECT no FROM shop_order WHERE id = complaint.shop_order), ''), conversation,"
  " text, severity, status, promise, at FROM complaint WHERE ?1 IS NULL OR customer = ?1"
  " OR shop_order IN (SELECT id FROM shop_order WHERE customer = ?1) ORDER BY id";
constexpr const char* complaint_events_sql =
    "SELECT at, status, note FROM complaint_event WHERE complaint = ?1 ORDER BY n";
constexpr const char* tickets_sql = "SELECT id, " CUSTOMER_REF("ticket"
) " FROM ticket WHERE ?1 IS NULL OR customer = ?1"
  " OR conversation IN (SELECT id FROM conversation WHERE customer = ?1) ORDER BY id";
constexpr const char* notices_sql = "SELECT n, key, kind, subject, at FROM outbox ORDER BY n";
constexpr const char* conversations_sql =
    "SELECT id FROM conversation WHERE ?1 IS NULL OR customer = ?1 ORDER BY id";
// With max(), the other columns are of the row that has it.
constexpr const char* ends_sql =
    "SELECT conversation, max(n), at FROM journal WHERE n > (SELECT whole_to FROM heads)"
    " GROUP BY conversation";

constexpr std::string_view imported = "import:";
constexpr std::string_view made_here = "clerk:";

// Every row of the query, as `read` makes it, given to `take`.
template <class Read, class Take>
Status each(Query& query, Read read, const Take& take) {
    while (true) {
        const Result<bool> found = query.next();
        if (!found) return found.error();
        if (!*found) return done();
        if (Status taken = take(read(Columns(query))); !taken) return taken;
    }
}

// What an import calls the movement that has this key (docs/IMPORT.md).
std::string points_id(const std::string& key) {
    if (key.empty()) return {};
    if (key.starts_with(imported)) return key.substr(imported.size());
    return std::string(made_here) + key;
}

// A loss that took from several lots is several rows, of one movement.
bool continues(const PointsRow& first, const PointsRow& next) {
    return next.id.size() > first.id.size() && next.id.starts_with(first.id)
           && next.id[first.id.size()] == ' ';
}

PointsRow points_row(Columns row) {
    PointsRow made;
    made.id = points_id(row.text());
    made.customer = row.text();
    made.kind = row.text();
    made.points = row.number();
    made.at = row.time();
    made.expires = row.optional_date();
    made.lot = points_id(row.text());
    made.ref = row.text();
    return made;
}

ItemRow item_row(Columns row) {
    ItemRow made;
    made.order = row.text();
    made.line = row.number();
    made.sku = row.text();
    made.name = row.local_text();
    made.category = row.text();
    made.durable = row.flag();
    made.no_reason_return = row.flag();
    made.quantity = row.number();
    made.returned = row.number();
    made.price = plain_amount(row.money());
    return made;
}

LifeEvent life_event(Columns row) {
    LifeEvent event{row.time(), row.text(), {}};
    event.note = row.text();
    return event;
}

// A row, and the id by which its events are found.
template <class Row>
struct Found {
    std::uint64_t id = 0;
    Row row;
};

Found<ReturnRow> return_row(Columns row) {
    Found<ReturnRow> made;
    made.id = static_cast<std::uint64_t>(row.number());
    made.row.number = row.text();
    made.row.order = row.text();
    made.row.line = row.number();
    made.row.sku = row.text();
    made.row.reason = row.text();
    made.row.status = row.text();
    made.row.quantity = row.number();
    made.row.refund = row.money();
    made.row.freight = row.text();
    made.row.send_by = row.date();
    made.row.clause = row.text();
    made.row.at = row.time();
    return made;
}

Found<ComplaintRow> complaint_row(Columns row) {
    Found<ComplaintRow> made;
    made.id = static_cast<std::uint64_t>(row.number());
    made.row.number = row.text();
    made.row.customer = row.text();
    made.row.order = row.text();
    made.row.conversation = row.id<ConversationId>();
    made.row.text = row.text();
    made.row.severity = row.text();
    made.row.status = row.text();
    made.row.promise = row.time();
    made.row.at = row.time();
    return made;
}

Found<ShipmentRow> shipment_row(Columns row) {
    Found<ShipmentRow> made;
    made.id = static_cast<std::uint64_t>(row.number());
    made.row.order = row.text();
    made.row.carrier = row.local_text();
    made.row.tracking = row.text();
    return made;
}

// Rows that have events of their own.
template <class Row, class Read, class ReadEvent>
Status each_with_events(
    Query& rows,
    Read read,
    Statement& events,
    ReadEvent read_event,
    const std::function<Status(const Row&)>& take
) {
    return each(rows, read, [&](Found<Row> found) -> Status {
        Query query(events, found.id);
        auto listed = all(query, read_event);
        if (!listed) return listed.error();
        found.row.events = *std::move(listed);
        return take(found.row);
    });
}

Status layout_known(Connection& connection) {
    const Result<std::int64_t> version = connection.number("PRAGMA user_version");
    if (!version) return version.error();
    const std::int64_t newest = migrations().back().number;
    if (*version == newest) return done();
    return error(
        *version > newest ? "newer" : "older",
        "the data file has layout " + std::to_string(*version) + ", this program's is "
            + std::to_string(newest)
            + (*version > newest ? ": use a newer shopclerk"
                                 : ": start this version's server on it once, which brings it up")
    );
}

}  // namespace

Records::Records(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

Records::~Records() = default;

Result<std::unique_ptr<Records>> Records::open(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) return error("missing", "there is no " + path);
    if (Status sound = check_before_open(path); !sound) return sound.error();
    Result<std::unique_ptr<Connection>> connection = Connection::open(path, Mode::reader);
    if (!connection) return with_advice(path, connection.error());
    if (Status sound = check_after_open(**connection, path); !sound) return sound.error();
    if (Status known = layout_known(**connection); !known) return known.error();
    // A reader's view is of the moment of its first look.
    if (Status begun = (*connection)->run("BEGIN; SELECT count(*) FROM setting"); !begun) {
        return with_advice(path, begun.error());
    }
    std::unique_ptr<Records> records(new Records(*std::move(connection)));
    if (Status read = records->read_ends(); !read) return read.error();
    return records;
}

Result<std::optional<CustomerId>> Records::customer(std::string_view ref) {
    Statement statement(*connection_, customer_id_sql);
    Query query(statement, ref);
    return one(query, [](Columns row) { return row.id<CustomerId>(); });
}

Result<std::string> Records::ref_of(CustomerId customer) {
    Statement statement(*connection_, ref_sql);
    Query query(statement, customer);
    auto ref = one(query, [](Columns row) { return row.text(); });
    if (!ref) return ref.error();
    return (*std::move(ref)).value_or("");
}

Status Records::customers(CustomerId of, const Take<CustomerRow>& take) {
    Statement statement(*connection_, customers_sql);
    Query query(statement, of);
    const auto read = [](Columns row) {
        return CustomerRow{
            .ref = row.text(),
            .name = row.text(),
            .phone = row.text(),
            .email = row.text(),
            .tier = row.text(),
            .lang = row.lang(),
            .since = row.time()};
    };
    return each(query, read, take);
}

Status Records::products(const Take<ProductRow>& take) {
    Statement statement(*connection_, products_sql);
    Query query(statement);
    const auto read = [](Columns row) {
        return ProductRow{
            .sku = row.text(),
            .name = row.local_text(),
            .brand = row.text(),
            .model = row.text(),
            .category = row.text(),
            .durable = row.flag(),
            .no_reason_return = row.flag(),
            .price = row.money()};
    };
    return each(query, read, take);
}

Status Records::orders(CustomerId of, const Take<OrderRow>& take) {
    Statement statement(*connection_, orders_sql);
    Query query(statement, of);
    const auto read = [](Columns row) {
        return OrderRow{
            .no = row.text(),
            .customer = row.text(),
            .phone = row.text(),
            .status = row.text(),
            .placed = row.time(),
            .total = row.money(),
            .eta = row.optional_date(),
            .received = row.optional_date()};
    };
    return each(query, read, take);
}

Status Records::items(CustomerId of, const Take<ItemRow>& take) {
    Statement statement(*connection_, items_sql);
    Query query(statement, of);
    return each(query, item_row, take);
}

Status Records::shipments(CustomerId of, const Take<ShipmentRow>& take) {
    Statement statement(*connection_, shipments_sql);
    Statement events(*connection_, shipment_events_sql);
    Query query(statement, of);
    return each_with_events<ShipmentRow>(query, shipment_row, events, shipment_event_of, take);
}

Status Records::points(CustomerId of, const Take<PointsRow>& take) {
    Statement statement(*connection_, points_sql);
    Query query(statement, of);
    std::optional<PointsRow> movement;
    const Status read = each(query, points_row, [&](PointsRow next) -> Status {
        if (movement && continues(*movement, next)) {
            movement->points += next.points;
            movement->lot.clear();
            return done();
        }
        Status taken = movement ? take(*movement) : done();
        movement = std::move(next);
        return taken;
    });
    return read && movement ? take(*movement) : read;
}

Status Records::returns(CustomerId of, const Take<ReturnRow>& take) {
    Statement statement(*connection_, returns_sql);
    Statement events(*connection_, return_events_sql);
    Query query(statement, of);
    return each_with_events<ReturnRow>(query, return_row, events, life_event, take);
}

Status Records::complaints(CustomerId of, const Take<ComplaintRow>& take) {
    Statement statement(*connection_, complaints_sql);
    Statement events(*connection_, complaint_events_sql);
    Query query(statement, of);
    return each_with_events<ComplaintRow>(query, complaint_row, events, life_event, take);
}

Status Records::tickets(CustomerId of, const Take<TicketRow>& take) {
    Statement statement(*connection_, tickets_sql);
    TicketTables tables(*connection_);
    Query query(statement, of);
    const auto read = [](Columns row) {
        const auto id = row.id<TicketId>();
        return std::pair(id, row.text());
    };
    return each(query, read, [&](std::pair<TicketId, std::string> found) -> Status {
        auto ticket = tables.ticket(found.first);
        if (!ticket) return ticket.error();
        auto events = tables.ticket_events(found.first);
        if (!events) return events.error();
        return take({**std::move(ticket), std::move(found.second), *std::move(events)});
    });
}

Status Records::notices(const Take<NoticeRow>& take) {
    Statement statement(*connection_, notices_sql);
    Query query(statement);
    const auto read = [](Columns row) {
        return NoticeRow{
            .n = row.number(),
            .key = row.text(),
            .kind = row.text(),
            .subject = row.text(),
            .at = row.time()};
    };
    return each(query, read, take);
}

Status Records::conversations(CustomerId of, const Take<Chat>& take) {
    Statement statement(*connection_, conversations_sql);
    ConversationTables tables(*connection_);
    Query query(statement, of);
    const auto read = [](Columns row) {
        return row.id<ConversationId>();
    };
    return each(query, read, [&](ConversationId id) -> Status {
        auto head = tables.head(id);
        if (!head) return head.error();
        return take(chat_of(**std::move(head)));
    });
}

Result<std::optional<Chat>> Records::conversation(ConversationId id) {
    ConversationTables tables(*connection_);
    auto head = tables.head(id);
    if (!head) return head.error();
    if (!*head) return std::optional<Chat>();
    return std::optional(chat_of(**std::move(head)));
}

Chat Records::chat_of(app::Head head) const {
    const auto end = ends_.find(head.conversation);
    const bool behind = end != ends_.end() && end->second.row > head.last_row;
    const std::int64_t last_row = behind ? end->second.row : head.last_row;
    const UnixMillis at = behind ? end->second.at : head.at;
    return {std::move(head), last_row, at};
}

Status Records::read_ends() {
    Statement statement(*connection_, ends_sql);
    Query query(statement);
    const auto read = [](Columns row) {
        const auto id = row.id<ConversationId>();
        const std::int64_t newest = row.number();
        return std::pair(id, End{newest, row.time()});
    };
    return each(query, read, [&](const std::pair<ConversationId, End>& end) -> Status {
        ends_.insert(end);
        return done();
    });
}

Result<std::vector<app::JournalRow>> Records::turns(const Chat& chat) {
    ConversationTables tables(*connection_);
    auto rows = tables.chain(chat.last_row, 0, limits::rows_per_conversation_max);
    if (rows) std::ranges::reverse(*rows);
    return rows;
}

Result<std::int64_t> Records::turns_in_all() {
    return connection_->number("SELECT count(*) FROM journal");
}

Status Records::backup(const std::string& path) {
    FileTables file(*connection_);
    return file.backup(path);
}

}  // namespace clerk::store
