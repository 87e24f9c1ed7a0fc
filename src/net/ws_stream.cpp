#include "net/ws_stream.hpp"

#include "net/frame_place.hpp"
#include "net/loop.hpp"

#include <boost/asio/execution.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace clerk::net {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

namespace {

constexpr std::string_view subprotocol = "shopclerk.v1";
constexpr unsigned char pong_byte = 0x8A;
constexpr unsigned char close_byte = 0x88;

std::shared_ptr<const std::string> shared(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

// What is to be done once; std::function would want to copy it.
class Job {
public:
    Job() = default;

    template <class Act>
    explicit Job(Act act) : held_(std::make_unique<Held<Act>>(std::move(act))) {}

    [[nodiscard]] bool waits() const { return held_ != nullptr; }

    // REQUIRES: waits(). Another may take its place meanwhile.
    void run() { std::exchange(held_, nullptr)->run(); }

private:
    struct Base {
        virtual ~Base() = default;
        virtual void run() = 0;
    };

    template <class Act>
    struct Held final : Base {
        explicit Held(Act an_act) : act(std::move(an_act)) {}

        void run() override { act(); }

        Act act;
    };

    std::unique_ptr<Base> held_;
};

// What Beast posts, until next() or close() run it: never on the io_context, where it could come
// when the session is gone or the shared buffer is somebody else's.
class Jobs {
public:
    void add(Job job) { jobs_.push_back(std::move(job)); }

    // False: there was none.
    bool run_one() {
        if (jobs_.empty()) return false;
        Job job = std::move(jobs_.front());
        jobs_.erase(jobs_.begin());
        job.run();
        return true;
    }

private:
    std::vector<Job> jobs_;  // one or two
};

// The executor that puts them there.
class JobsExecutor {
public:
    JobsExecutor(asio::io_context& io, Jobs& jobs) : io_(&io), jobs_(&jobs) {}

    template <class Act>
    void execute(Act&& act) const {
        jobs_->add(Job(std::decay_t<Act>(std::forward<Act>(act))));
    }

    [[nodiscard]] asio::execution_context& query(asio::execution::context_t /*what*/)
        const noexcept {
        return *io_;
    }

    [[nodiscard]] static constexpr asio::execution::blocking_t query(
        asio::execution::blocking_t /*what*/
    ) noexcept {
        return asio::execution::blocking_t::never_t();
    }

    bool operator==(const JobsExecutor& other) const noexcept { return jobs_ == other.jobs_; }

    bool operator!=(const JobsExecutor& other) const noexcept { return jobs_ != other.jobs_; }

private:
    asio::io_context* io_;
    Jobs* jobs_;
};

// The stream's two ends that lie in memory.
struct Ends {
    Connection& connection;
    Jobs jobs;
    std::span<const char> input;              // fed and not read
    Job reader;                               // waits for input
    asio::mutable_buffer room;                // where it wants it
    std::size_t read = 0;                     // what it got
    std::shared_ptr<const std::string> body;  // of the message that is being sent
    bool body_queued = false;
    std::string pong;  // owed, only the newest
    bool closed = false;
    bool mute = false;  // what is written goes nowhere

    explicit Ends(Connection& a_connection) : connection(a_connection) {}

    void queue(std::string bytes) {
        const auto first = static_cast<unsigned char>(bytes.front());
        if (first == pong_byte) {
            pong = std::move(bytes);
            return;
        }
        if (first == close_byte) closed = true;
        connection.queue({{}, shared(std::move(bytes))});
    }

    // A message is queued with its first part, and by reference: other connections may share it.
    template <class Buffers>
    std::size_t take(const Buffers& buffers) {
        const std::size_t size = beast::buffer_bytes(buffers);
        if (mute) return size;
        if (!body) {
            queue(beast::buffers_to_string(buffers));
        } else if (!std::exchange(body_queued, true)) {
            FrameHeader header;
            const asio::const_buffer first = *asio::buffer_sequence_begin(buffers);
            header.size = static_cast<std::uint8_t>(first.size());
            std::ranges::copy_n(
                static_cast<const char*>(first.data()), header.size, header.bytes.begin()
            );
            connection.queue({header, body});
        }
        return size;
    }

    // False: it waits for no input, or there is none.
    bool give_input() {
        if (!reader.waits() || input.empty()) return false;
        read = std::min(room.size(), input.size());
        std::copy_n(input.begin(), read, static_cast<char*>(room.data()));
        input = input.subspan(read);
        reader.run();
        return true;
    }
};

// Beast's next layer.
class Next {
public:
    using executor_type = JobsExecutor;

    explicit Next(Ends& ends) : ends_(&ends) {}

    [[nodiscard]] JobsExecutor get_executor() const noexcept {
        return {ends_->connection.loop().io(), ends_->jobs};
    }

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        ends_->room = *asio::buffer_sequence_begin(buffers);
        ends_->reader = Job([ends = ends_, resume = std::forward<Handler>(handler)]() mutable {
            resume(ErrorCode(), ends->read);
        });
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        const std::size_t size = ends_->take(buffers);
        ends_->jobs.add(Job([size, resume = std::forward<Handler>(handler)]() mutable {
            resume(ErrorCode(), size);
        }));
    }

    template <class Buffers>
    std::size_t write_some(const Buffers& buffers, ErrorCode& failure) {
        failure = {};
        return ends_->take(buffers);
    }

    template <class Buffers>
    std::size_t write_some(const Buffers& buffers) {
        return ends_->take(buffers);
    }

    // Beast asks a stream for these too; nothing of ours calls them.
    template <class Buffers>
    std::size_t read_some(const Buffers& /*buffers*/, ErrorCode& failure) {
        failure = asio::error::operation_not_supported;
        return 0;
    }

    template <class Buffers>
    std::size_t read_some(const Buffers& buffers) {
        ErrorCode failure;
        (void)read_some(buffers, failure);
        throw boost::system::system_error(failure);
    }

    // What ends the socket is the session's business.
    template <class Handler>
    friend void async_teardown(beast::role_type /*role*/, Next& next, Handler&& handler) {
        next.ends_->jobs.add(Job([resume = std::forward<Handler>(handler)]() mutable {
            resume(ErrorCode());
        }));
    }

    friend void beast_close_socket(Next& /*next*/) {}

private:
    Ends* ends_;
};

using Stream = websocket::stream<Next, false>;

// An upgrade that any server accepts.
http::request<http::empty_body> some_request() {
    http::request<http::empty_body> request(http::verb::get, "/", 11);
    request.set(http::field::host, "shopclerk");
    request.set(http::field::connection, "upgrade");
    request.set(http::field::upgrade, "websocket");
    request.set(http::field::sec_websocket_version, "13");
    request.set(http::field::sec_websocket_key, "AAAAAAAAAAAAAAAAAAAAAA==");
    return request;
}

http::request<http::empty_body> request_of(const Head& head) {
    http::request<http::empty_body> request;
    request.version(11);
    request.method(http::verb::get);
    request.target(head.target);
    for (const Header& header : head.headers)
        request.insert(header.name, header.value);
    return request;
}

}  // namespace

struct WsStream::Impl {
    Ends ends;
    FramePlace place;  // of the last byte fed
    Stream stream;
    std::vector<char>& room;  // where a part of a message is read to
    std::string message;      // its earlier parts
    std::size_t part = 0;     // what the read has brought
    ErrorCode failure;
    bool whole = false;   // no part is missing: it was handed out
    bool ponged = false;  // the peer has
    bool reading = false;
    bool over = false;

    explicit Impl(Connection& connection)
        : ends(connection), stream(Next(ends)), room(connection.loop().message_room()) {
        using Base = websocket::stream_base;
        stream.set_option(Base::timeout{Base::none(), Base::none(), false});
        stream.read_message_max(limits::frame_bytes_max);
        stream.auto_fragment(false);
        stream.text(true);
        stream.control_callback([this](websocket::frame_type kind, beast::string_view /*text*/) {
            ponged = ponged || kind == websocket::frame_type::pong;
        });
    }

    void read() {
        reading = true;
        stream.async_read_some(
            asio::buffer(room),
            [this](const ErrorCode& a_failure, std::size_t size) {
                reading = false;
                failure = a_failure;
                part = size;
            }
        );
    }

    // The handshake was another stream's.
    void take_over() {
        ends.mute = true;
        stream.accept(some_request());
        ends.mute = false;
    }

    // Whether all that was fed is used up, and a new stream would know as much as this one.
    [[nodiscard]] bool between_messages() const {
        const bool waits = !reading || ends.reader.waits();
        return waits && ends.input.empty() && !ends.closed && !over && place.between_messages();
    }

    void flush_pong() {
        if (ends.pong.empty()) return;
        std::string pong = std::exchange(ends.pong, {});
        if (!ends.closed) ends.connection.queue({{}, shared(std::move(pong))});
    }
};

WsStream::WsStream(Connection& connection)
    : connection_(connection), impl_(std::make_unique<Impl>(connection)) {}

WsStream::~WsStream() = default;

bool WsStream::accept(const Head& head) {
    const bool ours = head.lists("sec-websocket-protocol", subprotocol);
    impl_->stream.set_option(
        websocket::stream_base::decorator([ours](websocket::response_type& response) {
            response.set(http::field::server, "shopclerk");
            if (ours) response.set(http::field::sec_websocket_protocol, subprotocol);
        })
    );
    ErrorCode failure;
    impl_->stream.accept(request_of(head), failure);
    return !failure;
}

WsStream::Impl& WsStream::awake() {
    if (!impl_) {
        impl_ = std::make_unique<Impl>(connection_);
        impl_->take_over();
    }
    return *impl_;
}

void WsStream::rest() {
    if (impl_ && impl_->between_messages()) impl_.reset();
}

void WsStream::feed(std::span<const char> bytes) {
    Impl& impl = awake();
    impl.ends.input = bytes;
    impl.place.pass(bytes);
}

WsStream::Heard WsStream::next() {
    Impl& impl = awake();
    if (impl.over) return Nothing{};
    if (std::exchange(impl.whole, false)) impl.message = {};
    for (;;) {
        if (!impl.reading) impl.read();
        while (impl.reading && (impl.ends.jobs.run_one() || impl.ends.give_input())) {
        }
        if (impl.reading) {
            impl.flush_pong();
            return Nothing{};
        }
        if (impl.failure) {
            impl.over = true;
            impl.ends.input = {};
            return End{impl.failure == websocket::error::closed};
        }
        const std::string_view part(impl.room.data(), impl.part);
        const bool done = impl.stream.is_message_done();
        const bool binary = impl.stream.got_binary();
        if (done && impl.message.empty()) return Message{part, binary};
        impl.message.append(part);
        impl.whole = done;
        if (done) return Message{impl.message, binary};
    }
}

void WsStream::send(std::shared_ptr<const std::string> text) {
    Impl& impl = awake();
    Ends& ends = impl.ends;
    ends.body = std::move(text);
    ErrorCode ignored;
    impl.stream.write(asio::buffer(*ends.body), ignored);
    ends.body.reset();
    ends.body_queued = false;
}

void WsStream::ping() {
    ErrorCode ignored;
    awake().stream.ping({}, ignored);
}

bool WsStream::answered() {
    return impl_ && std::exchange(impl_->ponged, false);
}

void WsStream::close(int status) {
    Impl& impl = awake();
    impl.stream.async_close(
        websocket::close_reason(static_cast<std::uint16_t>(status)),
        [&impl](const ErrorCode& failure) {
            impl.reading = false;
            impl.failure = failure ? failure : ErrorCode(websocket::error::closed);
        }
    );
    while (impl.ends.jobs.run_one()) {
    }
}

}  // namespace clerk::net
