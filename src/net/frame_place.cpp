#include "net/frame_place.hpp"

#include <algorithm>

namespace clerk::net {
namespace {

constexpr unsigned final_bit = 0x80;
constexpr unsigned control_bit = 0x08;
constexpr unsigned mask_bit = 0x80;
constexpr unsigned length_bits = 0x7F;
constexpr std::uint64_t mask_bytes = 4;

}  // namespace

void FramePlace::pass(std::span<const char> bytes) {
    while (!bytes.empty()) {
        const std::size_t passed = std::min<std::uint64_t>(left_, bytes.size());
        left_ -= passed;
        bytes = bytes.subspan(passed);
        if (bytes.empty()) return;
        head_[head_size_++] = static_cast<unsigned char>(bytes.front());
        bytes = bytes.subspan(1);
        if (head_size_ >= 2 && head_size_ == 2 + length_bytes()) begin_frame();
    }
}

std::size_t FramePlace::length_bytes() const {
    const unsigned length = head_[1] & length_bits;
    return length < 126 ? 0 : length == 126 ? 2 : 8;
}

void FramePlace::begin_frame() {
    left_ = length_bytes() == 0 ? head_[1] & length_bits : 0;
    for (std::size_t i = 2; i < head_size_; ++i)
        left_ = left_ << 8 | head_[i];
    if ((head_[1] & mask_bit) != 0) left_ += mask_bytes;
    if ((head_[0] & control_bit) == 0) more_follows_ = (head_[0] & final_bit) == 0;
    head_size_ = 0;
}

}  // namespace clerk::net
