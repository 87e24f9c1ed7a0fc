// A closed-loop client: raw epoll, its own framing, one message outstanding a connection, every
// text a new one.
//
//   bench_load_client echo|ping|talk|look-up|idle PORT CONNECTIONS SECONDS [PID [DEMO FOLDER
//   [RATE]]]
//
// echo: 100 bytes there and back. ping: hello once, then the verb `ping` in 100 bytes, which the
// network threads answer alone: what sockets, framing and reading JSON cost. talk, look-up: hello
// once, then the errands of shopper.hpp as `send`s; one counts when its ack and the clerk's answer
// are both there (look-up takes its orders from DEMO FOLDER). They print "messages/s p50 us p99 us
// CPU us of PID a message, worst us". idle: opens the connections and says hello on each, then
// prints what one of them costs the process PID in resident bytes, without and with its
// conversation.
//
// With a RATE the messages of all connections together come so many a second, evenly, and a message
// is timed from when it was due: what a shopper waits for at that load.
#include "shopper.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <netinet/tcp.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t turns_before_new_chat = 400;  // long for a shopper; opening one costs, too
constexpr int connections_per_address = 20'000;  // loopback has many addresses, each as many ports

[[noreturn]] void die(const std::string& what) {
    std::perror(what.c_str());
    std::exit(2);
}

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Steady::now().time_since_epoch())
        .count();
}

// --- frames ------------------------------------------------------------------------------------

std::string client_frame(std::string_view payload) {
    std::string out = "\x81";
    const std::size_t size = payload.size();
    if (size < 126) {
        out += static_cast<char>(0x80 | size);
    } else {
        out += static_cast<char>(0x80 | 126);
        out += static_cast<char>(size >> 8);
        out += static_cast<char>(size & 0xFF);
    }
    constexpr std::string_view mask = "\x12\x5A\x5C\x77";
    out += mask;
    for (std::size_t i = 0; i < size; ++i)
        out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
}

struct ServerFrame {
    int opcode = -1;  // -1: not all there
    std::string_view payload;
    std::size_t size = 0;
};

ServerFrame server_frame(std::string_view bytes) {
    const auto at = [&](std::size_t i) {
        return static_cast<unsigned char>(bytes[i]);
    };
    if (bytes.size() < 2) return {};
    std::size_t length = at(1) & 0x7F;
    const std::size_t extra = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (bytes.size() < 2 + extra) return {};
    if (extra > 0) length = 0;
    for (std::size_t i = 0; i < extra; ++i)
        length = length << 8 | at(2 + i);
    if (bytes.size() < 2 + extra + length) return {};
    return {at(0) & 15, bytes.substr(2 + extra, length), 2 + extra + length};
}

// --- one connection ----------------------------------------------------------------------------

struct Connection {
    int fd = -1;
    std::string unread;
    std::string id;  // of the message that is under way
    bool acknowledged = false;
    std::int64_t due_ns = 0;
    std::int64_t sent_ns = 0;  // or due
    std::size_t turns = 0;
    std::optional<bench::Shopper> shopper;
};

bool read_more(Connection& c) {
    char bytes[65'536];
    const ssize_t n = ::recv(c.fd, bytes, sizeof bytes, 0);
    if (n > 0) c.unread.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
}

void send_all(const Connection& c, std::string_view bytes) {
    if (::send(c.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        != static_cast<ssize_t>(bytes.size())) {
        die("send");
    }
}

void open_socket(Connection& c, int number, std::uint16_t port) {
    c.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c.fd < 0) die("socket");
    const int one = 1;
    ::setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    ::setsockopt(c.fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const auto own = static_cast<std::uint32_t>(1 + number / connections_per_address);
    address.sin_addr.s_addr = htonl(0x7F000000U + own);
    if (::bind(c.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("bind");
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::connect(c.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("connect");
}

void shake_hands(Connection& c) {
    send_all(
        c,
        "GET /v1/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    c.unread.clear();
    while (c.unread.find("\r\n\r\n") == std::string::npos) {
        if (!read_more(c)) die("handshake");
    }
    if (!c.unread.starts_with("HTTP/1.1 101")) {
        std::cerr << c.unread << '\n';
        std::exit(2);
    }
    c.unread.erase(0, c.unread.find("\r\n\r\n") + 4);
}

// Waits for the welcome; a greeting may follow and is passed over later.
void say_hello(Connection& c) {
    const std::string lang = c.shopper ? c.shopper->lang() : "zh";
    send_all(c, client_frame(R"({"verb":"hello","lang":")" + lang + "\"}"));
    for (;;) {
        const ServerFrame frame = server_frame(c.unread);
        if (frame.opcode == -1) {
            if (!read_more(c)) die("welcome");
            continue;
        }
        const bool welcome = frame.payload.find("\"welcome\"") != std::string_view::npos;
        if (!welcome) std::cerr << frame.payload << '\n';
        c.unread.erase(0, frame.size);
        if (!welcome) die("hello");
        return;
    }
}

void open_chat(Connection& c, int number, std::uint16_t port, bool hello) {
    if (c.fd >= 0) ::close(c.fd);
    open_socket(c, number, port);
    shake_hands(c);
    if (hello) say_hello(c);
    c.turns = 0;
}

// --- messages ----------------------------------------------------------------------------------

std::string echo_text(bench::Random& random) {
    std::string text = std::to_string(random.next()) + " ";
    text.resize(100, 'x');
    return text;
}

// --- the loop ----------------------------------------------------------------------------------

// User and system time of all its threads so far; 0 without a process.
double cpu_seconds(const std::string& pid) {
    if (pid.empty()) return 0;
    std::ifstream file("/proc/" + pid + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

enum class Mode { echo, ping, talk, look_up };

class Load {
public:
    Load(
        Mode mode,
        std::uint16_t port,
        int connections,
        std::string pid,
        std::vector<bench::Purchase> purchases,
        double rate
    )
        : mode_(mode),
          port_(port),
          pid_(std::move(pid)),
          purchases_(std::move(purchases)),
          period_ns_(rate > 0 ? static_cast<std::int64_t>(1e9 * connections / rate) : 0),
          connections_(static_cast<std::size_t>(connections)) {
        epoll_ = ::epoll_create1(0);
        for (int i = 0; i < connections; ++i)
            open(i);
    }

    void run(double seconds) {
        const std::int64_t start = now_ns();
        const auto count = static_cast<std::int64_t>(connections_.size());
        for (std::int64_t i = 0; i < count; ++i)
            say_at(connections_[static_cast<std::size_t>(i)], start + period_ns_ * i / count);
        loop(seconds / 4);  // warm
        took_ns_.clear();
        const std::int64_t begin = now_ns();
        const double cpu = cpu_seconds(pid_);
        loop(seconds);
        report(static_cast<double>(now_ns() - begin) / 1e9, cpu_seconds(pid_) - cpu);
    }

private:
    [[nodiscard]] bool has_turns() const { return mode_ == Mode::talk || mode_ == Mode::look_up; }

    void open(int number) {
        Connection& c = connections_[static_cast<std::size_t>(number)];
        if (has_turns()) {
            const auto errand = mode_ == Mode::talk ? bench::Errand::talk : bench::Errand::look_up;
            c.shopper.emplace(errand, static_cast<std::size_t>(number), purchases_);
        }
        open_chat(c, number, port_, mode_ != Mode::echo);
        ::fcntl(c.fd, F_SETFL, O_NONBLOCK);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u32 = static_cast<std::uint32_t>(number);
        if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.fd, &event) != 0) die("epoll_ctl");
    }

    void say_at(Connection& c, std::int64_t due_ns) {
        if (period_ns_ == 0) return say(c, now_ns());
        c.due_ns = due_ns;
        due_.push_back(&c);
    }

    // All periods are equal, so what was put in last is due last.
    void say_what_is_due() {
        for (const std::int64_t now = now_ns(); !due_.empty() && due_.front()->due_ns <= now;) {
            Connection& c = *due_.front();
            due_.pop_front();
            say(c, c.due_ns);
        }
    }

    void say(Connection& c, std::int64_t begun_ns) {
        std::string payload = echo_text(random_);
        if (mode_ == Mode::ping) {
            payload = R"({"verb":"ping","padding":")" + payload.substr(0, 72) + "\"}";
        } else if (has_turns()) {
            c.id = "load-" + std::to_string(++messages_);
            payload = R"({"verb":"send","id":")" + c.id + R"(","text":")" + c.shopper->says(random_)
                      + "\"}";
        }
        c.acknowledged = false;
        c.sent_ns = begun_ns;
        send_all(c, client_frame(payload));
    }

    void loop(double seconds) {
        const std::int64_t until = now_ns() + static_cast<std::int64_t>(seconds * 1e9);
        epoll_event events[256];
        while (now_ns() < until) {
            say_what_is_due();
            const int n = ::epoll_wait(epoll_, events, 256, period_ns_ == 0 ? 100 : 1);
            for (int i = 0; i < n; ++i)
                serve(static_cast<int>(events[i].data.u32));
        }
    }

    void serve(int number) {
        Connection& c = connections_[static_cast<std::size_t>(number)];
        if (!read_more(c)) {
            if (errno == EAGAIN) return;
            die("closed");
        }
        std::size_t used = 0;
        bool answered = false;
        for (;;) {
            const ServerFrame frame = server_frame(std::string_view(c.unread).substr(used));
            if (frame.opcode == -1) break;
            answered = is_answer(c, frame) || answered;
            used += frame.size;
        }
        c.unread.erase(0, used);
        if (!answered) return;
        took_ns_.push_back(now_ns() - c.sent_ns);
        if (++c.turns >= turns_before_new_chat && has_turns()) open(number);
        say_at(c, std::max(c.due_ns + period_ns_, c.sent_ns));
    }

    bool is_answer(Connection& c, const ServerFrame& frame) {
        if (frame.opcode != 1) return false;
        if (mode_ == Mode::echo) return true;
        const auto holds = [&](std::string_view part) {
            return frame.payload.find(part) != std::string_view::npos;
        };
        if (holds("\"verb\":\"nack\"")) {
            std::cerr << frame.payload << '\n';
            std::exit(2);
        }
        if (mode_ == Mode::ping) return holds("\"pong\"");
        if (!c.acknowledged) {
            c.acknowledged = holds("\"verb\":\"ack\"") && holds(c.id);
            return false;
        }
        return holds("\"from\":\"bot\"");
    }

    void report(double seconds, double cpu) {
        if (took_ns_.empty()) die("no answers");
        std::ranges::sort(took_ns_);
        const auto at = [&](double share) {
            const auto i = static_cast<std::size_t>(static_cast<double>(took_ns_.size()) * share);
            return static_cast<double>(took_ns_[std::min(i, took_ns_.size() - 1)]) / 1'000;
        };
        const auto n = static_cast<double>(took_ns_.size());
        std::printf(
            "%.0f %.0f %.0f %.1f %.0f\n", n / seconds, at(0.5), at(0.99), cpu * 1e6 / n, at(1.0)
        );
    }

    Mode mode_;
    std::uint16_t port_;
    std::string pid_;
    std::vector<bench::Purchase> purchases_;
    int epoll_ = -1;
    std::int64_t period_ns_;  // of each connection; 0: as fast as answers come
    std::vector<Connection> connections_;
    std::deque<Connection*> due_;
    std::vector<std::int64_t> took_ns_;
    std::uint64_t messages_ = static_cast<std::uint64_t>(now_ns());
    bench::Random random_;
};

// --- idle memory -------------------------------------------------------------------------------

double resident_bytes(const std::string& pid) {
    std::ifstream status("/proc/" + pid + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) * 1024;
    }
    die("no such process: " + pid);
}

void measure_idle(std::uint16_t port, int count, const std::string& pid) {
    // Of so many, one can be without hello before the server minds.
    const int silent = std::min(count, 300);
    std::vector<Connection> all(static_cast<std::size_t>(count));
    // What the first one costs is not what one costs.
    Connection first;
    open_chat(first, 0, port, true);
    const auto settle = [](std::chrono::milliseconds time) {
        std::this_thread::sleep_for(time);
    };
    constexpr std::chrono::milliseconds soon{
        4'000};  // sockets rest, and none is asked for its hello yet
    constexpr std::chrono::milliseconds rested{5'000};  // all that is still has been laid to rest
    const auto at = [&](int i) -> Connection& {
        return all[static_cast<std::size_t>(i)];
    };
    settle(rested);
    const double before = resident_bytes(pid);
    for (int i = 0; i < silent; ++i)
        open_chat(at(i), i, port, false);
    settle(soon);
    const double sockets = resident_bytes(pid);
    for (int i = 0; i < silent; ++i)
        say_hello(at(i));
    for (int i = silent; i < count; ++i)
        open_chat(at(i), i, port, true);
    settle(rested);
    const double chats = resident_bytes(pid);
    std::printf("%.0f %.0f\n", (sockets - before) / silent, (chats - before) / count);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) {
        std::cerr << "bench_load_client echo|ping|talk|look-up|idle PORT CONNECTIONS SECONDS [PID "
                     "[DEMO FOLDER]]\n";
        return 2;
    }
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    const std::string_view mode = argv[1];
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[2]));
    const int connections = std::atoi(argv[3]);
    const std::string pid = argc > 5 ? argv[5] : "";
    if (mode == "idle") {
        measure_idle(port, connections, pid);
    } else {
        const Mode what = mode == "talk"      ? Mode::talk
                          : mode == "look-up" ? Mode::look_up
                          : mode == "ping"    ? Mode::ping
                                              : Mode::echo;
        auto purchases = bench::read_orders(argc > 6 ? argv[6] : "");
        if (what == Mode::look_up && purchases.empty()) die("no orders in the demo folder");
        const double rate = argc > 7 ? std::strtod(argv[7], nullptr) : 0;
        Load(what, port, connections, pid, std::move(purchases), rate)
            .run(std::strtod(argv[4], nullptr));
    }
}
