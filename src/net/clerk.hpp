// What the network needs of the clerk behind it: the engine in the program, a fake in tests.
#pragma once

#include "app/inputs.hpp"

#include <string_view>

namespace clerk::net {

// All of it is called by network threads, several at once, and must not wait.
class Clerk {
public:
    virtual ~Clerk() = default;
    // False: no room just now, say busy.
    [[nodiscard]] virtual bool submit(app::Envelope envelope) = 0;
    [[nodiscard]] virtual nlu::Understanding understand(std::string_view text) const = 0;
    // False while what is said cannot be stored: /readyz tells.
    [[nodiscard]] virtual bool healthy() const = 0;
};

}  // namespace clerk::net
