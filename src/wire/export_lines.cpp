#include "wire/export_lines.hpp"

#include "model/money.hpp"
#include "wire/codec.hpp"
#include "wire/json_writer.hpp"

#include <optional>

namespace clerk::wire {
namespace {

using std::string_view;

// One row: members that are not there are left out, as an import takes them.
class Line {
public:
    explicit Line() { out_.object(); }

    Line& text(string_view name, string_view value) {
        if (!value.empty()) out_.member(name, value);
        return *this;
    }

    Line& both(string_view name, const LocalText& value) {
        out_.key(name);
        write(value);
        return *this;
    }

    Line& time(string_view name, UnixMillis at) {
        if (at.value != 0) out_.member(name, iso_time(at));
        return *this;
    }

    Line& date(string_view name, std::optional<Date> day) {
        if (day) out_.member(name, iso_date(*day));
        return *this;
    }

    template <class T>
    Line& number(string_view name, T value) {
        out_.member(name, value);
        return *this;
    }

    Line& flag(string_view name, std::optional<bool> value) {
        if (value) out_.member(name, *value);
        return *this;
    }

    Line& money(string_view name, const Money& value) {
        out_.member(name, plain_amount(value)).member("currency", value.currency);
        return *this;
    }

    // A list of objects, of each of which `fill` writes the members.
    template <class List, class Fill>
    Line& list(string_view name, const List& all, Fill fill) {
        out_.key(name).array();
        for (const auto& one : all) {
            out_.object();
            fill(*this, one);
            out_.end();
        }
        out_.end();
        return *this;
    }

    Line& raw_list(string_view name, const std::vector<string_view>& all) {
        out_.key(name).array();
        for (const string_view json : all)
            out_.raw(json);
        out_.end();
        return *this;
    }

    [[nodiscard]] std::string take() { return out_.end().take(); }

private:
    void write(const LocalText& value) {
        out_.object();
        text("zh", value.zh).text("en", value.en);
        out_.end();
    }

    JsonWriter out_;
};

void life(Line& line, const LifeEvent& event) {
    line.time("at", event.at).text("status", event.status).text("note", event.note);
}

template <class AnyId>
std::string shown(AnyId id) {
    return id ? to_string(id) : std::string();
}

}  // namespace

std::string to_line(const CustomerRow& row) {
    return Line()
        .text("ref", row.ref)
        .text("name", row.name)
        .text("phone", row.phone)
        .text("email", row.email)
        .text("tier", row.tier)
        .text("lang", to_string(row.lang))
        .time("since", row.since)
        .take();
}

std::string to_line(const ProductRow& row) {
    return Line()
        .text("sku", row.sku)
        .both("name", row.name)
        .text("category", row.category)
        .money("price", row.price)
        .text("brand", row.brand)
        .text("model", row.model)
        .flag("durable", row.durable)
        .flag("no_reason_return", row.no_reason_return)
        .take();
}

std::string to_line(const OrderRow& row) {
    return Line()
        .text("no", row.no)
        .text("phone", row.phone)
        .text("status", row.status)
        .time("placed", row.placed)
        .money("total", row.total)
        .text("customer", row.customer)
        .date("eta", row.eta)
        .date("received", row.received)
        .take();
}

std::string to_line(const ItemRow& row) {
    Line line;
    line.text("order", row.order).number("line", row.line).text("sku", row.sku);
    line.number("quantity", row.quantity).text("price", row.price).number("returned", row.returned);
    if (row.name) line.both("name", *row.name);
    line.text("category", row.category.value_or(""));
    line.flag("durable", row.durable).flag("no_reason_return", row.no_reason_return);
    return line.take();
}

std::string to_line(const ShipmentRow& row) {
    return Line()
        .text("order", row.order)
        .both("carrier", row.carrier)
        .text("tracking", row.tracking)
        .list(
            "events",
            row.events,
            [](Line& line, const ShipmentEvent& event) {
                line.time("at", event.at).text("place", event.place).both("what", event.what);
            }
        )
        .take();
}

std::string to_line(const PointsRow& row) {
    return Line()
        .text("id", row.id)
        .text("customer", row.customer)
        .text("kind", row.kind)
        .number("points", row.points)
        .time("at", row.at)
        .date("expires", row.expires)
        .text("lot", row.lot)
        .text("ref", row.ref)
        .take();
}

std::string to_line(const ReturnRow& row) {
    return Line()
        .text("number", row.number)
        .text("order", row.order)
        .number("line", row.line)
        .text("sku", row.sku)
        .text("reason", row.reason)
        .text("status", row.status)
        .number("quantity", row.quantity)
        .money("refund", row.refund)
        .text("freight", row.freight)
        .date("send_by", row.send_by)
        .text("clause", row.clause)
        .time("at", row.at)
        .list("events", row.events, life)
        .take();
}

std::string to_line(const ComplaintRow& row) {
    return Line()
        .text("number", row.number)
        .text("customer", row.customer)
        .text("order", row.order)
        .text("conversation", shown(row.conversation))
        .text("text", row.text)
        .text("severity", row.severity)
        .text("status", row.status)
        .time("promise", row.promise)
        .time("at", row.at)
        .list("events", row.events, life)
        .take();
}

std::string to_line(const TicketRow& row) {
    const Ticket& ticket = row.ticket;
    return Line()
        .text("number", ticket.number)
        .text("customer", row.customer)
        .text("conversation", shown(ticket.conversation))
        .text("state", to_string(ticket.state))
        .text("category", ticket.category)
        .text("priority", ticket.priority)
        .text("subject", ticket.subject)
        .text("summary", ticket.summary)
        .text("agent", ticket.agent_name)
        .time("opened", ticket.opened_at)
        .time("first_reply", ticket.first_reply_at)
        .time("changed", ticket.changed_at)
        .list(
            "events",
            row.events,
            [](Line& line, const TicketEvent& event) {
                line.time("at", event.at).text("kind", event.kind);
                line.text("name", event.name).text("text", event.text);
            }
        )
        .take();
}

std::string to_line(const NoticeRow& row) {
    return Line()
        .number("n", row.n)
        .text("key", row.key)
        .text("kind", row.kind)
        .text("subject", row.subject)
        .time("at", row.at)
        .take();
}

std::string to_line(
    const app::Head& head, string_view customer, std::span<const app::JournalRow> turns
) {
    std::vector<string_view> events;
    const JsonCodec codec;
    for (const app::JournalRow& turn : turns) {
        for (const app::PublicEvent& event : codec.public_events(turn.body))
            events.push_back(event.json);
    }
    return Line()
        .text("conversation", to_string(head.conversation))
        .text("customer", customer)
        .time("at", head.at)
        .raw_list("events", events)
        .take();
}

}  // namespace clerk::wire
