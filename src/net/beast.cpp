// Beast's own code, compiled once; and what an assertion of Boost's does.
#include <boost/assert.hpp>
#include <boost/beast/src.hpp>

#include <stdexcept>
#include <string>

namespace boost {

// It ends the connection whose bytes have led to it, like any exception: not the process.
void assertion_failed(
    const char* expression, const char* /*function*/, const char* file, long line
) {
    throw std::logic_error(
        std::string(file) + ":" + std::to_string(line) + ": not so: " + expression
    );
}

void assertion_failed_msg(
    const char* expression, const char* message, const char* function, const char* file, long line
) {
    assertion_failed((std::string(expression) + ", " + message).c_str(), function, file, line);
}

}  // namespace boost
