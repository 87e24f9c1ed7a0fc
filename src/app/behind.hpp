// Which conversations' heads lie behind the journal. A turn is stored by its row in the journal
// alone; the head, from which a start and a look from the file go on, is written later, once for
// many turns (decision 28). What is noted here: since which row, and where the journal has come to.
//
// Notes of a batch whose commit failed are taken back: the file knows no such rows. Engine thread
// only.
#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace clerk::app {

class Behind {
public:
    // The journal ends with this row, and every head is whole.
    void reset(std::int64_t newest_row);

    void begin();
    void rollback();

    // REQUIRES: rows come in the journal's order. `customer`: whose the conversation is by now.
    void row_written(ConversationId id, std::int64_t row, CustomerId customer);
    void head_written(ConversationId id);

    // Where the conversation's rows end; 0: where its head says.
    [[nodiscard]] std::int64_t end_of(ConversationId id) const;
    // The one whose head has been behind for longest, if it has been since `row` or before.
    [[nodiscard]] std::optional<ConversationId> oldest(std::int64_t row) const;
    // A walk over all of them: for what is rare, a sign-in.
    [[nodiscard]] std::vector<ConversationId> of(CustomerId customer) const;

    // The newest row of all.
    [[nodiscard]] std::int64_t newest_row() const { return newest_row_; }

    // Up to this row every head is whole.
    [[nodiscard]] std::int64_t whole_to() const;

    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    struct Rows {
        std::int64_t first = 0;  // that the head does not know; 0: it is whole
        std::int64_t last = 0;
        CustomerId customer;
    };

    struct Before {
        ConversationId id;
        Rows rows;
    };

    void put(ConversationId id, const Rows& rows);
    void note(ConversationId id);

    std::unordered_map<ConversationId, Rows> rows_;
    std::map<std::int64_t, ConversationId> order_;  // by their first rows
    std::int64_t newest_row_ = 0;
    std::vector<Before> before_;  // of what changed in this batch, in order
    std::int64_t newest_before_ = 0;
};

}  // namespace clerk::app
