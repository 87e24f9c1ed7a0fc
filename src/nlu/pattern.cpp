#include "nlu/pattern.hpp"

#include "base/overloaded.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/shared_words.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace clerk::nlu {
namespace {

// Which kinds of character may stand at an edge.
struct Edges {
    bool word = false;   // an ASCII letter or digit, where \b means something
    bool other = false;  // anything else, slots included: they bring their own boundaries

    void add(Edges more) {
        word |= more.word;
        other |= more.other;
    }

    [[nodiscard]] bool only_word() const { return word && !other; }
};

enum class Side : unsigned char { left, right };

Edges edges_of(const Sequence& items, Side side);

Edges edge_of_byte(char c) {
    const bool word = is_word_byte(c);
    return {word, !word};
}

Edges edges_of(const Item& item, Side side) {
    return std::visit(
        overloaded{
            [&](const Literal& literal) {
                return edge_of_byte(
                    side == Side::left ? literal.text.front() : literal.text.back()
                );
            },
            [](const SlotMark&) {
                return Edges{false, true};
            },
            [](const Gap&) {
                return Edges{false, true};
            },
            [](const Dots&) {
                return Edges{false, true};
            },
            [](const Edge&) {
                return Edges{false, true};
            },
            [&](const Group& group) {
                Edges edges;
                for (const Sequence& one : group.either())
                    edges.add(edges_of(one, side));
                return edges;
            },
        },
        item
    );
}

bool is_optional(const Item& item) {
    const Group* group = std::get_if<Group>(&item);
    return group != nullptr
           && (group->optional || std::ranges::any_of(group->either(), [](const Sequence& one) {
                   return may_be_empty(one);
               }));
}

// The edges of what is there first (last), optional items included.
template <class Iterator>
Edges edges_from(Iterator begin, Iterator end, Side side) {
    Edges edges;
    for (; begin != end; ++begin) {
        edges.add(edges_of(*begin, side));
        if (!is_optional(*begin)) break;
    }
    return edges;
}

Edges edges_of(const Sequence& items, Side side) {
    return side == Side::left ? edges_from(items.begin(), items.end(), side)
                              : edges_from(items.rbegin(), items.rend(), side);
}

int most_weight(const Sequence& items) {
    int total = 0;
    for (const Item& item : items) {
        if (const auto* literal = std::get_if<Literal>(&item)) total += weight(literal->text);
        if (std::holds_alternative<SlotMark>(item)) total += 4;
        if (const auto* group = std::get_if<Group>(&item)) {
            int best = 0;
            for (const Sequence& one : group->either())
                best = std::max(best, most_weight(one));
            total += best;
        }
    }
    return total;
}

// Where the gaps of a sequence went: an absent optional takes one of its two gaps along, the one
// after it while nothing else has been said, else the one before.
struct Placed {
    const Item* item = nullptr;
    bool gap_before = false;  // outside the item, always there
    bool gap_inside_before = false;
    bool gap_inside_after = false;
};

std::vector<Placed> place(const Sequence& items) {
    std::vector<Placed> placed;
    bool pending = false;
    bool said = false;  // something that is not optional stands before
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (std::holds_alternative<Gap>(items[i])) {
            pending = true;
            continue;
        }
        Placed one{&items[i], pending, false, false};
        pending = false;
        const bool gap_next = i + 1 < items.size() && std::holds_alternative<Gap>(items[i + 1]);
        const bool last = i + 1 == items.size();
        if (!is_optional(items[i])) {
            said = true;
        } else if (!said && gap_next) {
            one.gap_inside_after = true;
            ++i;
        } else if (one.gap_before && (gap_next || last)) {
            one.gap_before = false;
            one.gap_inside_before = true;
        }
        placed.push_back(one);
    }
    return placed;
}

using Kind = Expression::Kind;

class Compiler {
public:
    explicit Compiler(const SlotSource& slots) : slots_(slots) {}

    Pattern compile(const Phrase& phrase) {
        pattern_.expression = sequence(phrase.items, {true, true});
        return std::move(pattern_);
    }

    Expression one_of(const std::vector<Sequence>& either, Demand demand) {
        struct Branch {
            const Sequence* items;
            int weight;
        };

        std::vector<Branch> branches;
        for (const Sequence& branch : either)
            branches.push_back({&branch, most_weight(branch)});
        // The first branch that fits is taken: the fullest goes first, so that it is counted.
        std::ranges::stable_sort(branches, std::greater{}, &Branch::weight);
        Expression any = simple(Kind::any);
        for (const Branch& branch : branches)
            any.parts.push_back(sequence(*branch.items, demand));
        return any;
    }

private:
    static Expression simple(Kind kind, std::string text = {}) {
        Expression one;
        one.kind = kind;
        one.text = std::move(text);
        return one;
    }

    Expression sequence(const Sequence& items, Demand demand) {
        const std::vector<Placed> placed = place(items);
        Expression all;
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const Placed& one = placed[i];
            if (one.gap_before || (i > 0 && meets_slot(placed, i))) {
                all.parts.push_back(simple(Kind::gap));
            }
            item(placed, i, demand, all.parts);
        }
        return all;
    }

    // A slot may be quoted or follow a colon, even where the phrase leaves no room.
    static bool meets_slot(const std::vector<Placed>& placed, std::size_t i) {
        const auto slot = [&](std::size_t k) {
            return std::holds_alternative<SlotMark>(*placed[k].item);
        };
        return slot(i) || slot(i - 1);
    }

    // Whether a gap or dots stand there whatever is absent.
    static bool open_before(const std::vector<Placed>& placed, std::size_t i) {
        return placed[i].gap_before || placed[i].gap_inside_before
               || (i > 0
                   && (placed[i - 1].gap_inside_after
                       || std::holds_alternative<Dots>(*placed[i - 1].item)));
    }

    static bool open_after(const std::vector<Placed>& placed, std::size_t i) {
        if (placed[i].gap_inside_after) return true;
        if (i + 1 >= placed.size()) return false;
        if (placed[i + 1].gap_before || std::holds_alternative<Dots>(*placed[i + 1].item)) {
            return true;
        }
        // A gap that an optional takes along is followed by another, unless that one comes last.
        return placed[i + 1].gap_inside_before && i + 2 < placed.size()
               && open_after(placed, i + 1);
    }

    // Whether only optional items with gaps of their own stand between this one and the edge.
    static bool at_left(const std::vector<Placed>& placed, std::size_t i) {
        return std::all_of(
            placed.begin(),
            placed.begin() + static_cast<std::ptrdiff_t>(i),
            [](const Placed& one) { return one.gap_inside_after; }
        );
    }

    static bool at_right(const std::vector<Placed>& placed, std::size_t i) {
        return std::all_of(
            placed.begin() + static_cast<std::ptrdiff_t>(i) + 1,
            placed.end(),
            [](const Placed& one) { return one.gap_inside_before; }
        );
    }

    void item(
        const std::vector<Placed>& placed, std::size_t i, Demand whole, std::vector<Expression>& out
    ) {
        const Demand demand{
            open_before(placed, i) || (whole.left && at_left(placed, i)),
            open_after(placed, i) || (whole.right && at_right(placed, i)),
        };
        std::visit(
            overloaded{
                [&](const Literal& one) { literal(one, demand, out); },
                [](const Gap&) {},
                [&](const Dots&) { out.push_back(captured(Kind::dots, {}, {})); },
                [&](const Edge& one) {
                    out.push_back(simple(one.begins ? Kind::begins : Kind::ends));
                },
                [&](const SlotMark& one) { out.push_back(slot(one)); },
                [&](const Group& one) { out.push_back(group(one, placed, i, demand)); },
            },
            *placed[i].item
        );
    }

    static void literal(const Literal& one, Demand demand, std::vector<Expression>& out) {
        if (demand.left && is_word_byte(one.text.front())) out.push_back(simple(Kind::boundary));
        out.push_back(simple(Kind::text, one.text));
        if (demand.right && is_word_byte(one.text.back())) out.push_back(simple(Kind::boundary));
    }

    Expression captured(Kind kind, std::string text, GroupUse use) {
        pattern_.groups.push_back(std::move(use));
        return {kind, std::move(text), {}, pattern_.groups.size() - 1};
    }

    Expression slot(const SlotMark& one) {
        SlotShape shape = slots_(one.type);
        Expression result = captured(Kind::slot, std::move(shape.re2), {one.slot, one.type});
        result.digit_first = shape.digit_first;
        const bool product = one.type == "product";
        pattern_.wants_product |= product;
        pattern_.needs_re2 |= !product || result.text != product_text;
        return result;
    }

    Expression group(
        const Group& one, const std::vector<Placed>& placed, std::size_t i, Demand demand
    ) {
        const bool shared = one.shared && one.shared->plain();
        Expression result = simple(Kind::all);
        if (placed[i].gap_inside_before) result.parts.push_back(simple(Kind::gap));
        result.parts.push_back(
            shared ? words(one.shared->compiled(demand)) : one_of(one.either(), demand)
        );
        if (placed[i].gap_inside_after) result.parts.push_back(simple(Kind::gap));
        if (!one.optional) return result;
        if (!absent_boundary(placed, i, demand)) return {Kind::optional, {}, {result}, 0};
        return {Kind::any, {}, {result, simple(Kind::boundary)}, 0};
    }

    static Expression words(std::shared_ptr<const CompiledWords> compiled) {
        Expression result = simple(Kind::words);
        result.words = std::move(compiled);
        return result;
    }

    // With the optional away its neighbour stands at the edge: (s)? in return(s)? leaves "return".
    static bool absent_boundary(const std::vector<Placed>& placed, std::size_t i, Demand demand) {
        const Placed& one = placed[i];
        if (one.gap_inside_after || one.gap_inside_before) return false;
        Edges before;
        Edges after;
        for (std::size_t k = i; k-- > 0;) {
            before.add(edges_of(*placed[k].item, Side::right));
            if (!is_optional(*placed[k].item)) break;
        }
        for (std::size_t k = i + 1; k < placed.size(); ++k) {
            after.add(edges_of(*placed[k].item, Side::left));
            if (!is_optional(*placed[k].item)) break;
        }
        const bool ends = demand.right && (i > 0 && !one.gap_before) && before.only_word();
        const bool begins = demand.left && i + 1 < placed.size() && after.only_word();
        return ends || begins;
    }

    const SlotSource& slots_;
    Pattern pattern_;
};

void append_re2(const Expression& expression, std::string& out) {
    const auto each = [&](std::string_view between) {
        for (std::size_t i = 0; i < expression.parts.size(); ++i) {
            if (i > 0) out += between;
            append_re2(expression.parts[i], out);
        }
    };
    switch (expression.kind) {
        case Kind::text:
            out += RE2::QuoteMeta(expression.text);
            return;
        case Kind::boundary:
            out += "\\b";
            return;
        case Kind::gap:
            (out += gap_class) += '*';
            return;
        case Kind::dots:
            (out += "( *") += dots_class;
            out += "{0," + std::to_string(dots_max) + "}?)";
            return;
        case Kind::begins:
            out += "(?:\\A|, ?)";
            return;
        case Kind::ends:
            out += "(?:\\z|,)";
            return;
        case Kind::slot:
            out += "(" + expression.text + ")";
            return;
        case Kind::words:
            out += expression.words->re2;
            return;
        case Kind::all:
            return each("");
        case Kind::any:
            out += "(?:";
            each("|");
            out += ")";
            return;
        case Kind::optional:
            out += "(?:";
            each("");
            out += ")?";
            return;
    }
}

void append_sample(
    const Sequence& items, const SlotSamples& slots, Sample sample, std::string& out
) {
    for (const Item& item : items) {
        std::visit(
            overloaded{
                [&](const Literal& one) { out += one.text; },
                [&](const Gap&) { out += ' '; },
                [&](const Dots&) { out += sample.dots; },
                [&](const Edge& one) {
                    if (!one.begins || !out.empty()) out += ',';
                },
                [&](const SlotMark& one) { out += slots(one.type); },
                [&](const Group& one) {
                    if (one.optional && !sample.optionals) return;
                    const std::size_t branch = std::min(sample.branch, one.either().size() - 1);
                    append_sample(one.either()[branch], slots, sample, out);
                },
            },
            item
        );
    }
}

}  // namespace

Pattern compile_phrase(const Phrase& phrase, const SlotSource& slots) {
    return Compiler(slots).compile(phrase);
}

Expression compile_words(const std::vector<Sequence>& either, Demand demand) {
    const SlotSource none;
    return Compiler(none).one_of(either, demand);
}

std::string re2_source(const Expression& expression) {
    std::string out;
    append_re2(expression, out);
    return out;
}

std::string sample_of(const Phrase& phrase, const SlotSamples& slots, Sample sample) {
    std::string out;
    append_sample(phrase.items, slots, sample, out);
    return out;
}

bool is_gap(char32_t c) {
    return gap_characters.find(c) != std::u32string_view::npos;
}

}  // namespace clerk::nlu
