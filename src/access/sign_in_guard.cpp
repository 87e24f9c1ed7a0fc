#include "access/sign_in_guard.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace clerk::access {
namespace {

constexpr Millis window{limits::sign_in_window_ms};

// Logins are at most 64 characters in the store: a longer one is none, and no key of ours.
std::string login_key(std::string_view login) {
    return std::string(login.substr(0, 64));
}

std::string both(std::string_view login, std::string_view address) {
    return login_key(login) + '\n' + std::string(address);
}

}  // namespace

SignInGuard::SignInGuard()
    : by_both_(limits::sign_in_failures_per_login_max, window, limits::sign_in_keys_max),
      by_address_(limits::sign_in_failures_per_address_max, window, limits::sign_in_keys_max),
      by_login_(limits::sign_in_failures_everywhere_max, window, limits::sign_in_keys_max) {}

Millis SignInGuard::locked_for(
    std::string_view login, std::string_view address, std::int64_t now_ms
) {
    const std::lock_guard lock(mutex_);
    return std::max(
        {by_both_.locked_for(both(login, address), now_ms),
         by_address_.locked_for(address, now_ms),
         by_login_.locked_for(login_key(login), now_ms)}
    );
}

void SignInGuard::failed(std::string_view login, std::string_view address, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    by_both_.add(both(login, address), now_ms);
    by_address_.add(address, now_ms);
    by_login_.add(login_key(login), now_ms);
}

void SignInGuard::succeeded(std::string_view login, std::string_view address) {
    const std::lock_guard lock(mutex_);
    by_both_.forget(both(login, address));
}

}  // namespace clerk::access
