/// How many durable turns a second the store takes: one journal row and one head a turn, many turns
/// a commit, beside a bare loop of single INSERTs of the same bytes in the same run and the same
/// groups. Batches include their checkpoints; the worst one is printed, not only the median.
///
///     bench_store_bench [FOLDER] [TURNS] [BODY_BYTES] [STATE_BYTES]
///
/// FOLDER should lie on the disk that the shop's data will.

#include "store/database.hpp"
#include "store/sqlite.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace clerk;
using Steady = std::chrono::steady_clock;

constexpr std::size_t chats = 5'000;
constexpr UnixMillis begun{1'719'799'200'000};

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

Figures journal_and_head(const std::filesystem::path& folder, const Load& load, std::size_t group) {
    const auto database = want(store::Database::open((folder / "turns.db").string()));
    std::vector<std::int64_t> last(chats, 0);
    app::JournalRow row;
    row.body.assign(load.body_bytes, 'b');
    app::Head head;
    head.state.assign(load.state_bytes, 's');
    return measure(load, group, [&](std::size_t first, std::size_t count) {
        must(database->begin());
        for (std::size_t n = first; n < first + count; ++n) {
            // Scattered, so that the heads of a batch lie on pages all over the table.
            const std::size_t chat = n * 7'919 % chats;
            row.conversation = ConversationId{(chat + 1) << 22};
            row.prev = last[chat];
            row.first_seq = n;
            row.last_seq = n + 1;
            row.at = begun + Millis{static_cast<std::int64_t>(n)};
            last[chat] = want(database->append(row));
            head.conversation = row.conversation;
            head.last_row = last[chat];
            head.last_seq = row.last_seq;
            head.at = row.at;
            head.wake_at = row.at + minutes(5);
            ++head.version;
            must(database->put_head(head));
        }
        must(database->commit());
        database->checkpoint_if_due(false);
    });
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
        "%-18s %6zu %10.0f %10.2f %8.2f %9.2f %8.1f\n",
        what,
        group,
        f.turns_per_s,
        f.median_ms,
        f.p99_ms,
        f.worst_ms,
        f.cpu_us
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
        "%-18s %6s %10s %10s %8s %9s %8s\n",
        "",
        "group",
        "turns/s",
        "median ms",
        "p99 ms",
        "worst ms",
        "cpu us"
    );
    for (const std::size_t group : {std::size_t{1}, std::size_t{64}, std::size_t{512}}) {
        const std::filesystem::path folder = base / "store-bench.tmp";
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        const Figures bare = bare_insert(folder, load, group);
        const Figures turns = journal_and_head(folder, load, group);
        std::filesystem::remove_all(folder);
        print("bare insert", group, bare);
        print("journal and head", group, turns);
        std::printf("%-18s %6zu %10.2f\n", "ratio", group, turns.turns_per_s / bare.turns_per_s);
    }
    return 0;
}
