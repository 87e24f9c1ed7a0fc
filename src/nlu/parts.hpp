// What a Lexicon is made of; for lexicon.cpp and explain.cpp alone.
#pragma once

#include "nlu/lexicon.hpp"
#include "nlu/matcher.hpp"
#include "nlu/types.hpp"

#include <memory>
#include <vector>

namespace clerk::nlu {

struct Lexicon::Parts {
    LexiconSource source;
    std::shared_ptr<const Normaliser> normaliser;
    Types types;
    Matcher matcher;
    std::uint64_t hash = 0;

    Parts(
        LexiconSource given,
        std::shared_ptr<const Normaliser> shared,
        std::vector<Problem>& problems
    )
        : source(std::move(given)),
          normaliser(std::move(shared)),
          types(source.types, source.products, *normaliser, problems),
          matcher(source.rules, types, *normaliser, problems) {}
};

}  // namespace clerk::nlu
