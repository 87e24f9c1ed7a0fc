// The server as `shopclerk serve` puts it together, for what that would not do: with a store that
// keeps no conversation, so that a turn costs what it costs without storage, or with rules that are
// not held to their examples. Network, JSON, understanding, flows and the shop's tables are the
// program's own.
//
//   bench_server stored|unstored CONTENT DEMO_FOLDER
//
// Prints "listening on http://127.0.0.1:PORT" and runs until it is killed.
#include "net/server.hpp"

#include "app/engine.hpp"
#include "app/system.hpp"
#include "cli/engine_clerk.hpp"
#include "content/load.hpp"
#include "forgetful_store.hpp"
#include "store/database.hpp"
#include "telemetry/log.hpp"
#include "wire/codec.hpp"

#include <cstdio>
#include <iostream>
#include <sys/resource.h>

namespace {

using namespace clerk;

int fail(const Error& why) {
    std::fprintf(stderr, "%s\n", why.message.c_str());
    return 2;
}

net::Options options() {
    net::Options server;
    server.host = "127.0.0.1";
    server.port = 0;
    server.sessions_max = 100'000;
    server.count_loopback = false;
    server.messages.per_second = 1e6;
    server.messages.burst = 4e6;
    return server;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "bench_server stored|unstored CONTENT DEMO_FOLDER\n";
        return 2;
    }
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    telemetry::open_log(telemetry::Level::warning, false);
    const auto database = store::Database::open(std::string(argv[3]) + "/shopclerk.db");
    if (!database) return fail(database.error());
    content::LoadOptions how;
    how.examples = false;
    content::Loaded loaded = content::load_content(argv[2], how);
    if (!loaded.snapshot) return fail(error("content", "the content has errors: see check"));
    const app::SystemClock clock;
    app::SystemChance chance;
    const wire::JsonCodec codec;
    telemetry::Metrics metrics;
    const auto server = net::Server::make(options(), {codec, clock, chance, metrics});
    if (!server) return fail(server.error());
    const auto newest_id = (*database)->newest_id();
    if (!newest_id) return fail(newest_id.error());
    bench::ForgetfulStore forgetful(**database);
    const bool stored = std::string_view(argv[1]) == "stored";
    app::Store& store = stored ? static_cast<app::Store&>(**database) : forgetful;
    app::Engine engine(
        {store, codec, (*server)->outlet(), clock, chance, metrics, *newest_id},
        std::move(loaded.snapshot)
    );
    cli::EngineClerk clerk(engine);
    if (const Status started = (*server)->start(clerk); !started) return fail(started.error());
    std::cout << "listening on http://127.0.0.1:" << (*server)->port() << std::endl;
    const Status ended = engine.run();
    return ended ? 0 : fail(ended.error());
}
