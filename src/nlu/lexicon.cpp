#include "nlu/lexicon.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"
#include "nlu/clauses.hpp"
#include "nlu/joiners.hpp"
#include "nlu/matcher.hpp"
#include "nlu/parts.hpp"
#include "nlu/politeness.hpp"
#include "nlu/recognise.hpp"

#include <algorithm>
#include <unordered_set>

namespace clerk::nlu {
namespace {

// Changes whenever the same source would be understood differently.
constexpr std::string_view dialect = "nlu 5";

class SourceHash {
public:
    void add(std::string_view text) {
        hash_ = fnv1a(text, hash_);
        hash_ = fnv1a(std::string_view("\0", 1), hash_);
    }

    void add(const std::vector<std::string>& texts) {
        for (const std::string& text : texts)
            add(text);
        add("|");
    }

    [[nodiscard]] std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = fnv1a_seed;
};

std::uint64_t hash_of(const LexiconSource& source) {
    SourceHash hash;
    hash.add(dialect);
    hash.add(source.intents);
    for (const std::uint32_t matter : source.matters)
        hash.add(std::to_string(matter));
    for (const RuleSource& rule : source.rules) {
        hash.add(std::to_string(rule.intent) + ":" + std::to_string(static_cast<int>(rule.kind)));
        hash.add(rule.text);
        hash.add(rule.origin);
    }
    for (const TypeSource& type : source.types) {
        hash.add(type.name);
        hash.add(type.pattern);
        hash.add(type.words);
        for (const ChoiceSource& choice : type.choices) {
            hash.add(choice.id);
            hash.add(choice.labels);
            hash.add(choice.phrases);
        }
    }
    for (const ExampleSource& example : source.examples) {
        hash.add(std::to_string(example.intent));
        hash.add(example.text);
    }
    for (const ProductName& product : source.products) {
        hash.add(product.id);
        hash.add(product.shown.zh);
        hash.add(product.shown.en);
        hash.add(product.names);
    }
    return hash.value();
}

using Among = Matcher::Among;
using Road = Matcher::Road;

// What matching looks up in texts.
struct Texts {
    Matcher::Text message;
    Matcher::Text marked;  // a part of it, with its products marked
};

std::uint32_t matter_of(const LexiconSource& source, const Hit& hit) {
    return source.matters.empty() ? hit.intent : source.matters[hit.intent];
}

enum class Turned : unsigned char { away_too, away_not };

// Whether a rule knows a matter in it; one that it then turned away counts or not.
bool names_errand(const LexiconSource& source, const Understanding& message, Turned turned) {
    const auto is_errand = [&](const Hit& hit) {
        return matter_of(source, hit) < dismissal;
    };
    return std::ranges::any_of(message.clauses, [&](const Clause& clause) {
        return std::ranges::any_of(clause.hits, is_errand)
               || (turned == Turned::away_too && std::ranges::any_of(clause.vetoed, is_errand));
    });
}

bool fires_nothing(const Understanding& message) {
    return std::ranges::all_of(message.clauses, [](const Clause& clause) {
        return clause.hits.empty();
    });
}

// A thread's memory between messages: what it holds means nothing then, only its size is kept.
Texts& own_texts() {
    thread_local Texts texts;
    return texts;
}

// One message under way: the clauses' hits, found on one of the two roads.
class Reading {
public:
    Reading(
        const LexiconSource& source,
        const Types& types,
        const Matcher& matcher,
        Road road,
        Texts& texts
    )
        : source_(source), types_(types), matcher_(matcher), road_(road), texts_(texts) {}

    void read(Understanding& message) {
        const std::string_view text = message.normal.text;
        const Span all{0, static_cast<std::uint32_t>(text.size())};
        names_product_ = matcher_.has_product_rules() && !types_.products().find(text, all).empty();
        matcher_.take(text, texts_.message);
        std::vector<Found> found;
        for (const Span span : split_clauses(text))
            found.push_back(anywhere(text, span));
        for (Hit& hit : exactly(text, all))
            clause_at(found, hit.span.begin).hits.push_back(std::move(hit));
        banned_ = banned_in(found);
        for (std::size_t i = 0; i < found.size(); ++i) {
            const std::size_t room =
                limits::clauses_per_message_max - message.clauses.size() - (found.size() - i - 1);
            part(text, std::move(found[i]), room, message.clauses);
        }
    }

private:
    // A clause, and what was found in it: not sorted yet, vetoes not yet looked for.
    struct Found {
        Span span;
        std::vector<Hit> hits;
        PhraseRules::Candidates vetoes;  // that may be in it
    };

    // Adds the clause: as two or more where a joiner parts what means two things.
    void part(std::string_view text, Found found, std::size_t room, std::vector<Clause>& clauses)
        const {
        const bool several = room > 1 && speaks_of_several(found.hits);
        Clause rest = settled(std::move(found));
        const auto take = [&](std::optional<std::pair<Clause, Clause>> halves) {
            if (!halves) return;
            clauses.push_back(std::move(halves->first));
            rest = std::move(halves->second);
            --room;
        };
        if (several) take(called_off(text, rest));
        for (const Span joiner : several ? joiners(text, rest.span) : std::vector<Span>()) {
            const bool inside = joiner.begin > rest.span.begin;
            if (inside && room > 1) take(divided(text, rest, joiner));
        }
        for (const Span joiner : several ? plain_joiners(text, rest.span) : std::vector<Span>()) {
            const bool inside = joiner.begin > rest.span.begin;
            if (inside && room > 1) take(told_apart(text, rest, joiner));
        }
        clauses.push_back(std::move(rest));
    }

    [[nodiscard]] bool speaks_of_several(const std::vector<Hit>& hits) const {
        std::uint32_t first = no_matter;
        for (const Hit& hit : hits) {
            const std::uint32_t matter = matter_of(hit);
            if (matter == no_matter || matter == name_of_thing) continue;
            if (first != no_matter && matter != first) return true;
            first = matter;
        }
        return false;
    }

    [[nodiscard]] std::uint32_t matter_of(const Hit& hit) const {
        return nlu::matter_of(source_, hit);
    }

    // What a clause means for certain; nullptr: nothing, or only what it is about.
    [[nodiscard]] const Hit* definite(const Clause& clause) const {
        const auto at = std::ranges::find_if(clause.hits, [&](const Hit& hit) {
            return matter_of(hit) != name_of_thing
                   && source_.rules[hit.rule].kind != RuleKind::vaguely;
        });
        return at == clause.hits.end() ? nullptr : &*at;
    }

    // Where both sides mean something and not the same, unless a rule that says more than either
    // holds them together.
    [[nodiscard]] std::optional<std::pair<Clause, Clause>> divided(
        std::string_view text, const Clause& whole, Span joiner
    ) const {
        Clause left = side(text, trimmed(text, {whole.span.begin, joiner.begin}));
        Clause right = side(text, trimmed(text, {joiner.end, whole.span.end}));
        if (!are_two(left, right) || holds_together(whole, joiner, left, right)) return {};
        return std::pair(std::move(left), std::move(right));
    }

    // "Return the fridge and exchange the TV": two matters of two things.
    [[nodiscard]] std::optional<std::pair<Clause, Clause>> told_apart(
        std::string_view text, const Clause& whole, Span joiner
    ) const {
        auto halves = divided(text, whole, joiner);
        if (!halves) return std::nullopt;
        const std::string_view left = thing_in(text, halves->first);
        const std::string_view right = thing_in(text, halves->second);
        if (left.empty() || right.empty() || left == right) return std::nullopt;
        return halves;
    }

    [[nodiscard]] std::string_view thing_in(std::string_view text, const Clause& clause) const {
        const auto at = std::ranges::find(clause.hits, name_of_thing, [&](const Hit& hit) {
            return matter_of(hit);
        });
        if (at == clause.hits.end()) return {};
        return text.substr(at->span.begin, at->span.end - at->span.begin);
    }

    // A side of a joiner is read as a message would be: "points" may be all there is of it.
    [[nodiscard]] Clause side(std::string_view text, Span span) const {
        Found found = anywhere(text, span);
        std::ranges::move(exactly(text, span), std::back_inserter(found.hits));
        return settled(std::move(found));
    }

    // "Never mind, where is my order?" Without the comma, "forget my order" calls nothing off.
    [[nodiscard]] std::optional<std::pair<Clause, Clause>> called_off(
        std::string_view text, const Clause& whole
    ) const {
        for (const auto* hits : {&whole.hits, &whole.vetoed}) {
            for (const Hit& hit : *hits) {
                // What stands for a whole message may end in another clause.
                if (matter_of(hit) != dismissal || hit.span.end > whole.span.end) continue;
                const Span after = trimmed(text, {hit.span.end, whole.span.end});
                if (after.empty()) continue;
                if (hits == &whole.vetoed && text[hit.span.end] != ',') continue;
                const Span before = trimmed(text, {whole.span.begin, hit.span.end});
                Clause left = side(text, before);
                Clause right = side(text, after);
                if (calls_off(left) && is_wanted(right)) {
                    return std::pair(std::move(left), std::move(right));
                }
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool calls_off(const Clause& clause) const {
        const Hit* hit = definite(clause);
        return hit && matter_of(*hit) == dismissal;
    }

    [[nodiscard]] bool is_errand(const Clause& clause) const {
        const Hit* hit = definite(clause);
        return hit && matter_of(*hit) < name_of_thing;
    }

    // Behind "never mind" what is merely named is wanted, too: 算了，查积分吧.
    [[nodiscard]] bool is_wanted(const Clause& clause) const {
        return std::ranges::any_of(clause.hits, [&](const Hit& hit) {
            const std::uint32_t matter = matter_of(hit);
            return matter < dismissal && matter != name_of_thing;
        });
    }

    [[nodiscard]] bool are_two(const Clause& left, const Clause& right) const {
        return is_errand(left) && is_errand(right)
               && matter_of(*definite(left)) != matter_of(*definite(right));
    }

    [[nodiscard]] bool holds_together(
        const Clause& whole, Span joiner, const Clause& left, const Clause& right
    ) const {
        const int most = std::max(definite(left)->specificity, definite(right)->specificity);
        return std::ranges::any_of(whole.hits, [&](const Hit& hit) {
            return hit.span.begin < joiner.begin && hit.span.end > joiner.end
                   && hit.specificity > most;
        });
    }

    [[nodiscard]] Found anywhere(std::string_view text, Span span) const {
        return found_in(Among::product, Among::anywhere, text, span);
    }

    // Of the intents that were hit here: no other's veto changes anything.
    void add_vetoes(Found& found) const {
        std::vector<bool> hit(source_.intents.size());
        for (const Hit& one : found.hits)
            hit[one.intent] = true;
        std::vector<RuleMatch> matches;
        matcher_.vetoes(
            texts_.message,
            found.span,
            found.vetoes,
            road_,
            [&](std::uint32_t rule) {
                const RuleSource& source = source_.rules[rule];
                return source.kind == RuleKind::unless && hit[source.intent];
            },
            matches
        );
        add(std::move(matches), found.hits);
    }

    // The whole of it, first as it stands, then without politeness.
    std::vector<Hit> exactly(std::string_view text, Span all) const {
        if (!matcher_.has_exact_rules()) return {};
        const Span bare = without_marks(text, all);
        std::vector<Hit> hits = found_in(Among::exactly, Among::exactly, text, bare).hits;
        const Span core = core_of(text, all);
        if (core != bare) add_new(found_in(Among::exactly, Among::exactly, text, core).hits, hits);
        return hits;
    }

    // Rules that may hold a <product> with the products marked, and all of them as the text stands.
    [[nodiscard]] Found found_in(
        Among with_products, Among as_it_stands, std::string_view text, Span span
    ) const {
        Found found{span, {}, {}};
        if (span.empty()) return found;
        if (names_product_) found.hits = found_marked(with_products, text, span);
        Matcher::Matches matches = matcher_.matches(texts_.message, span, as_it_stands, road_);
        found.vetoes = std::move(matches.vetoes);
        std::vector<Hit> more;
        add(std::move(matches.found), more);
        add_new(std::move(more), found.hits);
        return found;
    }

    [[nodiscard]] std::vector<Hit> found_marked(Among among, std::string_view text, Span span)
        const {
        std::vector<ProductMention> mentions = types_.products().find(text, span);
        if (mentions.empty()) return {};
        for (ProductMention& one : mentions)
            one.span = {one.span.begin - span.begin, one.span.end - span.begin};
        const MarkedText marked =
            mark_products(text.substr(span.begin, span.end - span.begin), mentions);
        matcher_.take(marked.text, texts_.marked);
        const Span all{0, static_cast<std::uint32_t>(marked.text.size())};
        std::vector<RuleMatch> matches = matcher_.matches(texts_.marked, all, among, road_).found;
        const auto back = [&](Span of_marked) {
            return Span{
                marked.source[of_marked.begin] + span.begin,
                marked.source[of_marked.end] + span.begin};
        };
        for (RuleMatch& match : matches) {
            match.span = back(match.span);
            for (Capture& capture : match.captures)
                capture.span = back(capture.span);
        }
        std::vector<Hit> hits;
        add(std::move(matches), hits);
        return hits;
    }

    void add(std::vector<RuleMatch> matches, std::vector<Hit>& hits) const {
        hits.reserve(hits.size() + matches.size());
        for (RuleMatch& match : matches) {
            const std::uint32_t intent = source_.rules[match.rule].intent;
            hits.push_back(
                {match.rule, intent, match.specificity, match.span, std::move(match.captures)}
            );
        }
    }

    // What a rule found first stands.
    static void add_new(std::vector<Hit> more, std::vector<Hit>& hits) {
        if (hits.empty()) return hits.swap(more);
        const std::size_t old = hits.size();
        for (Hit& hit : more) {
            const auto end = hits.begin() + static_cast<std::ptrdiff_t>(old);
            const bool known = std::any_of(hits.begin(), end, [&](const Hit& one) {
                return one.rule == hit.rule;
            });
            if (!known) hits.push_back(std::move(hit));
        }
    }

    static Found& clause_at(std::vector<Found>& clauses, std::uint32_t at) {
        const auto found = std::ranges::find_if(clauses, [&](const Found& clause) {
            return at < clause.span.end;
        });
        return found == clauses.end() ? clauses.back() : *found;
    }

    // The intents that a `nowhere` takes out of the whole message.
    [[nodiscard]] std::vector<bool> banned_in(const std::vector<Found>& found) const {
        std::vector<bool> banned(source_.intents.size());
        const auto is_nowhere = [&](std::uint32_t rule) {
            return source_.rules[rule].kind == RuleKind::nowhere;
        };
        const bool any =
            std::ranges::any_of(found, [](const Found& one) { return !one.hits.empty(); });
        if (!any) return banned;
        for (const Found& one : found) {
            std::vector<RuleMatch> matches;
            matcher_.vetoes(texts_.message, one.span, one.vetoes, road_, is_nowhere, matches);
            for (const RuleMatch& match : matches)
                banned[source_.rules[match.rule].intent] = true;
            for (const Hit& hit : one.hits) {
                if (is_nowhere(hit.rule)) banned[hit.intent] = true;
            }
        }
        return banned;
    }

    // Sorts hits, takes out what is vetoed here or everywhere, and keeps the best.
    [[nodiscard]] Clause settled(Found clause_found) const {
        Clause clause{clause_found.span, {}, {}};
        std::vector<Hit>& found = clause_found.hits;
        if (!found.empty()) add_vetoes(clause_found);
        const auto vetoes = [&](const Hit& hit) {
            return is_veto(source_.rules[hit.rule].kind);
        };
        std::vector<bool> vetoed = banned_;
        for (const Hit& hit : found) {
            if (vetoes(hit)) vetoed[hit.intent] = true;
        }
        std::erase_if(found, vetoes);
        std::sort(found.begin(), found.end(), [](const Hit& a, const Hit& b) {
            if (a.specificity != b.specificity) return a.specificity > b.specificity;
            return a.rule < b.rule;
        });
        for (Hit& hit : found) {
            std::vector<Hit>& to = vetoed[hit.intent] ? clause.vetoed : clause.hits;
            if (to.size() < limits::hits_per_clause_max) to.push_back(std::move(hit));
        }
        return clause;
    }

    const LexiconSource& source_;
    const Types& types_;
    const Matcher& matcher_;
    Road road_;
    Texts& texts_;
    bool names_product_ = false;  // somewhere
    std::vector<bool> banned_;    // intents, by `nowhere`
};

// Of the list that Homophones takes.
void check_heard(
    const LexiconSource& source, const WordLists& lists, std::vector<Problem>& problems
) {
    if (std::ranges::all_of(lists.words_of(WordLists::heard), Homophones::is_worth_it)) return;
    const auto type = std::ranges::find(source.types, WordLists::heard, &TypeSource::name);
    problems.push_back(
        {Problem::Of::type,
         static_cast<std::size_t>(type - source.types.begin()),
         false,
         "`heard` is for what dictation hears wrongly: plain words of two to four Chinese "
         "characters",
         0}
    );
}

}  // namespace

// What no rule knows is read once more as it may have been said.
Understanding Lexicon::Parts::understand(std::string_view message, Matcher::Road road) const {
    const auto read = [&](NormalText normal) {
        Understanding result{std::string(message), std::move(normal), {}, hash};
        Reading(source, types, matcher, road, own_texts()).read(result);
        return result;
    };
    Understanding as_written = read(normaliser->normalise(message));
    if (names_errand(source, as_written, Turned::away_too)) return as_written;
    std::optional<std::string> heard = homophones.heard(as_written.normal.text);
    if (!heard) return as_written;
    NormalText normal = as_written.normal;
    normal.text = *std::move(heard);
    Understanding as_heard = read(std::move(normal));
    const bool better = names_errand(source, as_heard, Turned::away_not)
                        || (fires_nothing(as_written) && !fires_nothing(as_heard));
    return better ? as_heard : as_written;
}

Lexicon::Lexicon() = default;
Lexicon::~Lexicon() = default;

Lexicon::Built Lexicon::build(LexiconSource source, std::shared_ptr<const Normaliser> normaliser) {
    Built built;
    if (source.rules.size() > limits::rules_max) {
        built.problems.push_back(
            {Problem::Of::rule,
             limits::rules_max,
             false,
             "more than " + std::to_string(limits::rules_max) + " rules",
             0}
        );
        return built;
    }
    std::shared_ptr<Lexicon> lexicon(new Lexicon());
    lexicon->parts_ =
        std::make_unique<Parts>(std::move(source), std::move(normaliser), built.problems);
    check_heard(lexicon->parts_->source, lexicon->parts_->types.words(), built.problems);
    lexicon->parts_->hash = hash_of(lexicon->parts_->source);
    const bool failed =
        std::any_of(built.problems.begin(), built.problems.end(), [](const Problem& one) {
            return !one.warning;
        });
    if (!failed) built.lexicon = std::move(lexicon);
    return built;
}

const std::vector<std::string>& Lexicon::intents() const {
    return parts_->source.intents;
}

const std::vector<RuleSource>& Lexicon::rules() const {
    return parts_->source.rules;
}

std::uint64_t Lexicon::hash() const {
    return parts_->hash;
}

const Normaliser& Lexicon::normaliser() const {
    return *parts_->normaliser;
}

bool Lexicon::knows_type(std::string_view type) const {
    return parts_->types.knows(type);
}

Understanding Lexicon::understand(std::string_view message) const {
    return parts_->understand(message, Matcher::Road::quick);
}

Understanding Lexicon::understand_plainly(std::string_view message) const {
    return parts_->understand(message, Matcher::Road::plain);
}

std::vector<Mention> Lexicon::mentions(
    std::string_view type, const NormalText& text, Span within, Here here
) const {
    return find_mentions(parts_->types, type, text, within, here);
}

std::optional<Value> Lexicon::answer(std::string_view type, const Understanding& message, Here here)
    const {
    return read_answer(parts_->types, type, message, here);
}

std::vector<Like> Lexicon::like(const Understanding& message) const {
    std::vector<std::string_view> clauses;
    for (const Clause& clause : message.clauses) {
        const auto [begin, end] = clause.span;
        clauses.push_back(std::string_view(message.normal.text).substr(begin, end - begin));
    }
    return parts_->likeness.like(clauses, limits::clarify_options_max);
}

const std::vector<ExampleSource>& Lexicon::examples() const {
    return parts_->source.examples;
}

std::optional<std::size_t> Lexicon::pick(
    std::span<const std::string> labels, const Understanding& message
) const {
    return pick_option(*parts_->normaliser, labels, message);
}

}  // namespace clerk::nlu
