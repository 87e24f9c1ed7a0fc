// A list of words that phrases share (words.hpp), compiled once for all of them: such lists are
// most of what phrases hold.
#pragma once

#include "nlu/needs.hpp"
#include "nlu/pattern.hpp"
#include "nlu/phrase.hpp"
#include "nlu/program.hpp"
#include "nlu/weights.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace clerk::nlu {

// A list as a part of phrases, and all that is asked about a part.
struct CompiledWords {
    Expression expression;  // Kind::any
    std::string re2;
    Known needs;
    WeightRange weights;
    std::shared_ptr<const Program> program;
};

class SharedWords {
public:
    // REQUIRES: phrases that parsed without errors, at least one.
    explicit SharedWords(std::vector<Sequence> phrases);

    [[nodiscard]] const std::vector<Sequence>& phrases() const { return phrases_; }

    // It captures nothing: neither slots nor dots in it.
    [[nodiscard]] bool plain() const { return plain_; }

    // REQUIRES: plain(). From any thread. Compiled when first asked for, and kept for the next that
    // asks, until everything is compiled: programs go on to share theirs.
    [[nodiscard]] std::shared_ptr<const CompiledWords> compiled(Demand demand) const;
    void forget_compiled() const;

private:
    std::vector<Sequence> phrases_;
    bool plain_;
    mutable std::mutex mutex_;
    mutable std::array<std::shared_ptr<const CompiledWords>, 4> compiled_;  // by demand
};

}  // namespace clerk::nlu
