#include "nlu/tidy.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clerk::nlu {

using namespace std::string_view_literals;

namespace {

struct Expansion {
    std::string_view from;
    std::string_view to;
};

// Whole words, in order: contractions, what people shorten on a phone, and British spellings, which
// become American ones; and slips that everybody makes in the words that shoppers need most. Only
// what is no word of its own: "its", "well", "were", "ill", "id" and "shell" stay. Any other
// mistyped word stays too; only the second stage guesses (likeness.hpp).
// clang-format off
constexpr auto words = std::to_array<Expansion>({
    {"2day", "today"}, {"2moro", "tomorrow"}, {"2morrow", "tomorrow"}, {"2nite", "tonight"},
    {"abt", "about"}, {"acc", "account"}, {"acct", "account"}, {"acnt", "account"},
    {"addres", "address"}, {"adress", "address"}, {"ain't", "is not"}, {"aint", "is not"},
    {"amt", "amount"}, {"arent", "are not"}, {"arived", "arrived"}, {"arrieved", "arrived"},
    {"arrvied", "arrived"}, {"bcoz", "because"}, {"bcuz", "because"},
    {"bday", "birthday"}, {"beacuse", "because"}, {"becuase", "because"}, {"can't", "can not"},
    {"cancellation", "cancelation"}, {"cancelled", "canceled"}, {"cancelling", "canceling"},
    {"cancle", "cancel"}, {"cancled", "canceled"}, {"cannot", "can not"}, {"cant", "can not"},
    {"centre", "center"}, {"colour", "color"}, {"colours", "colors"}, {"cos", "because"},
    {"couldnt", "could not"}, {"couldve", "could have"}, {"coz", "because"}, {"cud", "could"},
    {"cus", "because"}, {"cust", "customer"}, {"customar", "customer"}, {"cuz", "because"},
    {"defected", "defective"}, {"delayd", "delayed"}, {"delievered", "delivered"},
    {"delievery", "delivery"}, {"delivary", "delivery"}, {"deliverd", "delivered"},
    {"delivred", "delivered"}, {"didnt", "did not"}, {"dnt", "do not"}, {"doesnt", "does not"},
    {"dont", "do not"}, {"dunno", "do not know"}, {"everything's", "everything is"},
    {"favourite", "favorite"}, {"frm", "from"}, {"garantee", "guarantee"},
    {"garanteed", "guaranteed"}, {"gimme", "give me"}, {"gonna", "going to"}, {"gotta", "got to"},
    {"grey", "gray"}, {"guarentee", "guarantee"}, {"guarenteed", "guaranteed"},
    {"hadnt", "had not"}, {"hasnt", "has not"}, {"hav", "have"}, {"havent", "have not"},
    {"he's", "he is"}, {"here's", "here is"}, {"heres", "here is"}, {"how's", "how is"},
    {"hows", "how is"}, {"hr", "hour"}, {"hrs", "hours"}, {"hv", "have"}, {"i'm", "i am"},
    {"im", "i am"}, {"isnt", "is not"}, {"it's", "it is"}, {"itll", "it will"}, {"ive", "i have"},
    {"lemme", "let me"}, {"let's", "let us"}, {"lets", "let us"}, {"mins", "minutes"},
    {"msg", "message"}, {"msgs", "messages"}, {"mth", "month"}, {"mths", "months"},
    {"neighbour", "neighbor"}, {"neighbours", "neighbors"}, {"nxt", "next"}, {"orderd", "ordered"},
    {"ordr", "order"}, {"ordred", "ordered"}, {"pacakge", "package"}, {"packge", "package"},
    {"pakage", "package"}, {"pathatic", "pathetic"}, {"pkg", "package"}, {"pls", "please"},
    {"plse", "please"}, {"plz", "please"}, {"ppl", "people"}, {"prdct", "product"},
    {"prdt", "product"}, {"programme", "program"}, {"pw", "password"}, {"pwd", "password"},
    {"pymt", "payment"}, {"qty", "quantity"}, {"r", "are"}, {"rcvd", "received"},
    {"recd", "received"}, {"recevied", "received"}, {"reciept", "receipt"}, {"recieve", "receive"},
    {"recieved", "received"}, {"recieving", "receiving"}, {"recive", "receive"},
    {"recived", "received"}, {"recvd", "received"}, {"retrun", "return"}, {"shan't", "shall not"},
    {"she's", "she is"}, {"shiped", "shipped"}, {"shippment", "shipment"},
    {"shouldnt", "should not"}, {"shouldve", "should have"}, {"shud", "should"},
    {"thanku", "thank you"}, {"thankyou", "thank you"}, {"thanx", "thanks"}, {"that's", "that is"},
    {"thats", "that is"}, {"there's", "there is"}, {"theres", "there is"}, {"theyre", "they are"},
    {"theyve", "they have"}, {"this's", "this is"}, {"thnks", "thanks"}, {"thnx", "thanks"},
    {"tho", "though"}, {"thru", "through"}, {"tht", "that"}, {"thx", "thanks"}, {"til", "until"},
    {"tks", "thanks"}, {"tmr", "tomorrow"}, {"tmrw", "tomorrow"}, {"tommorow", "tomorrow"},
    {"tommorrow", "tomorrow"}, {"tomorow", "tomorrow"}, {"u", "you"}, {"untill", "until"},
    {"ur", "your"}, {"wanna", "want to"}, {"warrenty", "warranty"}, {"wasent", "was not"},
    {"wasnt", "was not"}, {"webiste", "website"}, {"werent", "were not"}, {"weve", "we have"},
    {"what's", "what is"}, {"whats", "what is"}, {"when's", "when is"}, {"whens", "when is"},
    {"where's", "where is"}, {"wheres", "where is"}, {"who's", "who is"}, {"whos", "who is"},
    {"whre", "where"}, {"wht", "what"}, {"why's", "why is"}, {"wk", "week"}, {"wks", "weeks"},
    {"won't", "will not"}, {"wont", "will not"}, {"worng", "wrong"}, {"wouldnt", "would not"},
    {"wouldve", "would have"}, {"wrost", "worst"}, {"wud", "would"}, {"xmas", "christmas"},
    {"y'all", "you all"}, {"ya'll", "you all"}, {"yall", "you all"}, {"yday", "yesterday"},
    {"yest", "yesterday"}, {"youre", "you are"}, {"youve", "you have"}, {"yr", "year"},
    {"yrs", "years"},
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

// "&" between words; "at&t" is a name. Beside Han it stays: a letter would lose the space there.
bool is_free_and(const Glyphs& glyphs, std::size_t at) {
    const auto space = [&](std::size_t i) {
        return glyphs[i].c == ' ' || glyphs[i].c == '\n';
    };
    if (glyphs[at].c != '&' || at < 2 || at + 2 >= glyphs.size()) return false;
    const bool beside_han = utf8::is_han(glyphs[at - 2].c) || utf8::is_han(glyphs[at + 2].c);
    return space(at - 1) && space(at + 1) && !beside_han;
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
        if (is_free_and(glyphs, at)) {
            copy_until(at);
            for (const char32_t c : U"and"sv)
                out.push_back({c, glyphs[at].at});
            copied = ++at;
            continue;
        }
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
