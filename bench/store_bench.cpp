/// How many durable turns a second the store takes: one journal row a turn, and heads as the engine
/// writes them, once they lie behind for long (app/behind.hpp); many turns a commit. Beside it a
/// bare loop of single INSERTs of as many bytes in the same run and the same groups. Batches
/// include their checkpoints; the worst one is printed, not only the median. Turns before the first
/// heads come due are not counted.
///
///     bench_store_bench [FOLDER] [TURNS] [BODY_BYTES] [STATE_BYTES]
///
/// FOLDER should lie on the disk that the shop's data will.

#include "app/behind.hpp"
#include "base/limits.hpp"
#include "store/database.hpp"
#include "store/sqlite.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace clerk;
using Steady = std::chrono::steady_clock;

constexpr std::size_t chats = 5'000;
constexpr UnixMillis begun{1'719'799'200'000};
constexpr std::size_t warm_turns = limits::heads_behind_rows_max + 2 * chats;
constexpr std::size_t warm_group = 512;

struct Load {
    std::size_t turns = 200'000;
    std::size_t body_bytes = 200;
    std::size_t state_bytes = 200;
};

struct Figures {
    double turns_per_s = 0;
    double median_ms = 0;
    double p99_ms = 0;
    double worst_ms = 0;
    double cpu_us = 0;  ///< a turn; on a busy machine the figure to trust
    double heads_a_turn = 0;
};

double seconds_since(Steady::time_point start) {
    return std::chrono::duration<double>(Steady::now() - start).count();
}

double cpu_s() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

void must(const Status& status) {
    if (status) return;
    std::fprintf(stderr, "%s: %s\n", status.error().code.c_str(), status.error().message.c_str());
    std::exit(2);
}

template <class T>
T want(Result<T> result) {
    if (!result) must(result.error());
    return *std::move(result);
}

/// Runs `batch(first, count)` over all turns in groups, and says how it went.
template <class Batch>
Figures measure(const Load& load, std::size_t group, Batch batch) {
    const std::size_t turns = group == 1 ? load.turns / 20 : load.turns;
    std::vector<double> took_ms;
    const auto start = Steady::now();
    const double cpu_start = cpu_s();
    for (std::size_t at = 0; at < turns; at += group) {
        const auto began = Steady::now();
        batch(at, std::min(group, turns - at));
        took_ms.push_back(seconds_since(began) * 1'000);
    }
    const double total_s = seconds_since(start);
    const double used_s = cpu_s() - cpu_start;
    std::ranges::sort(took_ms);
    return {
        .turns_per_s = static_cast<double>(turns) / total_s,
        .median_ms = took_ms[took_ms.size() / 2],
        .p99_ms = took_ms[took_ms.size() * 99 / 100],
        .worst_ms = took_ms.back(),
        .cpu_us = used_s * 1e6 / static_cast<double>(turns)};
}

/// Chats that take their turns by turns, stored as the engine stores them.
class Talk {
public:
    Talk(const std::filesystem::path& folder, const Load& load)
        : database_(want(store::Database::open((folder / "turns.db").string()))),
          last_row_(chats, 0) {
        row_.body.assign(load.body_bytes, 'b');
        head_.state.assign(load.state_bytes, 's');
    }

    void batch(std::size_t count) {
        must(database_->begin());
        behind_.begin();
        for (std::size_t i = 0; i < count; ++i)
            turn();
        const std::int64_t due = behind_.newest_row() - limits::heads_behind_rows_max;
        const std::int64_t mark = behind_.whole_to();
        while (const auto id = behind_.oldest(due))
            put_head(*id);
        if (behind_.whole_to() != mark) must(database_->put_heads_whole_to(behind_.whole_to()));
        must(database_->commit());
        database_->checkpoint_if_due(false);
    }

    [[nodiscard]] double heads_a_turn() const {
        return static_cast<double>(heads_) / static_cast<double>(turns_);
    }

    void count_from_here() { turns_ = heads_ = 0; }

private:
    static std::size_t chat_of(ConversationId id) { return (id.value >> 22) - 1; }

    // Scattered, so that the heads of a batch lie on pages all over the table.
    void turn() {
        const std::size_t chat = ++said_ * 7'919 % chats;
        row_.conversation = ConversationId{(chat + 1) << 22};
        row_.prev = last_row_[chat];
        row_.first_seq = said_;
        row_.last_seq = said_ + 1;
        row_.at = begun + Millis{static_cast<std::int64_t>(said_)};
        last_row_[chat] = want(database_->append(row_));
        behind_.row_written(row_.conversation, last_row_[chat], {});
        if (row_.prev == 0) put_head(row_.conversation);  // as its conversation is opened
        ++turns_;
    }

    void put_head(ConversationId id) {
        head_.conversation = id;
        head_.last_row = last_row_[chat_of(id)];
        head_.last_seq = said_;
        head_.at = row_.at;
        head_.wake_at = row_.at + minutes(5);
        ++head_.version;
        must(database_->put_head(head_));
        behind_.head_written(id);
        ++heads_;
    }

    std::unique_ptr<store::Database> database_;
    app::Behind behind_;
    std::vector<std::int64_t> last_row_;
    app::JournalRow row_;
    app::Head head_;
    std::size_t said_ = 0;
    std::size_t turns_ = 0;
    std::size_t heads_ = 0;
};

Figures journal_and_heads(
    const std::filesystem::path& folder, const Load& load, std::size_t group
) {
    Talk talk(folder, load);
    for (std::size_t turns = 0; turns < warm_turns; turns += warm_group)
        talk.batch(warm_group);
    talk.count_from_here();
    Figures figures =
        measure(load, group, [&](std::size_t, std::size_t count) { talk.batch(count); });
    figures.heads_a_turn = talk.heads_a_turn();
    return figures;
}

Figures bare_insert(const std::filesystem::path& folder, const Load& load, std::size_t group) {
    const auto connection =
        want(store::Connection::open((folder / "bare.db").string(), store::Mode::writer));
    must(connection->run("CREATE TABLE bare(n INTEGER PRIMARY KEY, body BLOB NOT NULL)"));
    store::Statement insert(*connection, "INSERT INTO bare(body) VALUES (?1)");
    const std::string bytes(load.body_bytes + load.state_bytes, 'b');
    return measure(load, group, [&](std::size_t, std::size_t count) {
        must(connection->begin());
        for (std::size_t i = 0; i < count; ++i)
            must(store::Query(insert, store::blob(bytes)).run());
        must(connection->commit());
        if (connection->wal_bytes() > (64LL << 20))
            static_cast<void>(want(connection->checkpoint()));
    });
}

void print(const char* what, std::size_t group, const Figures& f) {
    std::printf(
        "%-18s %6zu %10.0f %10.2f %8.2f %9.2f %8.1f %7.2f\n",
        what,
        group,
        f.turns_per_s,
        f.median_ms,
        f.p99_ms,
        f.worst_ms,
        f.cpu_us,
        f.heads_a_turn
    );
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path base =
        argc > 1 ? std::filesystem::path(argv[1]) : std::filesystem::current_path();
    Load load;
    if (argc > 2) load.turns = std::strtoul(argv[2], nullptr, 10);
    if (argc > 3) load.body_bytes = std::strtoul(argv[3], nullptr, 10);
    if (argc > 4) load.state_bytes = std::strtoul(argv[4], nullptr, 10);

    std::printf(
        "%zu turns over %zu chats, %zu + %zu bytes a turn\n",
        load.turns,
        chats,
        load.body_bytes,
        load.state_bytes
    );
    std::printf(
        "%-18s %6s %10s %10s %8s %9s %8s %7s\n",
        "",
        "group",
        "turns/s",
        "median ms",
        "p99 ms",
        "worst ms",
        "cpu us",
        "heads"
    );
    for (const std::size_t group : {std::size_t{1}, std::size_t{64}, std::size_t{512}}) {
        const std::filesystem::path folder = base / "store-bench.tmp";
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        const Figures bare = bare_insert(folder, load, group);
        const Figures turns = journal_and_heads(folder, load, group);
        std::filesystem::remove_all(folder);
        print("bare insert", group, bare);
        print("journal and heads", group, turns);
        std::printf("%-18s %6zu %10.2f\n", "ratio", group, turns.turns_per_s / bare.turns_per_s);
    }
    return 0;
}
