// Slows guessing at agents' passwords: failures are counted by login from one address, by address,
// and by login from everywhere. The last is high, or a stranger could lock an agent out.
// Thread-safe; reads no clock.
#pragma once

#include "access/limiter.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace clerk::access {

class SignInGuard {
public:
    SignInGuard();

    // {0}: may try. Else how long to wait, whether or not there is such a login.
    [[nodiscard]] Millis locked_for(
        std::string_view login, std::string_view address, std::int64_t now_ms
    );
    void failed(std::string_view login, std::string_view address, std::int64_t now_ms);
    void succeeded(std::string_view login, std::string_view address);

private:
    std::mutex mutex_;
    FailureCounter by_both_;
    FailureCounter by_address_;
    FailureCounter by_login_;
};

}  // namespace clerk::access
