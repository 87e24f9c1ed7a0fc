#include "nlu/phrase.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/shared_words.hpp"

#include <algorithm>

namespace clerk::nlu {
namespace {

bool is_name_char(char c) {
    return is_word_byte(c) || c == ':' || (c >= 'A' && c <= 'Z');
}

bool is_space(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xA0;
}

bool is_edge(char32_t c) {
    return c == '^' || c == '$';
}

bool ends_sentence(char32_t c) {
    return c == '!' || c == '?' || c == U'！' || c == U'？' || c == U'。';
}

const char* sentence_end_advice(char32_t c, bool last) {
    if (last) return "this mark ends the clause and is left out";
    if (c == '?' || c == U'？') {
        return "? follows no parentheses: write (a)? for what may be absent; as a question mark it "
               "ends a clause, which no phrase goes beyond";
    }
    return "this mark ends a clause, which no phrase goes beyond: remove it";
}

class Parser {
public:
    Parser(std::string_view text, const Normaliser& normaliser)
        : text_(text), normaliser_(normaliser) {}

    ParsedPhrase parse() {
        Sequence items = sequence(0);
        if (at_ < text_.size()) {
            fault(at_, "this ) closes nothing: remove it, or write \\) for the character itself");
        }
        return {{std::move(items)}, std::move(faults_)};
    }

private:
    // --- looking -------------------------------------------------------------------------------
    [[nodiscard]] char32_t peek() const { return utf8::step(text_, at_).code_point; }

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    // Consumes one of two spellings of the same mark.
    bool take(char32_t narrow, char32_t wide) {
        const utf8::Step step = utf8::step(text_, at_);
        if (step.bytes == 0 || (step.code_point != narrow && step.code_point != wide)) return false;
        at_ += step.bytes;
        return true;
    }

    void fault(std::size_t offset, std::string message, bool warning = false) {
        faults_.push_back({warning, offset, std::move(message)});
    }

    [[nodiscard]] bool at_close_or_bar() const {
        const char32_t c = peek();
        return c == ')' || c == U'）' || c == '|' || c == U'｜';
    }

    // --- parsing -------------------------------------------------------------------------------
    Sequence sequence(std::size_t depth) {
        Sequence items;
        while (!at_end() && !(depth > 0 && at_close_or_bar())) {
            if (peek() == ')' || peek() == U'）') break;
            item(items, depth);
        }
        tidy_gaps(items);
        return items;
    }

    void item(Sequence& items, std::size_t depth) {
        const std::size_t begin = at_;
        const char32_t c = peek();
        if (is_space(c)) {
            at_ += utf8::step(text_, at_).bytes;
            items.emplace_back(Gap{});
        } else if (c == '(' || c == U'（') {
            group(items, depth);
        } else if (c == '|' || c == U'｜') {
            at_ += utf8::step(text_, at_).bytes;
            fault(begin, "| stands outside parentheses: write (a|b)");
        } else if (text_.substr(at_).starts_with("...") || c == U'…') {
            while (text_.substr(at_).starts_with('.') || peek() == U'…') {
                at_ += utf8::step(text_, at_).bytes;
            }
            items.emplace_back(Dots{});
        } else if (is_edge(c)) {
            ++at_;
            items.emplace_back(Edge{c == '^'});
        } else if (c == '<' && starts_name(at_ + 1)) {
            slot(items);
        } else {
            literal(items);
        }
    }

    [[nodiscard]] bool starts_name(std::size_t at) const {
        if (at >= text_.size()) return false;
        const char c = text_[at];
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    void group(Sequence& items, std::size_t depth) {
        const std::size_t begin = at_;
        take('(', U'（');
        if (text_.substr(at_).starts_with('?')) {
            fault(
                begin,
                "(?…) belongs to regular expressions: phrases need no look-ahead, what must not "
                "stand there goes under `unless`; a regex goes under `re2`"
            );
            ++at_;
        }
        if (depth + 1 > limits::phrase_depth_max) {
            fault(
                begin,
                "parentheses nest deeper than " + std::to_string(limits::phrase_depth_max)
                    + ": split this into several phrases"
            );
            at_ = text_.size();
            return;
        }
        Group result{{}, false, begin};
        while (true) {
            const std::size_t start = at_;
            Sequence branch = sequence(depth + 1);
            if (branch.empty() && !has_errors()) {
                fault(start, "an empty alternative: write (a|b)? for something that may be absent");
            }
            result.own.push_back(std::move(branch));
            if (!take('|', U'｜')) break;
        }
        if (!take(')', U'）') && !has_errors()) {
            fault(begin, "this ( is never closed: add ), or write \\( for the character itself");
        }
        result.optional = take('?', U'？');
        if (peek() == '*' || peek() == '+') {
            fault(at_, "phrases do not repeat a group: write it as often as it may stand");
            ++at_;
        }
        items.emplace_back(std::move(result));
    }

    void slot(Sequence& items) {
        const std::size_t begin = at_;
        std::size_t end = at_ + 1;
        while (end < text_.size() && is_name_char(text_[end]))
            ++end;
        const std::string_view inside = text_.substr(begin + 1, end - begin - 1);
        if (end >= text_.size() || text_[end] != '>') {
            fault(begin, "< opens a slot that no > closes: write <type>, or \\< for the character");
            at_ = end;
            return;
        }
        at_ = end + 1;
        const std::size_t colon = inside.find(':');
        SlotMark mark{{}, std::string(inside), begin};
        if (colon != std::string_view::npos) {
            mark.slot = inside.substr(0, colon);
            mark.type = inside.substr(colon + 1);
            if (mark.type.empty()) fault(begin, "a slot without a type: write <slot:type>");
        }
        // At the end of a phrase a ? is the sentence's, not the slot's.
        const bool optional = at_ + 1 < text_.size() && take('?', U'？');
        if (!optional) {
            items.emplace_back(std::move(mark));
        } else {
            items.emplace_back(Group{{Sequence{std::move(mark)}}, true, begin});
        }
    }

    // Up to the next mark of the language; escapes are resolved here.
    void literal(Sequence& items) {
        const std::size_t begin = at_;
        std::string raw;
        while (!at_end()) {
            const utf8::Step step = utf8::step(text_, at_);
            const char32_t c = step.code_point;
            refuse_regex();
            if (c == '\\') {
                const utf8::Step next = utf8::step(text_, at_ + 1);
                if (next.bytes == 0) fault(at_, "\\ at the end escapes nothing: remove it");
                raw.append(text_.substr(at_ + 1, next.bytes));
                at_ += 1 + next.bytes;
                continue;
            }
            if (is_space(c) || c == '(' || c == U'（' || c == ')' || c == U'）') break;
            if (c == '|' || c == U'｜' || c == U'…' || is_edge(c)) break;
            if (c == '<' && starts_name(at_ + 1)) break;
            if (text_.substr(at_).starts_with("...")) break;
            raw.append(text_.substr(at_, step.bytes));
            at_ += step.bytes;
        }
        drop_sentence_end(raw, begin);
        if (!raw.empty()) normalised(raw, begin, items);
    }

    // What those who know regular expressions write where a phrase wants words.
    void refuse_regex() {
        const std::string_view rest = text_.substr(at_);
        const char next = rest.size() > 1 ? rest[1] : '\0';
        if (rest.starts_with(".*") || rest.starts_with(".+") || rest.starts_with(".?")) {
            fault(at_, "`.*` belongs to regular expressions: in a phrase write ...");
        } else if (rest.front() == '\\' && is_word_byte(next)) {
            fault(
                at_,
                "`" + std::string(rest.substr(0, 2))
                    + "` belongs to regular expressions: in a phrase write <quantity> for a "
                      "number and ... for anything, or put the regex under `re2`"
            );
        } else if (rest.starts_with('[') && rest.find(']') != std::string_view::npos) {
            fault(at_, "[…] belongs to regular expressions: in a phrase write (a|b)");
        } else if (rest.starts_with("＜")) {
            fault(at_, "a full-width ＜ opens no slot: write <order_no>");
        } else if (rest.starts_with("《") && starts_name(at_ + std::string_view("《").size())) {
            fault(at_, "《 opens no slot: write <order_no>");
        } else if (rest.front() == '"' || rest.starts_with("“") || rest.starts_with("「")) {
            fault(at_, "this matches only where the quotation mark is written: take it out", true);
        }
    }

    // "where is my order?": the mark ends the clause, and clauses are what phrases are held
    // against.
    void drop_sentence_end(std::string& raw, std::size_t begin) {
        for (std::size_t at = 0; at < raw.size();) {
            const utf8::Step step = utf8::step(raw, at);
            if (!ends_sentence(step.code_point)) {
                at += step.bytes;
                continue;
            }
            const bool last = at + step.bytes == raw.size() && at_end();
            fault(begin + at, sentence_end_advice(step.code_point, last), last);
            raw.erase(at, step.bytes);
        }
    }

    // One word of the phrase may be several of the normal form ("don't").
    void normalised(std::string_view raw, std::size_t begin, Sequence& items) {
        const std::string normal = normaliser_.literal(raw);
        bool any = false;
        for (std::size_t at = 0; at < normal.size();) {
            if (normal[at] == ' ' || normal[at] == '\n') {
                items.emplace_back(Gap{});
                ++at;
                continue;
            }
            const std::size_t end = std::min(normal.find_first_of(" \n", at), normal.size());
            items.emplace_back(Literal{normal.substr(at, end - at), begin});
            any = true;
            at = end;
        }
        if (!any) {
            fault(begin, "nothing of this is left in normal form: messages never hold it");
        }
    }

    // Gaps at the ends mean nothing and several are one; beside dots they are part of the dots.
    static void tidy_gaps(Sequence& items) {
        Sequence out;
        for (Item& item : items) {
            const bool gap = std::holds_alternative<Gap>(item);
            const bool dots = std::holds_alternative<Dots>(item);
            const bool after_gap = !out.empty() && std::holds_alternative<Gap>(out.back());
            const bool after_dots = !out.empty() && std::holds_alternative<Dots>(out.back());
            if (gap && (out.empty() || after_gap || after_dots)) continue;
            if (dots && after_dots) continue;
            if (dots && after_gap) out.pop_back();
            out.push_back(std::move(item));
        }
        if (!out.empty() && std::holds_alternative<Gap>(out.back())) out.pop_back();
        items = std::move(out);
    }

    [[nodiscard]] bool has_errors() const {
        return std::any_of(faults_.begin(), faults_.end(), [](const PhraseFault& one) {
            return !one.warning;
        });
    }

    std::string_view text_;
    const Normaliser& normaliser_;
    std::size_t at_ = 0;
    std::vector<PhraseFault> faults_;
};

// Dots at an edge of the whole phrase match anything or nothing.
void drop_outer_dots(Sequence& items, std::vector<PhraseFault>& faults, std::size_t end) {
    const auto dots = [](const Item& item) {
        return std::holds_alternative<Dots>(item);
    };
    constexpr const char* advice = "... at an edge of a phrase means nothing: leave it out";
    if (!items.empty() && dots(items.front())) {
        faults.push_back({true, 0, advice});
        items.erase(items.begin());
    }
    if (!items.empty() && dots(items.back())) {
        faults.push_back({true, end, advice});
        items.pop_back();
    }
}

bool may_be_empty(const Item& item) {
    return std::visit(
        overloaded{
            [](const Literal&) { return false; },
            [](const SlotMark&) { return false; },
            [](const Gap&) { return true; },
            [](const Dots&) { return true; },
            [](const Edge&) { return true; },
            [](const Group& group) {
                return group.optional
                       || std::any_of(
                           group.either().begin(),
                           group.either().end(),
                           [](const Sequence& one) { return may_be_empty(one); }
                       );
            },
        },
        item
    );
}

}  // namespace

const std::vector<Sequence>& Group::either() const {
    return shared ? shared->phrases() : own;
}

bool ParsedPhrase::ok() const {
    return std::all_of(faults.begin(), faults.end(), [](const PhraseFault& one) {
        return one.warning;
    });
}

bool may_be_empty(const Sequence& items) {
    return std::all_of(items.begin(), items.end(), [](const Item& item) {
        return may_be_empty(item);
    });
}

ParsedPhrase parse_phrase(std::string_view text, const Normaliser& normaliser) {
    if (text.size() > limits::pattern_bytes_max) {
        return {
            {},
            {{false,
              limits::pattern_bytes_max,
              "longer than " + std::to_string(limits::pattern_bytes_max)
                  + " bytes: split it into several phrases"}}};
    }
    ParsedPhrase parsed = Parser(text, normaliser).parse();
    drop_outer_dots(parsed.phrase.items, parsed.faults, text.size());
    if (parsed.ok() && may_be_empty(parsed.phrase.items)) {
        parsed.faults.push_back(
            {false, 0, "this matches the empty text: something in it must be required"}
        );
    }
    return parsed;
}

}  // namespace clerk::nlu
