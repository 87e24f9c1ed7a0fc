// The run cannot go on, and says why: a simulator works inside a test and outside of one.
#pragma once

#include "base/result.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace clerk::sim {

[[noreturn]] inline void stop(const std::string& why) {
    throw std::runtime_error(why);
}

template <class T>
T must(Result<T> result, const std::string& what) {
    if (!result) stop(what + ": " + result.error().code + ": " + result.error().message);
    return std::move(result).value();
}

}  // namespace clerk::sim
