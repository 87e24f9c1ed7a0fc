#include "net/gzip.hpp"

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>

#include <algorithm>
#include <cstdint>

namespace clerk::net {
namespace {

namespace beast = boost::beast;
namespace zlib = beast::zlib;

constexpr int level = 9;  // once, at start
constexpr int window_bits = 15;
constexpr int memory_level = 8;

// Deflate follows; no time stamp, no name, from an unknown system.
constexpr std::string_view start{"\x1F\x8B\x08\0\0\0\0\0\x02\xFF", 10};

void append_little_endian(std::string& out, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(static_cast<unsigned char>(value >> shift & 0xFF));
}

std::string_view take_part(std::string_view& rest, char end) {
    const std::size_t size = std::min(rest.find(end), rest.size());
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(std::min(size + 1, rest.size()));
    return trimmed(part);
}

bool is_nought(std::string_view weight) {
    const bool begins = weight.starts_with("q=0") || weight.starts_with("Q=0");
    return begins && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::string gzipped(std::string_view text) {
    zlib::deflate_stream deflate;
    deflate.reset(level, window_bits, memory_level, zlib::Strategy::normal);
    std::string out(start.size() + deflate.upper_bound(text.size()), '\0');
    std::ranges::copy(start, out.begin());
    zlib::z_params at;
    at.next_in = text.data();
    at.avail_in = text.size();
    at.next_out = out.data() + start.size();
    at.avail_out = out.size() - start.size();
    beast::error_code state;
    deflate.write(at, zlib::Flush::finish, state);
    if (state != zlib::error::end_of_stream) throw boost::system::system_error(state, "deflate");
    out.resize(start.size() + at.total_out);
    boost::crc_32_type sum;
    sum.process_bytes(text.data(), text.size());
    append_little_endian(out, sum.checksum());
    append_little_endian(out, static_cast<std::uint32_t>(text.size()));
    return out;
}

// By hand: Beast 1.81's ext_list gives an element without parameters those of the one before.
bool accepts_gzip(const Head& head) {
    std::string_view rest = head.header("accept-encoding");
    bool all = false;
    while (!rest.empty()) {
        std::string_view coding = take_part(rest, ',');
        const std::string_view name = take_part(coding, ';');
        const bool wanted = !is_nought(trimmed(coding));
        if (same_word(name, "gzip")) return wanted;
        if (name == "*") all = wanted;
    }
    return all;
}

}  // namespace clerk::net
