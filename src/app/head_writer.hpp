// Writes the heads that lie behind the journal: with the batch that makes others look for them,
// when they have been behind for long, when there is nothing else to do, and at the end. With them
// goes the file's mark of how far all heads are whole, from which the next start folds on
// (catch_up.hpp). Engine thread only.
#pragma once

#include "app/batch.hpp"
#include "app/behind.hpp"
#include "app/conversations.hpp"
#include "app/ports.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>

namespace clerk::app {

struct HeadWriterParts {
    Store& store;
    Conversations& conversations;
    Behind& behind;
    std::int64_t rows_max = 0;  // that a head may lie behind
};

class HeadWriter {
public:
    explicit HeadWriter(HeadWriterParts parts) : parts_(parts) {}

    // --- inside a batch; throw BatchFailed
    // Those that the batch says cannot wait, and those that have waited long enough. No more come
    // due than the batch has rows: each has been behind since a row of its own.
    void write_due(const Batch& batch);
    // So that the store knows which of a customer's conversations is the latest.
    void write_of(CustomerId customer);

    // --- between batches, in a transaction of its own
    // The oldest, at most so many. An error, and nothing is written, when the store refuses or
    // anything throws: nobody waits for this, so nobody is told.
    Status write_some(std::size_t max);

private:
    void write(ConversationId id);
    Head unreadable(ConversationId id, const Error& why);

    HeadWriterParts parts_;
};

}  // namespace clerk::app
