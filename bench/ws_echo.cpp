// The yardstick for everything on a socket: an echo over Boost.Beast, as lean as Beast gets
// (executor of a known type, a plain socket, no deflate, whole frames, no timers). It does nothing
// with a message but send it back, so what the server costs beyond it is ours. bench/turn_bench.sh
// runs both side by side.
//
//   bench_ws_echo PORT
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <sys/resource.h>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<Tcp, Executor>;

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(Socket socket) : stream_(std::move(socket)) {}

    void run() {
        using Base = websocket::stream_base;
        stream_.set_option(Base::timeout{Base::none(), Base::none(), false});
        stream_.text(true);
        stream_.auto_fragment(false);
        stream_.async_accept([self = shared_from_this()](beast::error_code failure) {
            if (!failure) self->read();
        });
    }

private:
    void read() {
        stream_.async_read(
            buffer_,
            [self = shared_from_this()](beast::error_code failure, std::size_t) {
                if (!failure) self->write();
            }
        );
    }

    void write() {
        stream_.async_write(
            buffer_.data(),
            [self = shared_from_this()](beast::error_code failure, std::size_t size) {
                if (failure) return;
                self->buffer_.consume(size);
                self->read();
            }
        );
    }

    websocket::stream<Socket, false> stream_;
    beast::flat_buffer buffer_;
};

class Acceptor {
public:
    Acceptor(asio::io_context& io, std::uint16_t port)
        : acceptor_(io.get_executor(), Tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
        acceptor_.listen(4'096);
        accept();
    }

private:
    void accept() {
        acceptor_.async_accept([this](beast::error_code failure, Socket socket) {
            if (!failure) {
                socket.set_option(Tcp::no_delay(true));
                std::make_shared<Session>(std::move(socket))->run();
            }
            accept();
        });
    }

    asio::basic_socket_acceptor<Tcp, Executor> acceptor_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "bench_ws_echo PORT\n";
        return 2;
    }
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    asio::io_context io(1);
    const Acceptor acceptor(io, static_cast<std::uint16_t>(std::atoi(argv[1])));
    io.run();
}
