#include "turn/tap.hpp"

#include "base/overloaded.hpp"

#include <array>
#include <charconv>
#include <vector>

namespace clerk::turn {
namespace {

constexpr char separator = '@';

// FNV-1a: the mark must be the same on every machine, and need not be secret.
class Mark {
public:
    void add(std::string_view text) {
        for (const char c : text)
            add(static_cast<unsigned char>(c));
        add(0);
    }

    void add(const std::vector<Option>& options) {
        for (const Option& option : options)
            add(option.label);
    }

    [[nodiscard]] std::uint32_t value() const { return hash_ == 0 ? 1 : hash_; }

private:
    void add(unsigned char byte) {
        hash_ ^= byte;
        hash_ *= 16'777'619U;
    }

    std::uint32_t hash_ = 2'166'136'261U;
};

}  // namespace

std::uint32_t mark_of(const Frame* frame, const Awaiting& question, std::string_view words) {
    Mark mark;
    if (frame) {
        mark.add(frame->flow);
        mark.add(frame->step);
    }
    std::visit(
        overloaded{
            [&](const AwaitSlot& q) { mark.add(q.options); },
            [&](const AwaitChoose& q) { mark.add(q.options); },
            [&](const AwaitClarify& q) {
                mark.add(q.text);
                mark.add(q.options);
            },
            [&](const AwaitResume& q) { mark.add(q.options); },
            [&](const auto&) { mark.add(words); },
        },
        question
    );
    return mark.value();
}

std::string marked(std::string_view option, std::uint32_t mark) {
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), mark, 16).ptr;
    return std::string(option) + separator + std::string(digits.data(), end);
}

Tap tap_of(std::string_view choice) {
    const std::size_t at = choice.rfind(separator);
    if (at == std::string_view::npos) return {std::string(choice), 0};
    const std::string_view digits = choice.substr(at + 1);
    Tap tap{std::string(choice.substr(0, at)), 0};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), tap.mark, 16);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    return whole ? tap : Tap{std::string(choice), 0};
}

}  // namespace clerk::turn
