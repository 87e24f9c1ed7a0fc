#include "app/catch_up.hpp"

#include "app/conversations.hpp"
#include "base/limits.hpp"
#include "telemetry/log.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clerk::app {
namespace {

constexpr std::size_t rows_at_once = 256;

Error unfit(const JournalRow& row, const std::string& why) {
    return error("corrupt", "row " + std::to_string(row.n) + " " + why);
}

class CatchUp {
public:
    CatchUp(Store& store, const Codec& codec) : store_(store), codec_(codec) {}

    Result<std::int64_t> run() {
        const auto mark = store_.heads_whole_to();
        if (!mark) return mark.error();
        if (Status stands = check(*mark); !stands) return stands.error();
        at_ = *mark;
        for (bool more = true; more;) {
            const auto rows = store_.rows_after(at_, rows_at_once);
            if (!rows) return rows.error();
            for (const JournalRow& row : *rows) {
                if (Status taken = take(row); !taken) return taken.error();
            }
            more = !rows->empty();
            const bool enough = rows_ >= limits::heads_behind_rows_max;
            if (rows_ == 0 || (more && !enough)) continue;
            if (Status written = write(); !written) return written.error();
        }
        return at_;
    }

private:
    struct Chat {
        Head kept;
        std::optional<ConversationState> state;  // none: it cannot be read
    };

    // Behind the journal's end rows would come that nobody ever folds.
    Status check(std::int64_t mark) {
        if (mark == 0) return done();
        const auto row = store_.rows_after(mark - 1, 1);
        if (!row) return row.error();
        if (!row->empty() && row->front().n == mark) return done();
        return error(
            "corrupt",
            "the data file is damaged: its heads are said to be whole up to row "
                + std::to_string(mark)
                + " of the journal, which is not there. Nothing was changed. Put the last backup "
                  "back with `shopclerk restore`."
        );
    }

    // Rows that the head knows already are passed over: a mark that stands too low costs time only.
    Status take(const JournalRow& row) {
        at_ = row.n;
        ++rows_;
        auto found = chats_.find(row.conversation);
        if (found == chats_.end()) {
            auto kept = store_.head(row.conversation);
            if (!kept) return kept.error();
            found = chats_.emplace(row.conversation, chat_of(row.conversation, *kept)).first;
        }
        Chat& chat = found->second;
        if (row.n <= chat.kept.last_row) return done();
        if (chat.state) {
            if (Status known = add(chat, row); !known) give_up(chat, known.error());
        }
        chat.kept.last_row = row.n;
        return done();
    }

    Chat chat_of(ConversationId id, const std::optional<Head>& kept) {
        Chat chat{kept.value_or(Head{.conversation = id}), std::nullopt};
        if (!kept) {
            give_up(chat, error("corrupt", "it has no head"));
        } else if (auto state = codec_.decode_state(kept->state)) {
            chat.state = *std::move(state);
        } else {
            give_up(chat, state.error());
        }
        return chat;
    }

    Status add(Chat& chat, const JournalRow& row) {
        const auto events = codec_.decode_row(row.body);
        if (!events) return unfit(row, "cannot be read: " + events.error().message);
        if (fold(row, *events, *chat.state, chat.kept.last_row)) return done();
        return unfit(row, "does not follow its head");
    }

    static void give_up(Chat& chat, const Error& why) {
        chat.state.reset();
        telemetry::log(
            telemetry::Level::error,
            "conversation_unreadable",
            {{"conversation", to_string(chat.kept.conversation)}, {"why", why.message}}
        );
    }

    Status write() {
        Status written = store_.begin();
        for (const auto& [id, chat] : chats_) {
            if (!written) break;
            written = store_.put_head(head_of(chat));
        }
        if (written) written = store_.put_heads_whole_to(at_);
        if (written) written = store_.commit();
        if (!written) {
            store_.rollback();
            return written;
        }
        telemetry::log(
            telemetry::Level::info,
            "caught_up",
            {{"rows", std::to_string(rows_)}, {"heads", std::to_string(chats_.size())}}
        );
        chats_.clear();
        rows_ = 0;
        return done();
    }

    [[nodiscard]] Head head_of(const Chat& chat) const {
        if (!chat.state) return head_without_state(chat.kept, chat.kept.last_row);
        return app::head_of(*chat.state, chat.kept.last_row, codec_.encode_state(*chat.state));
    }

    Store& store_;
    const Codec& codec_;
    std::map<ConversationId, Chat> chats_;
    std::int64_t at_ = 0;
    std::int64_t rows_ = 0;  // since the last writing
};

}  // namespace

Result<std::int64_t> catch_up(Store& store, const Codec& codec) {
    return CatchUp(store, codec).run();
}

}  // namespace clerk::app
