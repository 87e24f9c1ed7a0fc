#include "model/order_no.hpp"

#include "model/conversation.hpp"

#include <algorithm>

namespace clerk {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_order_no(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool Identity::has_proven(std::string_view order_no) const {
    return std::ranges::any_of(proven_orders, [&](const std::string& proven) {
        return same_order_no(proven, order_no);
    });
}

}  // namespace clerk
