#include "net/server.hpp"

#include "access/password.hpp"
#include "net/listener.hpp"
#include "net/loop.hpp"
#include "net/site.hpp"
#include "telemetry/log.hpp"

#include <thread>
#include <utility>
#include <vector>

namespace clerk::net {
namespace {

class LoopOutlet final : public app::Outlet {
public:
    explicit LoopOutlet(std::vector<std::unique_ptr<Loop>>& loops) : loops_(loops) {}

    void deliver(std::vector<app::Delivery> deliveries) override {
        if (loops_.size() == 1) return loops_.front()->deliver(std::move(deliveries));
        std::vector<std::vector<app::Delivery>> by_loop(loops_.size());
        for (app::Delivery& delivery : deliveries) {
            if (delivery.to.thread >= loops_.size()) continue;
            by_loop[delivery.to.thread].push_back(std::move(delivery));
        }
        for (std::size_t i = 0; i < loops_.size(); ++i) {
            if (!by_loop[i].empty()) loops_[i]->deliver(std::move(by_loop[i]));
        }
    }

private:
    std::vector<std::unique_ptr<Loop>>& loops_;
};

}  // namespace

struct Server::Inside {
    Inside(Options options, StaticFiles files, const Parts& parts)
        : site(
            std::move(options),
            std::move(files),
            parts.codec,
            parts.clock,
            parts.chance,
            parts.metrics
        ) {
        for (int i = 0; i < site.options.threads; ++i) {
            loops.push_back(std::make_unique<Loop>(site, static_cast<std::uint32_t>(i)));
        }
        listener = std::make_unique<Listener>(site, loops);
        passwords = std::make_unique<access::PasswordPool>();
        site.passwords = passwords.get();
    }

    Site site;
    std::vector<std::unique_ptr<Loop>> loops;
    LoopOutlet outlet{loops};
    std::unique_ptr<Listener> listener;               // on the first loop
    std::unique_ptr<access::PasswordPool> passwords;  // its jobs wake loops: ends before them
};

Result<std::unique_ptr<Server>> Server::make(Options options, Parts parts) {
    if (!options.tokens.keys.empty()) {
        if (const Status good = access::check_policy(options.tokens); !good.ok()) {
            return good.error();
        }
    }
    StaticFiles files;
    if (!options.web_folder.empty()) {
        Result<StaticFiles> loaded = StaticFiles::load(options.web_folder);
        if (!loaded.ok()) return loaded.error();
        files = *std::move(loaded);
    }
    auto inside = std::make_unique<Inside>(std::move(options), std::move(files), parts);
    return std::unique_ptr<Server>(new Server(std::move(inside)));
}

Server::Server(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Server::~Server() {
    stop(Millis{0});
}

app::Outlet& Server::outlet() {
    return inside_->outlet;
}

Status Server::start(Clerk& clerk) {
    inside_->site.clerk = &clerk;
    const Options& options = inside_->site.options;
    if (const Status opened = inside_->listener->open(options.host, options.port); !opened.ok()) {
        return opened;
    }
    for (const auto& loop : inside_->loops)
        loop->start();
    return done();
}

std::uint16_t Server::port() const {
    return inside_->listener->port();
}

void Server::sign_out(AgentId agent) {
    inside_->site.agents.end_all_of(agent);
}

void Server::stop_accepting() {
    inside_->site.draining = true;
    inside_->listener->close();
}

void Server::stop(Millis patience) {
    stop_accepting();
    for (const auto& loop : inside_->loops)
        loop->drain();
    const std::int64_t until = steady_ms() + patience.value;
    const auto anybody = [&] {
        for (const auto& loop : inside_->loops) {
            if (loop->size() > 0) return true;
        }
        return false;
    };
    while (anybody() && steady_ms() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (const auto& loop : inside_->loops)
        loop->abort();
    for (const auto& loop : inside_->loops)
        loop->join();
}

}  // namespace clerk::net
