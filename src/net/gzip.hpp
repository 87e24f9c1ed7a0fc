// Pages in gzip's form (RFC 1952), by Beast's own deflate.
#pragma once

#include "net/http_head.hpp"

#include <string>
#include <string_view>

namespace clerk::net {

[[nodiscard]] std::string gzipped(std::string_view text);

// Does Accept-Encoding name it, or everything, and not with a weight of nought?
[[nodiscard]] bool accepts_gzip(const Head& head);

}  // namespace clerk::net
