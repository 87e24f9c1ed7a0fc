// What a Lexicon is made of; for lexicon.cpp and explain.cpp alone.
#pragma once

#include "nlu/homophones.hpp"
#include "nlu/lexicon.hpp"
#include "nlu/likeness.hpp"
#include "nlu/matcher.hpp"
#include "nlu/types.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clerk::nlu {

struct Lexicon::Parts {
    LexiconSource source;
    std::shared_ptr<const Normaliser> normaliser;
    Types types;
    Matcher matcher;
    Likeness likeness;
    Homophones homophones;
    std::uint64_t hash = 0;

    Parts(
        LexiconSource given,
        std::shared_ptr<const Normaliser> shared,
        std::vector<Problem>& problems
    )
        : source(std::move(given)),
          normaliser(std::move(shared)),
          types(source.types, source.products, *normaliser, problems),
          matcher(source.rules, types, *normaliser, problems),
          likeness(source.examples, normal_examples()),
          homophones(types.words().words_of(WordLists::heard)) {
        types.words().forget_compiled();
    }

    // Defined where messages are read, in lexicon.cpp.
    [[nodiscard]] Understanding understand(std::string_view message, Matcher::Road road) const;

private:
    [[nodiscard]] std::vector<std::string> normal_examples() const {
        std::vector<std::string> texts;
        for (const ExampleSource& example : source.examples)
            texts.push_back(normaliser->normalise(example.text).text);
        return texts;
    }
};

}  // namespace clerk::nlu
