#include "nlu/slips.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

TEST_CASE("what is often mistyped or shortened is read as it is meant") {
    CHECK(normal("i havnt recieved my pacakge") == "i have not received my package");
    CHECK(normal("pls cancle it, thx") == "please cancel it, thanks");
    CHECK(normal("Colour CENTRE") == "color center");
    CHECK(normal("where r u") == "where r you");
    CHECK(normal("ur driver") == "your driver");
}

TEST_CASE("what may be a word or a code of its own stays") {
    CHECK(normal("u盘") == "u盘");
    CHECK(normal("b4 u2 x-u") == "b4 u2 x-you");
    CHECK(normal("weak prom") == "weak prom");
    CHECK(respelt("return").empty());
    CHECK(respelt("").empty());
}

TEST_CASE("rules are read the same way") {
    const auto lexicon = Content().phrase("a", "cancelled my colour").lexicon();
    CHECK(intents_of(*lexicon, "you canceled my color") == "a");
    CHECK(intents_of(*lexicon, "u cancelled my colour") == "a");
}

TEST_CASE("offsets lead back to the word as it was typed") {
    const std::string typed = "my pacakge is late";
    const NormalText text = normaliser()->normalise(typed);
    const std::size_t at = text.text.find(" is late");
    CHECK(typed.substr(text.source[at]) == " is late");
    CHECK(text.source[text.text.find("package")] == 3);
}
