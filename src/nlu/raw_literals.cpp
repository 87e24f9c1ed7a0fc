#include "nlu/raw_literals.hpp"

#include "base/utf8.hpp"
#include "nlu/clauses.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace clerk::nlu {
namespace {

using std::string_view;

// What may stand on both sides of a literal: a cut word is not in normal form by itself.
constexpr auto surroundings = std::to_array<string_view>({"", "a", "a ", "1", "退"});

bool is_plain_escape(char c) {
    return (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z');
}

class Walk {
public:
    Walk(string_view regex, const Normaliser& normaliser)
        : regex_(regex),
          normaliser_(normaliser),
          folds_case_(regex.find("(?-i") == string_view::npos) {}

    std::vector<PhraseFault> run() {
        while (at_ < regex_.size())
            one();
        end_run();
        if (before_ == Before::bar) empty_alternative();
        return std::move(faults_);
    }

private:
    enum class Before : unsigned char { begin, bar, something };

    void one() {
        const char c = regex_[at_];
        if (c == '\\') return escape();
        if (c == '[') return skip(class_end());
        if (c == '(') return open();
        if (c == '|' || c == ')') return branch_ends(c);
        if (c == '?' || c == '*' || c == '{') return quantifier();
        if (c == '+' || c == '.' || c == '^' || c == '$') return skip(at_ + 1);
        literal(std::max<std::size_t>(utf8::step(regex_, at_).bytes, 1));
    }

    void literal(std::size_t bytes) {
        if (run_.empty()) begin_ = at_;
        const string_view character = regex_.substr(at_, bytes);
        last_ = run_.size();
        if (utf8::is_han(utf8::step(character, 0).code_point)) {
            run_ += normaliser_.literal(character);
        } else if (folds_case_ && bytes == 1 && character[0] >= 'A' && character[0] <= 'Z') {
            run_ += static_cast<char>(character[0] - 'A' + 'a');
        } else {
            run_ += character;
        }
        at_ += bytes;
        before_ = Before::something;
    }

    void escape() {
        const char next = at_ + 1 < regex_.size() ? regex_[at_ + 1] : '\0';
        if (next == 'Q') {
            const std::size_t end = std::min(regex_.find("\\E", at_), regex_.size());
            at_ += 2;
            while (at_ < end)
                literal(std::max<std::size_t>(utf8::step(regex_, at_).bytes, 1));
            at_ = std::min(end + 2, regex_.size());
        } else if (is_plain_escape(next)) {
            ++at_;
            literal(std::max<std::size_t>(utf8::step(regex_, at_).bytes, 1));
        } else {
            std::size_t end = std::min(at_ + 2, regex_.size());
            if (end < regex_.size() && regex_[end] == '{') {
                end = std::min(regex_.find('}', end), regex_.size() - 1) + 1;
            }
            skip(end);
        }
    }

    [[nodiscard]] std::size_t class_end() const {
        std::size_t i = at_ + 1;
        if (i < regex_.size() && regex_[i] == '^') ++i;
        if (i < regex_.size() && regex_[i] == ']') ++i;
        while (i < regex_.size() && regex_[i] != ']')
            i += regex_[i] == '\\' ? 2 : 1;
        return std::min(i + 1, regex_.size());
    }

    // Past (  (?:  (?i)  (?P<name>
    void open() {
        std::size_t end = at_ + 1;
        if (regex_.substr(at_).starts_with("(?")) {
            end = std::min(regex_.find_first_of(":)>", at_), regex_.size() - 1) + 1;
        }
        skip(end);
        before_ = regex_[end - 1] == ')' ? Before::something : Before::begin;
    }

    void branch_ends(char c) {
        end_run();
        if (before_ == Before::bar || (c == '|' && before_ == Before::begin)) empty_alternative();
        before_ = c == '|' ? Before::bar : Before::something;
        ++at_;
    }

    void empty_alternative() {
        faults_.push_back(
            {false, at_, "an empty alternative: write (a)? for something that may be absent"}
        );
    }

    // The last character may be absent, with ? and * and {0,…}: it belongs to no run.
    void quantifier() {
        if (!run_.empty()) run_.resize(last_);
        const bool braces = regex_[at_] == '{';
        skip(braces ? std::min(regex_.find('}', at_), regex_.size() - 1) + 1 : at_ + 1);
    }

    void skip(std::size_t end) {
        end_run();
        at_ = end;
        before_ = Before::something;
    }

    void end_run() {
        if (!run_.empty() && !possible()) {
            const std::string normal = normaliser_.literal(run_);
            faults_.push_back(
                {false,
                 begin_,
                 normal == run_ ? "this can never match: a mark in \"" + run_
                                      + "\" ends the clause, which no rule goes beyond"
                                : "this can never match: in normal form, as messages come, \""
                                      + run_ + "\" is \"" + normal + "\""}
            );
        }
        run_.clear();
    }

    [[nodiscard]] bool possible() const {
        return std::any_of(surroundings.begin(), surroundings.end(), [&](string_view around) {
            std::string text = std::string(around) + run_;
            text += around == "a " ? " a" : around;
            const std::string normal = normaliser_.normalise(text).text;
            const auto spans = split_clauses(normal);
            return std::any_of(spans.begin(), spans.end(), [&](Span span) {
                return normal.substr(span.begin, span.end - span.begin).find(run_)
                       != std::string::npos;
            });
        });
    }

    string_view regex_;
    const Normaliser& normaliser_;
    bool folds_case_;
    std::size_t at_ = 0;
    Before before_ = Before::begin;
    std::string run_;        // literal characters side by side, as the rule will look for them
    std::size_t begin_ = 0;  // where the run begins
    std::size_t last_ = 0;   // where its last character begins, within it
    std::vector<PhraseFault> faults_;
};

}  // namespace

std::vector<PhraseFault> check_literals(string_view regex, const Normaliser& normaliser) {
    return Walk(regex, normaliser).run();
}

}  // namespace clerk::nlu
