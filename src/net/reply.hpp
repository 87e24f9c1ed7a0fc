// An HTTP reply as a value, and its bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace clerk::net {

struct Reply {
    int status = 200;
    std::string_view content_type = "application/json";  // a literal
    std::string headers;                                 // further ones, each ending in CR LF
    std::shared_ptr<const std::string> body;             // null: none
    bool close = false;
};

[[nodiscard]] Reply reply_json(int status, std::string body);
[[nodiscard]] Reply reply_text(int status, std::string body);
[[nodiscard]] Reply reply_empty(int status);  // 204, 304

// "Retry-After" in whole seconds, rounded up.
[[nodiscard]] std::string retry_after_header(std::int64_t ms);

// The head with its empty line. `body_size` even where HEAD or 304 send none of it.
[[nodiscard]] std::string head_bytes(const Reply& reply, bool keep_alive);

[[nodiscard]] std::string_view reason_of(int status);

}  // namespace clerk::net
