#include "nlu/shared_words.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace clerk::nlu {
namespace {

bool captures(const Sequence& items) {
    return std::ranges::any_of(items, [](const Item& item) {
        if (const auto* group = std::get_if<Group>(&item))
            return std::ranges::any_of(group->either(), captures);
        return std::holds_alternative<SlotMark>(item) || std::holds_alternative<Dots>(item);
    });
}

CompiledWords compile(const std::vector<Sequence>& phrases, Demand demand) {
    Expression any = compile_words(phrases, demand);
    std::string re2 = re2_source(any);
    Known needs = known_of(any);
    const WeightRange weights = weights_of(any);
    auto program = std::make_shared<const Program>(any, Program::Lists::put_in);
    return {std::move(any), std::move(re2), std::move(needs), weights, std::move(program)};
}

}  // namespace

SharedWords::SharedWords(std::vector<Sequence> phrases)
    : phrases_(std::move(phrases)), plain_(std::ranges::none_of(phrases_, captures)) {}

std::shared_ptr<const CompiledWords> SharedWords::compiled(Demand demand) const {
    const std::lock_guard lock(mutex_);
    auto& kept = compiled_[(demand.left ? 1U : 0U) + (demand.right ? 2U : 0U)];
    if (!kept) kept = std::make_shared<const CompiledWords>(compile(phrases_, demand));
    return kept;
}

void SharedWords::forget_compiled() const {
    const std::lock_guard lock(mutex_);
    compiled_ = {};
}

}  // namespace clerk::nlu
