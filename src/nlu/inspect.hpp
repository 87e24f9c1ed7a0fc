// A lexicon's insides, for the files of nlu/ that explain it.
#pragma once

#include "nlu/parts.hpp"

namespace clerk::nlu {

struct Inspect {
    static const Lexicon::Parts& parts(const Lexicon& lexicon) { return *lexicon.parts_; }

    static const Types& types(const Lexicon& lexicon) { return parts(lexicon).types; }
};

}  // namespace clerk::nlu
