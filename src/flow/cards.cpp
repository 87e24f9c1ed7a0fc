#include "flow/cards.hpp"

#include "flow/money.hpp"
#include "flow/words.hpp"
#include "model/catalog.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace clerk::flow {
namespace {

struct LineSpec {
    std::string_view field;
    std::string_view format = {};
};

using RowMaker = CardRow (*)(const Record&, const Rendering&);

struct RowSpec {
    std::string_view list;
    std::size_t most;
    RowMaker make;
};

struct Layout {
    std::string_view kind;
    std::string_view record;
    std::span<const LineSpec> lines;
    std::span<const RowSpec> rows;
};

CardRow item_row(const Record& item, const Rendering& how) {
    const std::string quantity = show(item.field("quantity"), how);
    return {show(item.field("name"), how) + " × " + quantity, show(item.field("price"), how)};
}

CardRow shipment_row(const Record& event, const Rendering& how) {
    const Value& place = event.field("place");
    const std::string where = place.is_set() ? " · " + show(place, how) : "";
    return {show(event.field("what"), how), show(event.field("at"), how) + where};
}

CardRow points_row(const Record& entry, const Rendering& how) {
    const auto* delta = entry.field("delta").get<std::int64_t>();
    const std::string gain = delta && *delta > 0 ? "+" : "";
    const std::string amount = gain + show(entry.field("delta"), how);
    return {show(entry.field("kind"), how) + " " + amount, show(entry.field("at"), how, "day")};
}

// An order may have as many items as a list may hold; a card shows what fits a phone.
constexpr std::size_t item_rows_max = 10;
constexpr std::size_t shipment_rows_max = 5;
constexpr std::size_t points_rows_max = 5;

constexpr std::array order_lines{
    LineSpec{"no"},
    LineSpec{"status"},
    LineSpec{"placed"},
    LineSpec{"total"},
    LineSpec{"eta", "day"},
    LineSpec{"carrier"},
    LineSpec{"tracking"},
};
constexpr std::array order_rows{
    RowSpec{"items", item_rows_max, item_row},
    RowSpec{"events", shipment_rows_max, shipment_row},
};
constexpr std::array return_lines{
    LineSpec{"number"},
    LineSpec{"status"},
    LineSpec{"item"},
    LineSpec{"refund"},
    LineSpec{"freight"},
    LineSpec{"send_by", "day"},
};
constexpr std::array points_lines{
    LineSpec{"balance"},
    LineSpec{"pending"},
    LineSpec{"expiring"},
    LineSpec{"expires", "day"},
};
constexpr std::array points_rows{RowSpec{"entries", points_rows_max, points_row}};
constexpr std::array complaint_lines{LineSpec{"number"}, LineSpec{"severity"}, LineSpec{"promise"}};
constexpr std::array ticket_lines{LineSpec{"number"}, LineSpec{"position"}};

constexpr std::array layouts{
    Layout{"order", "order", order_lines, order_rows},
    Layout{"return", "rma", return_lines, {}},
    Layout{"complaint", "complaint", complaint_lines, {}},
    Layout{"points", "points", points_lines, points_rows},
    Layout{"ticket", "ticket", ticket_lines, {}},
};

constexpr auto kinds = [] {
    std::array<CardKind, layouts.size()> all;
    std::ranges::transform(layouts, all.begin(), [](const Layout& layout) {
        return CardKind{layout.kind, layout.record};
    });
    return all;
}();

const Layout* find_layout(std::string_view kind) {
    const auto at = std::ranges::find(layouts, kind, &Layout::kind);
    return at == layouts.end() ? nullptr : &*at;
}

void add_rows(Card& card, const RowSpec& spec, const Record& record, const Rendering& how) {
    const ListValue* list = record.field(spec.list).list();
    if (!list) return;
    for (const Value& item :
         std::span(list->items).first(std::min(spec.most, list->items.size()))) {
        if (const Record* row = item.record()) card.rows.push_back(spec.make(*row, how));
    }
}

}  // namespace

std::span<const CardKind> card_kinds() {
    return kinds;
}

std::vector<std::string> card_labels(std::string_view kind) {
    const Layout* layout = find_layout(kind);
    if (!layout) return {};
    std::vector<std::string> labels{"title"};
    for (const LineSpec& line : layout->lines)
        labels.emplace_back(line.field);
    return labels;
}

std::optional<Card> make_card(
    std::string_view kind, const Value& of, const Wording& wording, const Rendering& how
) {
    const Layout* layout = find_layout(kind);
    const Record* record = of.record();
    if (!layout || !record || record->type != layout->record) return std::nullopt;
    Card card;
    card.kind = kind;
    card.title = wording.card_label(kind, "title", how.lang);
    for (const LineSpec& line : layout->lines) {
        const Value& value = record->field(line.field);
        if (!value.is_set()) continue;
        card.lines.push_back(
            {std::string(line.field),
             wording.card_label(kind, line.field, how.lang),
             show(value, how, line.format)}
        );
    }
    for (const RowSpec& rows : layout->rows)
        add_rows(card, rows, *record, how);
    return card;
}

}  // namespace clerk::flow
