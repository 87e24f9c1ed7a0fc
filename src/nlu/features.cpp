#include "nlu/features.hpp"

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "nlu/common_words.hpp"

#include <algorithm>

namespace clerk::nlu {
namespace {

// How much a kind of piece counts, known and unknown: a whole word or a pair of Han tells most, and
// an unknown one speaks loudly for something else than the shop's business.
struct Share {
    int known = 0;
    int unknown = 0;
};

constexpr Share of_word{16, 32};
constexpr Share of_piece{4, 3};
constexpr Share of_pair{16, 20};
constexpr Share of_triple{8, 10};
constexpr Share of_single{5, 6};
constexpr Share of_common{3, 4};
constexpr std::size_t piece_letters = 3;

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

class Gatherer {
public:
    explicit Gatherer(std::vector<std::string>* words) : words_(words) {}

    void read(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            if (is_letter(text[at])) {
                std::size_t end = at;
                while (end < text.size() && is_letter(text[end]))
                    ++end;
                word(text.substr(at, end - at));
                at = end;
                continue;
            }
            const utf8::Step here = utf8::step(text, at);
            if (utf8::is_han(here.code_point)) {
                han(text.substr(at, here.bytes));
            } else {
                run_.clear();
            }
            at += here.bytes;
        }
    }

    std::vector<Feature> done() && {
        std::ranges::sort(found_, {}, &Feature::key);
        const auto rest = std::ranges::unique(found_, {}, &Feature::key);
        found_.erase(rest.begin(), rest.end());
        return std::move(found_);
    }

private:
    void add(char kind, std::string_view piece, Share share) {
        if (found_.size() >= features_max) return;
        const std::uint64_t key = fnv1a(piece, fnv1a(std::string_view(&kind, 1)));
        found_.push_back({key, share.known, share.unknown});
    }

    void word(std::string_view word) {
        run_.clear();
        if (words_) words_->emplace_back(word);
        if (is_common_word(word)) return add('w', word, of_common);
        add('w', word, of_word);
        const std::string fenced = '^' + std::string(word) + '$';
        for (std::size_t i = 0; i + piece_letters <= fenced.size(); ++i)
            add('p', std::string_view(fenced).substr(i, piece_letters), of_piece);
    }

    // The characters of the run so far end in this one.
    void han(std::string_view character) {
        run_.push_back(character);
        add('1', character, of_single);
        if (run_.size() < 2) return;
        add('2', joined(2), is_common_word(joined(2)) ? of_common : of_pair);
        if (run_.size() >= 3) add('3', joined(3), of_triple);
    }

    [[nodiscard]] std::string_view joined(std::size_t count) const {
        const std::string_view first = run_[run_.size() - count];
        const std::string_view last = run_.back();
        return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
    }

    std::vector<std::string>* words_;
    std::vector<std::string_view> run_;
    std::vector<Feature> found_;
};

}  // namespace

std::vector<Feature> features_of(std::string_view normal, std::vector<std::string>* words) {
    Gatherer gatherer(words);
    gatherer.read(normal);
    return std::move(gatherer).done();
}

}  // namespace clerk::nlu
