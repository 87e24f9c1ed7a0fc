#include "nlu/weights.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/shared_words.hpp"

#include <algorithm>

namespace clerk::nlu {
namespace {

using Kind = Expression::Kind;

int sum(int a, int b) {
    const bool fits = a < WeightRange::unbounded - b;
    return fits ? a + b : WeightRange::unbounded;
}

}  // namespace

WeightRange weights_of(const Expression& expression) {
    switch (expression.kind) {
        case Kind::text: {
            const int points = weight(expression.text);
            return {points, points};
        }
        case Kind::boundary:
        case Kind::gap:
        case Kind::begins:
        case Kind::ends:
            return {0, 0};
        case Kind::dots:
        case Kind::slot:
            return {};
        case Kind::all: {
            WeightRange all{0, 0};
            for (const Expression& part : expression.parts) {
                const WeightRange next = weights_of(part);
                all = {sum(all.least, next.least), sum(all.most, next.most)};
            }
            return all;
        }
        case Kind::any: {
            WeightRange any{WeightRange::unbounded, 0};
            for (const Expression& part : expression.parts) {
                const WeightRange next = weights_of(part);
                any = {std::min(any.least, next.least), std::max(any.most, next.most)};
            }
            return any;
        }
        case Kind::optional:
            return {0, weights_of(expression.parts.front()).most};
        case Kind::words:
            return expression.words->weights;
    }
    return {};
}

}  // namespace clerk::nlu
