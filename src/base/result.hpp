// Expected failures are values: a Result holds what was asked for, or the Error that says why not.
//
// Errors carry a stable code (for machines and tests) and a message (for people, naming the place
// and the fix). Exceptions are left for bugs and for the machine running out of something; they are
// caught in four places only: main, the end of a session, the turn boundary, the engine's batch.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace clerk {

struct Error {
    std::string code;     // stable, snake_case: "not_found", "bad_utf8"
    std::string message;  // one sentence for a person

    friend bool operator==(const Error&, const Error&) = default;
};

// A Result that holds nothing on success.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT implicit
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT implicit

    [[nodiscard]] bool ok() const { return held_.index() == 0; }

    explicit operator bool() const { return ok(); }

    // REQUIRES: ok()
    T& value() & { return std::get<0>(held_); }

    const T& value() const& { return std::get<0>(held_); }

    T&& value() && { return std::get<0>(std::move(held_)); }

    T& operator*() & { return value(); }

    const T& operator*() const& { return value(); }

    T&& operator*() && { return std::move(*this).value(); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    // REQUIRES: !ok()
    [[nodiscard]] const Error& error() const { return std::get<1>(held_); }

  private:
    std::variant<T, Error> held_;
};

using Status = Result<Done>;

inline Status done() { return Status(Done{}); }

inline Error error(std::string code, std::string message) {
    return Error{std::move(code), std::move(message)};
}

}  // namespace clerk
