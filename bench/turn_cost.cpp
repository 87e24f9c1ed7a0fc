// What a turn costs in this process, stage by stage and without sockets: reading the frame,
// understanding, and the engine's part with and without a store. CPU time of one thread, medians of
// rounds, and how often a turn allocates memory; bench/turn_bench.sh measures the same over
// WebSocket.
//
//   bench_turn_cost [CONTENT [DEMO FOLDER [SECONDS A ROUND [ONLY]]]]
//
// DEMO FOLDER, made by `shopclerk demo`, gives orders to look up; the turns are kept in memory.
// ONLY is a line's name, for a profiler that should see nothing else.
#include "app/engine.hpp"
#include "app/system.hpp"
#include "content/load.hpp"
#include "forgetful_store.hpp"
#include "shopper.hpp"
#include "store/database.hpp"
#include "telemetry/log.hpp"
#include "wire/codec.hpp"
#include "wire/inbound.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <new>
#include <string_view>

namespace {

thread_local std::size_t allocations = 0;

}  // namespace

// The program's own allocator behind a counter.
void* operator new(std::size_t bytes) {
    ++allocations;
    void* memory = std::malloc(bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace {

using namespace bench;

constexpr std::size_t chats = 64;
constexpr int rounds = 5;
constexpr std::size_t turns_before_new_chats = 400;

double now_us() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

class CountingOutlet final : public app::Outlet {
public:
    void deliver(std::vector<app::Delivery> deliveries) override {
        for (const app::Delivery& delivery : deliveries) {
            bytes += delivery.frame ? delivery.frame->size() : 0;
            refused += delivery.is_nack ? 1 : 0;
        }
        frames += deliveries.size();
    }

    std::size_t frames = 0;
    std::size_t bytes = 0;
    std::size_t refused = 0;
};

struct Costs {
    double reading = 0;
    double understanding = 0;
    double engine = 0;
    std::size_t turns = 0;
    std::size_t allocations = 0;
};

class House {
public:
    House(app::Store& store, content::SnapshotPtr content)
        : engine_({store, codec_, outlet_, clock_, chance_, metrics_}, content),
          lexicon_(*content->script.lexicon),
          content_(content) {
        if (!engine_.start()) std::exit(2);
    }

    void open_chats(Errand errand, const std::vector<Purchase>& orders) {
        shoppers_.clear();
        for (std::size_t i = 0; i < chats; ++i) {
            if (first_ != 0) submit(first_ + i, app::Gone{});
        }
        first_ = next_session_;
        next_session_ += chats;
        for (std::size_t i = 0; i < chats; ++i) {
            shoppers_.emplace_back(errand, i, orders);
            app::Hello hello;
            hello.lang = parse_lang(shoppers_.back().lang());
            hello.address = "127.0.0.1";
            submit(first_ + i, std::move(hello));
        }
        engine_.work({});
        said_ = 0;
    }

    // One message of every chat, one batch.
    void round(Costs& costs) {
        std::array<std::string, chats> frames;
        for (std::size_t i = 0; i < chats; ++i) {
            frames[i] = R"({"verb":"send","id":"load-)" + std::to_string(++messages_)
                        + R"(","text":")" + shoppers_[i].says(random_) + "\"}";
        }
        const double begin = now_us();
        const std::size_t allocated = allocations;
        std::vector<wire::SendFrame> read;
        for (const std::string& frame : frames) {
            auto got = wire::read_shopper(frame);
            read.push_back(std::get<wire::SendFrame>(std::get<wire::ShopperFrame>(std::move(got))));
        }
        const double read_at = now_us();
        std::vector<app::Send> sends(chats);
        for (std::size_t i = 0; i < chats; ++i)
            sends[i].understanding = lexicon_.understand(read[i].text);
        const double understood_at = now_us();
        for (std::size_t i = 0; i < chats; ++i) {
            sends[i].client_id = std::move(read[i].id);
            sends[i].text = std::move(read[i].text);
            submit(first_ + i, std::move(sends[i]));
        }
        engine_.work({});
        costs.reading += read_at - begin;
        costs.understanding += understood_at - read_at;
        costs.engine += now_us() - understood_at;
        costs.turns += chats;
        costs.allocations += allocations - allocated;
        ++said_;
    }

    [[nodiscard]] bool chats_are_long() const { return said_ >= turns_before_new_chats; }

    [[nodiscard]] const CountingOutlet& outlet() const { return outlet_; }

private:
    void submit(std::uint64_t session, app::Input input) {
        if (!engine_.submit({{0, session}, std::move(input)})) std::exit(2);
    }

    wire::JsonCodec codec_;
    CountingOutlet outlet_;
    app::SystemClock clock_;
    app::SystemChance chance_;
    telemetry::Metrics metrics_;
    app::Engine engine_;
    const nlu::Lexicon& lexicon_;
    content::SnapshotPtr content_;
    std::vector<Shopper> shoppers_;
    std::uint64_t first_ = 0;
    std::uint64_t next_session_ = 1;
    std::uint64_t messages_ = 10'000'000;
    std::size_t said_ = 0;
    Random random_;
};

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Setting {
    std::string_view name;
    Errand errand;
    app::Store& store;
};

void measure(
    const Setting& setting,
    const content::SnapshotPtr& content,
    const std::vector<Purchase>& orders,
    double seconds
) {
    House house(setting.store, content);
    std::vector<double> reading;
    std::vector<double> understanding;
    std::vector<double> engine;
    std::vector<double> all;
    std::vector<double> allocated;
    for (int i = 0; i <= rounds; ++i) {
        Costs costs;
        for (const double until = now_us() + seconds * 1e6; now_us() < until;) {
            if (costs.turns == 0 || house.chats_are_long())
                house.open_chats(setting.errand, orders);
            house.round(costs);
        }
        if (i == 0) continue;  // warm
        const auto turns = static_cast<double>(costs.turns);
        reading.push_back(costs.reading / turns);
        understanding.push_back(costs.understanding / turns);
        engine.push_back(costs.engine / turns);
        all.push_back((costs.reading + costs.understanding + costs.engine) / turns);
        allocated.push_back(static_cast<double>(costs.allocations) / turns);
    }
    const auto& sent = house.outlet();
    std::printf(
        "%-18s %8.2f %8.2f %8.2f %8.2f %8.1f   %.0f bytes a frame, %zu refused\n",
        setting.name.data(),
        median(reading),
        median(understanding),
        median(engine),
        median(all),
        median(allocated),
        static_cast<double>(sent.bytes) / static_cast<double>(sent.frames),
        sent.refused
    );
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string folder = argc > 1 ? argv[1] : CLERK_SOURCE_DIR;
    const std::string demo = argc > 2 ? argv[2] : "";
    const double seconds = argc > 3 ? std::strtod(argv[3], nullptr) : 1;
    const std::string_view only = argc > 4 ? argv[4] : "";
    telemetry::open_log(telemetry::Level::error, false);
    content::LoadOptions options;
    options.examples = false;
    const content::Loaded loaded = content::load_content(folder, options);
    if (!loaded.snapshot) {
        std::fprintf(stderr, "%s has errors: see shopclerk check\n", folder.c_str());
        return 2;
    }
    const auto copy = std::filesystem::temp_directory_path() / "shopclerk-turn-cost.db";
    if (!demo.empty()) {
        std::filesystem::copy_file(
            demo + "/shopclerk.db", copy, std::filesystem::copy_options::overwrite_existing
        );
    }
    auto database = store::Database::open(demo.empty() ? ":memory:" : copy.string());
    if (!database) {
        std::fprintf(stderr, "%s\n", database.error().message.c_str());
        return 2;
    }
    ForgetfulStore forgetful(**database);
    const std::vector<Purchase> orders = read_orders(demo);
    std::printf("%zu rules, us of CPU a turn\n", loaded.snapshot->script.lexicon->rules().size());
    std::printf("%-18s %8s %8s %8s %8s %8s\n", "", "read", "underst.", "engine", "all", "allocs");
    const auto settings = std::to_array<Setting>({
        {"talk, unstored", Errand::talk, forgetful},
        {"talk, stored", Errand::talk, **database},
        {"look-up, unstored", Errand::look_up, forgetful},
        {"look-up, stored", Errand::look_up, **database},
    });
    for (const Setting& setting : settings) {
        const bool can_look_up = setting.errand == Errand::talk || !orders.empty();
        const bool asked_for = only.empty() || setting.name == only;
        if (can_look_up && asked_for) measure(setting, loaded.snapshot, orders, seconds);
    }
    database->reset();
    for (const char* part : {"", "-wal", "-shm"})
        std::filesystem::remove(copy.string() + part);
}
