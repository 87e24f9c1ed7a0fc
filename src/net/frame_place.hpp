// Where in the frames of a WebSocket its bytes end, by their lengths alone. What is wrong in a
// frame is Beast's to say, and then nothing follows it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace clerk::net {

class FramePlace {
public:
    void pass(std::span<const char> bytes);

    // Nothing of a frame is missing, nor of a message that comes in several.
    [[nodiscard]] bool between_messages() const {
        return left_ == 0 && head_size_ == 0 && !more_follows_;
    }

private:
    void begin_frame();
    [[nodiscard]] std::size_t length_bytes() const;

    std::array<unsigned char, 10> head_{};  // without the mask
    std::uint8_t head_size_ = 0;
    bool more_follows_ = false;
    std::uint64_t left_ = 0;  // of a frame, its mask included
};

}  // namespace clerk::net
