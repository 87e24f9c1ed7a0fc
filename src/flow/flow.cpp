#include "flow/flow.hpp"

#include <algorithm>

namespace clerk::flow {

const SlotSpec* Flow::slot(std::string_view name) const {
    const auto at = std::ranges::find(slots, name, &SlotSpec::name);
    return at == slots.end() ? nullptr : &*at;
}

const SlotSpec* Flow::first_slot_of(std::string_view type) const {
    const auto at = std::ranges::find(slots, type, &SlotSpec::type);
    return at == slots.end() ? nullptr : &*at;
}

OpIndex Flow::step(std::string_view wanted) const {
    const auto at = std::ranges::find(steps, wanted, &Step::id);
    return at == steps.end() ? no_op : static_cast<OpIndex>(at - steps.begin());
}

}  // namespace clerk::flow
