// `shopclerk serve`: every object of the running program, built by hand in the order in which they
// need each other; they end in the opposite order. The main thread then only waits for signals:
// TERM and INT end the server, HUP reloads the content, USR1 brings orders of `shopclerk agent`.
#include "app/data_folder.hpp"
#include "app/engine.hpp"
#include "app/system.hpp"
#include "cli/agent_orders.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/demo_shoppers.hpp"
#include "cli/engine_clerk.hpp"
#include "cli/now.hpp"
#include "cli/product_name.hpp"
#include "cli/reload_status.hpp"
#include "cli/token_policy.hpp"
#include "content/load.hpp"
#include "net/server.hpp"
#include "store/database.hpp"
#include "telemetry/log.hpp"
#include "wire/codec.hpp"

#include <CLI/CLI.hpp>
#include <atomic>
#include <charconv>
#include <csignal>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <sys/resource.h>
#include <thread>

namespace clerk::cli {
namespace {

using telemetry::Level;

struct Options {
    std::string listen = "127.0.0.1:8080";
    std::string data;
    std::string content = ".";
    std::string config;
    std::string web;
    std::string log_level = "info";
    int threads = 1;
    std::size_t sessions_max = limits::sessions_max_default;
    std::size_t per_address_max = limits::sessions_per_address_max_default;
    double openings_burst = static_cast<double>(limits::openings_burst_default);
    bool counts_loopback = false;  // only when a cap by address was given
    double messages_per_second = static_cast<double>(limits::messages_per_second_default);
    bool json_log = false;
    bool demo = false;
};

int complain(const Error& failure) {
    std::cerr << "shopclerk serve: " << failure.message << '\n';
    return exit_cannot;
}

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:0".
Result<Address> parse_address(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return error("listen", "--listen takes HOST:PORT");
    Address address;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    address.host = host;
    const std::string_view port = text.substr(colon + 1);
    const auto [end, failure] =
        std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (failure != std::errc{} || end != port.data() + port.size()) {
        return error("listen", "not a port: " + std::string(port));
    }
    return address;
}

// Ten thousand sockets want as many descriptors: all that we may have.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

// Before any thread starts: they all inherit it, and only the main thread takes signals.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1})
        sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    (void)std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

// The engine's thread; when it cannot go on it ends the process as a signal would.
class EngineThread {
public:
    explicit EngineThread(app::Engine& engine) : engine_(engine), thread_([this] { run(); }) {}

    ~EngineThread() { stop(); }

    EngineThread(const EngineThread&) = delete;
    EngineThread& operator=(const EngineThread&) = delete;

    // What is in the inbox is done first.
    void stop() {
        engine_.stop();
        if (thread_.joinable()) thread_.join();
    }

    [[nodiscard]] bool failed() const { return failed_; }

private:
    void run() {
        const Status ended = engine_.run();
        if (ended) return;
        telemetry::log(Level::error, "engine_failed", {{"why", ended.error().message}});
        failed_ = true;
        (void)::kill(::getpid(), SIGTERM);
    }

    app::Engine& engine_;
    std::atomic<bool> failed_{false};
    std::thread thread_;
};

// What the catalogue's products are called, for `<product>`. Read at start: an import wants the
// folder for itself, so the catalogue cannot change under a server.
Result<std::vector<nlu::ProductName>> product_names(store::Database& database) {
    auto products = database.products(limits::rules_max);
    if (!products) return products.error();
    std::vector<nlu::ProductName> names;
    for (const Product& product : *products) {
        names.push_back(product_name(product));
    }
    return names;
}

content::Loaded load(const Options& options, const std::vector<nlu::ProductName>& products) {
    content::LoadOptions how;
    how.config = options.config;
    how.products = products;
    return content::load_content(options.content, how);
}

std::vector<std::string> lines_of(const std::vector<content::Problem>& problems) {
    std::vector<std::string> lines;
    for (const content::Problem& problem : problems)
        lines.push_back(content::to_string(problem));
    return lines;
}

// Sign-ins look agents up on password threads, which share one reader.
auto agent_finder(std::shared_ptr<app::Reader> reader) {
    return [reader = std::move(reader),
            mutex = std::make_shared<std::mutex>()](std::string_view login) {
        const std::lock_guard lock(*mutex);
        return reader->agent_by_login(login);
    };
}

wire::SpeechLimits speech_limits(const Options& options) {
    return {options.messages_per_second, 4 * options.messages_per_second};
}

Result<net::Options> server_options(
    const Options& options,
    const content::Config& config,
    const app::DataFolder& folder,
    const store::Database& database
) {
    auto address = parse_address(options.listen);
    if (!address) return address.error();
    auto tokens = token_policy(config.sign_in, folder);
    if (!tokens) return tokens.error();
    auto reader = database.reader();
    if (!reader) return reader.error();
    net::Options server;
    server.host = address->host;
    server.port = address->port;
    server.threads = options.threads;
    server.sessions_max = options.sessions_max;
    server.sessions_per_address_max = options.per_address_max;
    server.count_loopback = options.counts_loopback;
    server.openings.burst = options.openings_burst;
    server.openings.per_second = options.openings_burst / 60;
    const wire::SpeechLimits speech = speech_limits(options);
    server.messages = {speech.burst, speech.messages_per_second};
    server.origins = config.origins;
    server.web_folder = options.web;
    server.find_agent = agent_finder(*std::move(reader));
    if (options.demo) server.demo_shoppers = demo_shoppers(folder, *tokens);
    server.tokens = *std::move(tokens);
    return server;
}

class Reloader {
public:
    Reloader(
        std::function<content::Loaded()> load,
        TakenAtStart running,
        const app::DataFolder& folder,
        app::Engine& engine,
        telemetry::Metrics& metrics
    )
        : load_(std::move(load)),
          running_(std::move(running)),
          folder_(folder),
          engine_(engine),
          metrics_(metrics) {
        if (const auto last = read_reload_status(folder.path())) number_ = last->number;
    }

    // The old content stays when the new one has errors, or no server would start on it.
    void reload() {
        content::Loaded loaded = load_();
        ReloadStatus status{++number_, loaded.snapshot != nullptr, lines_of(loaded.problems)};
        if (status.ok) look_at_settings(loaded.config, status);
        if (status.ok) {
            engine_.replace_content(std::move(loaded.snapshot));
            metrics_.count(telemetry::Counter::reloads);
            telemetry::log(Level::info, "reloaded");
        } else {
            metrics_.count(telemetry::Counter::reloads_refused);
            const std::string problems = std::to_string(status.problems.size());
            telemetry::log(Level::error, "reload_refused", {{"problems", problems}});
            for (const std::string& problem : status.problems) {
                telemetry::log(Level::error, "content", {{"problem", problem}});
            }
        }
        const Status told = write_reload_status(folder_.path(), status);
        if (!told) telemetry::log(Level::error, "reload_status", {{"why", told.error().message}});
    }

private:
    void look_at_settings(const content::Config& config, ReloadStatus& status) const {
        auto tokens = token_policy(config.sign_in, folder_);
        status.ok = tokens.ok();
        if (!tokens) return status.problems.push_back("error: " + tokens.error().message);
        for (const std::string& want : wants_restart(running_, {config.origins, *tokens})) {
            telemetry::log(Level::warning, "wants_restart", {{"what", want}});
            status.problems.push_back("warning: " + want);
        }
    }

    std::function<content::Loaded()> load_;
    const TakenAtStart running_;
    const app::DataFolder& folder_;
    app::Engine& engine_;
    telemetry::Metrics& metrics_;
    std::uint64_t number_ = 0;
};

// Until TERM or INT. A reload is a second of work that nobody waits for: this thread, on Linux it
// alone, stands back for those that talk.
void handle_signals(
    const sigset_t& signals, Reloader& reloader, const std::function<void()>& take_orders
) {
    constexpr int niceness = 10;
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, niceness));
    for (;;) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0) continue;
        if (signal == SIGHUP) {
            reloader.reload();
        } else if (signal == SIGUSR1) {
            take_orders();
        } else {
            return;
        }
    }
}

std::string shown_url(const Options& options, std::uint16_t port) {
    return "http://" + options.listen.substr(0, options.listen.rfind(':') + 1)
           + std::to_string(port);
}

int serve_with(const Options& options, const sigset_t& signals, app::DataFolder& folder) {
    // The one connection that writes; once the engine runs it belongs to the engine's thread.
    const auto database = store::Database::open(folder.database());
    if (!database) return complain(database.error());
    if (!exists_or_complain(options.content, std::cerr)) return exit_cannot;
    if (!options.config.empty() && !exists_or_complain(options.config, std::cerr)) {
        return exit_cannot;
    }
    // What ops wrote, and what the shop sells: nothing starts on content that has errors.
    const auto products = product_names(**database);
    if (!products) return complain(products.error());
    content::Loaded loaded = load(options, *products);
    for (const std::string& line : lines_of(loaded.problems))
        std::cerr << line << '\n';
    if (loaded.snapshot == nullptr) return exit_found;
    // What is stateless or shared by all: time, chance, JSON, the numbers that ops watch.
    const app::SystemClock clock;
    app::SystemChance chance;
    const wire::JsonCodec codec(speech_limits(options));
    telemetry::Metrics metrics;
    // The network, not listening yet: the engine needs somewhere to deliver to.
    auto set_up = server_options(options, loaded.config, folder, **database);
    if (!set_up) return complain(set_up.error());
    TakenAtStart taken{set_up->origins, set_up->tokens};
    const auto server = net::Server::make(*std::move(set_up), {codec, clock, chance, metrics});
    if (!server) return complain(server.error());
    // The one who changes things. Its ids go on behind those of the file, whatever the clock says.
    const auto newest_id = (*database)->newest_id();
    if (!newest_id) return complain(newest_id.error());
    app::Engine engine(
        {**database, codec, (*server)->outlet(), clock, chance, metrics, *newest_id},
        std::move(loaded.snapshot)  // nobody else keeps it: a reload frees it
    );
    EngineClerk clerk(engine);
    const auto load_again = [&] {
        return load(options, *products);
    };
    Reloader reloader(load_again, std::move(taken), folder, engine, metrics);
    EngineThread running(engine);
    // Last of all the door opens.
    if (const Status started = (*server)->start(clerk); !started) return complain(started.error());
    std::cout << "listening on " << shown_url(options, (*server)->port()) << std::endl;
    telemetry::log(Level::info, "listening", {{"on", shown_url(options, (*server)->port())}});

    handle_signals(signals, reloader, [&] {
        take_orders(folder.path(), [&](const AgentOrder& order) {
            return carry_out(order, **database, engine, **server, clock);
        });
    });

    // Nobody new; what was said is stored and acknowledged; then everybody is told goodbye.
    telemetry::log(Level::info, "stopping");
    (*server)->stop_accepting();
    running.stop();
    (*server)->stop(Millis{limits::ws_close_timeout_ms});
    telemetry::log(Level::info, "stopped");
    return running.failed() ? exit_cannot : exit_well;
}

Level level_of(const std::string& name) {
    if (name == "debug") return Level::debug;
    if (name == "warning") return Level::warning;
    return name == "error" ? Level::error : Level::info;
}

int run(const Options& options) {
    telemetry::open_log(level_of(options.log_level), options.json_log);
    raise_descriptor_limit();
    const sigset_t signals = block_signals();
    auto folder = app::DataFolder::open(options.data, "serve", system_now());
    if (!folder) return complain(folder.error());
    return serve_with(options, signals, *folder);
}

void declare_limits(CLI::App& app, Options& options) {
    app.add_option("--threads", options.threads, "network threads")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    app.add_option("--sessions-max", options.sessions_max, "connections in all")
        ->capture_default_str();
    app.add_option("--sessions-per-address", options.per_address_max, "connections of one address")
        ->capture_default_str();
    app.add_option(
           "--openings-per-minute", options.openings_burst, "new conversations of one address"
    )
        ->capture_default_str();
    app.add_option(
           "--messages-per-second",
           options.messages_per_second,
           "of one session; four times at once"
    )
        ->capture_default_str();
}

}  // namespace

Run serve(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("--listen", options->listen, "where to listen; port 0 takes a free one")
        ->type_name("HOST:PORT")
        ->capture_default_str();
    app.add_option("--data", options->data, "the shop's data folder; made when missing")
        ->type_name("DIR")
        ->required();
    app.add_option("--content", options->content, "the folder of intents/, flows/ and config/")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--config", options->config, "instead of config/shopclerk.yaml")
        ->type_name("FILE");
    app.add_option("--web", options->web, "the folder of built pages to serve")->type_name("DIR");
    app.add_option("--log-level", options->log_level, "what to log")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
        ->capture_default_str();
    app.add_flag("--log-json", options->json_log, "log JSON lines");
    app.add_flag("--demo", options->demo, "tell the demo's shoppers at /demo/shoppers");
    declare_limits(app, *options);
    return [options, &app] {
        options->counts_loopback =
            app.count("--sessions-per-address") + app.count("--openings-per-minute") > 0;
        return run(*options);
    };
}

}  // namespace clerk::cli
