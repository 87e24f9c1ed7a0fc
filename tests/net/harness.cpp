#include "net/harness.hpp"

#include "base/overloaded.hpp"

#include <algorithm>
#include <stdexcept>

namespace clerk::net {

FakeClerk::FakeClerk() : handler_(polite_answer) {}

FakeClerk::~FakeClerk() {
    stopping_ = true;
    inbox_.wake();
    if (thread_.joinable()) thread_.join();
}

bool FakeClerk::submit(app::Envelope envelope) {
    if (broken_) throw std::runtime_error("broken on purpose");
    if (full_ && !std::holds_alternative<app::Gone>(envelope.input)) return false;
    return inbox_.push(std::move(envelope));
}

nlu::Understanding FakeClerk::understand(std::string_view text) const {
    nlu::Understanding understood;
    understood.original = text;
    return understood;
}

void FakeClerk::run(app::Outlet& outlet) {
    thread_ = std::thread([this, &outlet] {
        while (!stopping_) {
            std::vector<app::Delivery> all;
            for (const app::Envelope& envelope : inbox_.take(Millis{100})) {
                const std::lock_guard lock(mutex_);
                seen_.push_back(envelope);
                std::ranges::move(handler_(envelope), std::back_inserter(all));
            }
            if (!all.empty()) outlet.deliver(std::move(all));
        }
    });
}

void FakeClerk::answer_with(Handler handler) {
    const std::lock_guard lock(mutex_);
    handler_ = std::move(handler);
}

std::vector<app::Envelope> FakeClerk::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

std::size_t FakeClerk::count_of(std::size_t index) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(seen_, [&](const app::Envelope& e) {
        return e.input.index() == index;
    }));
}

app::Delivery frame_to(app::SessionKey to, std::string frame) {
    app::Delivery delivery;
    delivery.to = to;
    delivery.frame = std::make_shared<const std::string>(std::move(frame));
    return delivery;
}

app::Delivery nack_to(app::SessionKey to, app::Code code) {
    app::Nack nack;
    nack.code = code;
    nack.message = "no";
    app::Delivery delivery = frame_to(to, wire::JsonCodec().nack(nack));
    delivery.code = code;
    delivery.is_nack = true;
    return delivery;
}

std::vector<app::Delivery> polite_answer(const app::Envelope& envelope) {
    const wire::JsonCodec codec;
    return std::visit(
        overloaded{
            [&](const app::Hello&) -> std::vector<app::Delivery> {
                app::Welcome welcome;
                welcome.conversation = ConversationId{77};
                welcome.session = "secret";
                return {frame_to(envelope.from, codec.welcome(welcome))};
            },
            [&](const app::Send& send) -> std::vector<app::Delivery> {
                return {frame_to(envelope.from, codec.ack(send.client_id, 1, {5}))};
            },
            [&](const app::Pull&) -> std::vector<app::Delivery> {
                return {frame_to(envelope.from, codec.events_page({}, 0, Owner::bot, 0))};
            },
            [&](const app::DeskHello& hello) -> std::vector<app::Delivery> {
                return {frame_to(envelope.from, codec.desk_welcome(hello.agent, {}, {}))};
            },
            [&](const app::DeskClaim& claim) -> std::vector<app::Delivery> {
                return {frame_to(envelope.from, codec.won(claim.ticket))};
            },
            [](const auto&) {
                return std::vector<app::Delivery>();
            }},
        envelope.input
    );
}

Harness::Harness(std::function<void(Options&)> adjust) {
    Options options;
    options.timeouts.tick = 20;
    options.requests = {100'000, 100'000};
    options.openings = {100'000, 100'000};
    if (adjust) adjust(options);
    auto made = Server::make(std::move(options), {codec, clock, chance, metrics});
    if (!made.ok()) throw std::runtime_error(made.error().message);
    server = *std::move(made);
    clerk.run(server->outlet());
    const Status started = server->start(clerk);
    if (!started.ok()) throw std::runtime_error(started.error().message);
}

Harness::~Harness() {
    server->stop(Millis{0});
}

double Harness::metric(const std::string& name) const {
    const std::string text = "\n" + metrics.expose();
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
}

}  // namespace clerk::net
