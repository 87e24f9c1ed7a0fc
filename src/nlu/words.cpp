#include "nlu/words.hpp"

namespace clerk::nlu {
namespace {

void add_words(const Sequence& phrase, std::vector<std::string>& words) {
    const auto* group = phrase.size() == 1 ? std::get_if<Group>(&phrase.front()) : nullptr;
    if (group != nullptr && !group->optional) {
        for (const Sequence& one : group->either())
            add_words(one, words);
        return;
    }
    const auto* literal = phrase.size() == 1 ? std::get_if<Literal>(&phrase.front()) : nullptr;
    words.push_back(literal == nullptr ? std::string() : literal->text);
}

}  // namespace

void WordLists::add(std::string name, std::vector<Sequence> phrases) {
    lists_.insert_or_assign(
        std::move(name), std::make_shared<const SharedWords>(std::move(phrases))
    );
}

void WordLists::forget_compiled() const {
    for (const auto& [name, list] : lists_)
        list->forget_compiled();
}

std::vector<std::string> WordLists::words_of(std::string_view name) const {
    std::vector<std::string> words;
    const auto list = lists_.find(name);
    if (list == lists_.end()) return words;
    for (const Sequence& phrase : list->second->phrases())
        add_words(phrase, words);
    return words;
}

void WordLists::put_in(Sequence& items, std::vector<PhraseFault>& faults) const {
    for (Item& item : items) {
        if (auto* group = std::get_if<Group>(&item)) {
            for (Sequence& one : group->own)
                put_in(one, faults);
            continue;
        }
        const auto* mark = std::get_if<SlotMark>(&item);
        if (mark == nullptr) continue;
        const auto list = lists_.find(mark->type);
        if (list == lists_.end()) continue;
        if (!mark->slot.empty()) {
            faults.push_back(
                {false, mark->offset, "a list of words fills no slot: write <" + mark->type + ">"}
            );
        }
        item = Group{{}, false, mark->offset, list->second};
    }
}

}  // namespace clerk::nlu
