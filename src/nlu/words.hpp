// Lists of words that phrases share. `<goods>` in a phrase stands for any of the list's phrases and
// counts as what was said: it is the same as writing (货|快递|包裹) there, and fills no slot.
#pragma once

#include "nlu/shared_words.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class WordLists {
public:
    // The list whose words are put in for what sounds like them, see Homophones.
    static constexpr std::string_view heard = "heard";

    // REQUIRES: phrases that parsed without errors, at least one, with their own lists put in.
    void add(std::string name, std::vector<Sequence> phrases);

    [[nodiscard]] bool has(std::string_view name) const { return lists_.contains(name); }

    [[nodiscard]] bool empty() const { return lists_.empty(); }

    // Everything that phrases make of them is compiled.
    void forget_compiled() const;

    // The plain words of a list, empty for what is none.
    [[nodiscard]] std::vector<std::string> words_of(std::string_view name) const;

    // Puts the lists in where a phrase names them. Faults: a list that is to fill a slot.
    void put_in(Sequence& items, std::vector<PhraseFault>& faults) const;

private:
    std::map<std::string, std::shared_ptr<const SharedWords>, std::less<>> lists_;
};

}  // namespace clerk::nlu
