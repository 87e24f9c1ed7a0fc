// The quick road must find exactly what the obvious one finds: same rules, spans, captures, scores.
#include "generators.hpp"
#include "rule_generator.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

TEST_CASE("the quick road and the plain one agree on any rules and messages") {
    std::size_t messages = 0;
    std::size_t hits = 0;
    std::size_t vetoed = 0;
    CHECK(rc::check("understand == understand_plainly", [&] {
        const std::shared_ptr<const Lexicon> lexicon = lexicon_of(random_rules(25));
        RC_ASSERT(lexicon != nullptr);
        for (int i = 0; i < 40; ++i) {
            const std::string message = i % 8 == 7 ? *shopper_text() : random_message();
            const Understanding quick = lexicon->understand(message);
            const Understanding plain = lexicon->understand_plainly(message);
            RC_ASSERT(quick == plain);
            ++messages;
            for (const Clause& clause : quick.clauses) {
                hits += clause.hits.size();
                vetoed += clause.vetoed.size();
            }
        }
    }));
    // The generators are worth something only while they hit, in a short run (RC_PARAMS) too.
    CHECK(hits > messages / 2);
    CHECK(vetoed >= messages / 200);
}

TEST_CASE("what is found is well formed") {
    CHECK(rc::check("spans, order and scores", [] {
        const std::shared_ptr<const Lexicon> lexicon = lexicon_of(random_rules(25));
        RC_ASSERT(lexicon != nullptr);
        for (int i = 0; i < 10; ++i) {
            const std::string message = random_message();
            const Understanding read = lexicon->understand(message);
            RC_ASSERT(!read.clauses.empty());
            for (const Clause& clause : read.clauses) {
                RC_ASSERT(clause.span.end <= read.normal.text.size());
                int last = 1'000'000;
                for (const Hit& hit : clause.hits) {
                    RC_ASSERT(hit.specificity <= last);
                    RC_ASSERT(hit.specificity >= 0);
                    last = hit.specificity;
                    RC_ASSERT(hit.span.end <= read.normal.text.size());
                    RC_ASSERT(hit.span.begin < hit.span.end);
                    for (const Capture& capture : hit.captures) {
                        RC_ASSERT(capture.span.begin >= hit.span.begin);
                        RC_ASSERT(capture.span.end <= hit.span.end);
                    }
                }
            }
        }
    }));
}

TEST_CASE("an option of a choice stands where RE2 finds its phrase") {
    int found = 0;
    CHECK(rc::check("first mention == the phrase's match", [&] {
        const std::string phrase = phrase_of(0);
        if (phrase.find('<') != std::string::npos) return;
        Content content;
        content.phrase("x", phrase).type({"t", "", {{"a", {}, {phrase}}}, "t:1", {}});
        const Lexicon::Built built = content.build();
        if (!built.lexicon) return;
        for (int i = 0; i < 20; ++i) {
            const Understanding read = built.lexicon->understand_plainly(random_message());
            const Span all{0, static_cast<std::uint32_t>(read.normal.text.size())};
            if (read.clauses.size() != 1 || read.clauses.front().span != all) continue;
            const std::vector<Hit>& hits = read.clauses.front().hits;
            const auto mentions = built.lexicon->mentions("t", read.normal, all, here());
            RC_ASSERT(mentions.empty() == hits.empty());
            if (hits.empty()) continue;
            const auto at_hit = [&](const Mention& one) {
                return one.span == hits.front().span;
            };
            RC_ASSERT(std::ranges::any_of(mentions, at_hit));
            ++found;
        }
    }));
    CHECK(found > 0);
}
