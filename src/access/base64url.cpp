#include "access/base64url.hpp"

#include <sodium.h>

namespace clerk::access {
namespace {

std::string encode(std::string_view bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
    sodium_bin2base64(out.data(), out.size(), data, bytes.size(), variant);
    out.pop_back();  // libsodium ends it with a zero byte
    return out;
}

std::optional<std::string> decode(std::string_view text, int variant) {
    std::string out(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    auto* data = reinterpret_cast<unsigned char*>(out.data());
    const int failed = sodium_base642bin(
        data, out.size(), text.data(), text.size(), nullptr, &size, &end, variant
    );
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    out.resize(size);
    return out;
}

}  // namespace

std::string base64url(std::string_view bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<std::string> from_base64url(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base64(std::string_view bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<std::string> from_base64(std::string_view text) {
    return decode(text, sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace clerk::access
