#include "base/side_by_side.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace clerk {
namespace {

class Pieces {
public:
    Pieces(std::size_t count, const std::function<void(std::size_t)>& work)
        : count_(count), work_(work) {}

    void take_all() {
        try {
            for (std::size_t i = next_++; i < count_; i = next_++)
                work_(i);
        } catch (...) {
            next_ = count_;
            const std::lock_guard lock(mutex_);
            if (!thrown_) thrown_ = std::current_exception();
        }
    }

    void rethrow() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    std::size_t count_;
    const std::function<void(std::size_t)>& work_;
    std::atomic<std::size_t> next_{0};
    std::mutex mutex_;
    std::exception_ptr thrown_;
};

// None where there is but one core, or no more threads are to be had.
std::optional<std::thread> another(Pieces& pieces) {
    if (std::thread::hardware_concurrency() == 1) return std::nullopt;
    try {
        return std::thread([&pieces] { pieces.take_all(); });
    } catch (const std::system_error&) {
        return std::nullopt;
    }
}

}  // namespace

void side_by_side(std::size_t count, const std::function<void(std::size_t)>& work) {
    Pieces pieces(count, work);
    std::optional<std::thread> other = count > 1 ? another(pieces) : std::nullopt;
    pieces.take_all();
    if (other) other->join();
    pieces.rethrow();
}

}  // namespace clerk
