#include "app/behind.hpp"

#include <algorithm>

namespace clerk::app {

void Behind::reset(std::int64_t newest_row) {
    rows_.clear();
    order_.clear();
    newest_row_ = newest_row;
    begin();
}

void Behind::begin() {
    before_.clear();
    newest_before_ = newest_row_;
}

void Behind::rollback() {
    for (auto before = before_.rbegin(); before != before_.rend(); ++before)
        put(before->id, before->rows);
    newest_row_ = newest_before_;
    before_.clear();
}

void Behind::row_written(ConversationId id, std::int64_t row, CustomerId customer) {
    note(id);
    const auto known = rows_.find(id);
    put(id, {known == rows_.end() ? row : known->second.first, row, customer});
    newest_row_ = row;
}

void Behind::head_written(ConversationId id) {
    note(id);
    put(id, {});
}

std::int64_t Behind::end_of(ConversationId id) const {
    const auto known = rows_.find(id);
    return known == rows_.end() ? 0 : known->second.last;
}

std::optional<ConversationId> Behind::oldest(std::int64_t row) const {
    if (order_.empty() || order_.begin()->first > row) return std::nullopt;
    return order_.begin()->second;
}

std::vector<ConversationId> Behind::of(CustomerId customer) const {
    std::vector<ConversationId> out;
    for (const auto& [id, rows] : rows_) {
        if (rows.customer == customer) out.push_back(id);
    }
    std::ranges::sort(out);
    return out;
}

std::int64_t Behind::whole_to() const {
    return order_.empty() ? newest_row_ : order_.begin()->first - 1;
}

void Behind::put(ConversationId id, const Rows& rows) {
    const auto known = rows_.find(id);
    if (known != rows_.end() && known->second.first != rows.first) {
        order_.erase(known->second.first);
    }
    if (rows.first == 0) {
        if (known != rows_.end()) rows_.erase(known);
        return;
    }
    if (known == rows_.end() || known->second.first != rows.first) order_.emplace(rows.first, id);
    rows_.insert_or_assign(id, rows);
}

void Behind::note(ConversationId id) {
    const auto known = rows_.find(id);
    before_.push_back({id, known == rows_.end() ? Rows{} : known->second});
}

}  // namespace clerk::app
