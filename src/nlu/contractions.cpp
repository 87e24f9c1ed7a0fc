#include "nlu/tidy.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clerk::nlu {
namespace {

struct Expansion {
    std::string_view from;
    std::string_view to;
};

// Whole words, in order: contractions, what people shorten on a phone, and British spellings, which
// become American ones. Only what is no word of its own: "its", "well", "were", "ill", "id" and
// "shell" stay. A mistyped word stays too; only the second stage guesses (likeness.hpp).
// clang-format off
constexpr auto words = std::to_array<Expansion>({
    {"acc", "account"}, {"acct", "account"}, {"ain't", "is not"}, {"arent", "are not"},
    {"bcoz", "because"}, {"bcuz", "because"}, {"can't", "can not"}, {"cancellation", "cancelation"},
    {"cancelled", "canceled"}, {"cancelling", "canceling"}, {"cannot", "can not"},
    {"cant", "can not"}, {"centre", "center"}, {"colour", "color"}, {"colours", "colors"},
    {"couldnt", "could not"}, {"coz", "because"}, {"cuz", "because"}, {"didnt", "did not"},
    {"doesnt", "does not"}, {"dont", "do not"}, {"dunno", "do not know"},
    {"everything's", "everything is"}, {"favourite", "favorite"}, {"gimme", "give me"},
    {"gonna", "going to"}, {"gotta", "got to"}, {"grey", "gray"}, {"hadnt", "had not"},
    {"hasnt", "has not"}, {"havent", "have not"}, {"he's", "he is"}, {"here's", "here is"},
    {"heres", "here is"}, {"how's", "how is"}, {"hows", "how is"}, {"hrs", "hours"},
    {"i'm", "i am"}, {"im", "i am"}, {"isnt", "is not"}, {"it's", "it is"}, {"ive", "i have"},
    {"lemme", "let me"}, {"let's", "let us"}, {"lets", "let us"}, {"mins", "minutes"},
    {"msg", "message"}, {"msgs", "messages"}, {"neighbour", "neighbor"}, {"pkg", "package"},
    {"pls", "please"}, {"plz", "please"}, {"ppl", "people"}, {"programme", "program"},
    {"pw", "password"}, {"pwd", "password"}, {"qty", "quantity"}, {"shan't", "shall not"},
    {"she's", "she is"}, {"shouldnt", "should not"}, {"thanku", "thank you"},
    {"thankyou", "thank you"}, {"thanx", "thanks"}, {"that's", "that is"}, {"thats", "that is"},
    {"there's", "there is"}, {"theres", "there is"}, {"theyre", "they are"},
    {"theyve", "they have"}, {"this's", "this is"}, {"tho", "though"}, {"thru", "through"},
    {"thx", "thanks"}, {"tks", "thanks"}, {"tmr", "tomorrow"}, {"tmrw", "tomorrow"}, {"u", "you"},
    {"ur", "your"}, {"wanna", "want to"}, {"wasnt", "was not"}, {"werent", "were not"},
    {"weve", "we have"}, {"what's", "what is"}, {"whats", "what is"}, {"when's", "when is"},
    {"whens", "when is"}, {"where's", "where is"}, {"wheres", "where is"}, {"who's", "who is"},
    {"whos", "who is"}, {"why's", "why is"}, {"wk", "week"}, {"wks", "weeks"},
    {"won't", "will not"}, {"wont", "will not"}, {"wouldnt", "would not"}, {"y'all", "you all"},
    {"youre", "you are"}, {"youve", "you have"},
});
// clang-format on

static_assert(std::ranges::is_sorted(words, {}, &Expansion::from));

// Endings after any word.
// clang-format off
constexpr auto endings = std::to_array<Expansion>({
    {"n't", " not"}, {"'re", " are"}, {"'ve", " have"}, {"'ll", " will"}, {"'d", " would"},
    {"'m", " am"},
});

// clang-format on

bool in_word(char32_t c) {
    return is_word(c) || c == '\'';
}

struct Change {
    std::size_t from = 0;  // first letter of the word that changes
    std::string_view to;
};

// What becomes of the word, if anything.
Change change_of(std::string_view word) {
    const auto* whole = std::ranges::lower_bound(words, word, {}, &Expansion::from);
    if (whole != words.end() && whole->from == word) return {0, whole->to};
    const std::size_t apostrophe = word.find('\'');
    if (apostrophe == std::string_view::npos) return {word.size(), {}};
    for (const Expansion& ending : endings) {
        const bool fits = word.size() > ending.from.size() && word.ends_with(ending.from);
        const std::size_t from = word.size() - ending.from.size();
        if (fits && apostrophe >= from) return {from, ending.to};
    }
    return {word.size(), {}};
}

// "u" beside Han or in a model's name is no "you": it must stand free.
bool stands_free(const Glyphs& glyphs, std::size_t begin, std::size_t end) {
    const auto free = [](char32_t c) {
        return c == ' ' || c == '\n' || is_punctuation(c);
    };
    return (begin == 0 || free(glyphs[begin - 1].c))
           && (end == glyphs.size() || free(glyphs[end].c));
}

// "id like to", where "id" alone is a document.
bool is_i_would(std::string_view word, const Glyphs& glyphs, std::size_t end) {
    if (word != "id") return false;
    constexpr auto wishes =
        std::to_array<std::string_view>({" like", " love", " rather", " prefer"});
    return std::any_of(wishes.begin(), wishes.end(), [&](std::string_view wish) {
        if (glyphs.size() - end < wish.size()) return false;
        return std::equal(
            wish.begin(),
            wish.end(),
            glyphs.begin() + static_cast<std::ptrdiff_t>(end),
            [](char c, const Glyph& glyph) { return static_cast<unsigned char>(c) == glyph.c; }
        );
    });
}

}  // namespace

void expand_contractions(Glyphs& glyphs) {
    constexpr std::size_t word_max = 16;
    std::array<char, word_max> spelt{};
    Glyphs out;  // the glyphs before `copied`, with what changed in them; empty while nothing has
    std::size_t copied = 0;
    const auto copy_until = [&](std::size_t end) {
        const auto begin = glyphs.begin();
        out.insert(
            out.end(),
            begin + static_cast<std::ptrdiff_t>(copied),
            begin + static_cast<std::ptrdiff_t>(end)
        );
    };
    for (std::size_t at = 0; at < glyphs.size();) {
        std::size_t end = at;
        while (end < glyphs.size() && in_word(glyphs[end].c))
            ++end;
        const bool word_like = end - at > 1 || (end > at && stands_free(glyphs, at, end));
        if (word_like && end - at <= word_max) {
            for (std::size_t i = at; i < end; ++i)
                spelt[i - at] = static_cast<char>(glyphs[i].c);
            const std::string_view word(spelt.data(), end - at);
            const bool would = is_i_would(word, glyphs, end);
            const Change change = would ? Change{0, "i would"} : change_of(word);
            if (!change.to.empty()) copy_until(at + change.from);
            for (std::size_t i = 0; i < change.to.size(); ++i) {
                const std::size_t source = std::min(at + change.from + i, end - 1);
                const auto c = static_cast<unsigned char>(change.to[i]);
                out.push_back({c, glyphs[source].at});
            }
            if (!change.to.empty()) copied = end;
        }
        at = std::max(end, at + 1);
    }
    if (copied == 0) return;
    copy_until(glyphs.size());
    glyphs.swap(out);
}

}  // namespace clerk::nlu
