#include "nlu/program.hpp"

#include "base/limits.hpp"
#include "nlu/glyphs.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace clerk::nlu {
namespace {

using Kind = Expression::Kind;

// Characters that an expression may begin with.
struct First {
    std::vector<char32_t> characters;
    bool unknown = false;  // any character at all
    bool empty = true;     // may match nothing, so that what follows counts too

    void add(const First& more) {
        characters.insert(characters.end(), more.characters.begin(), more.characters.end());
        unknown |= more.unknown;
    }
};

constexpr std::u32string_view digits = U"0123456789";

First begins_with(std::string_view text) {
    return {{utf8::step(text, 0).code_point}, false, false};
}

First first_of(const Expression& expression) {
    switch (expression.kind) {
        case Kind::text:
            return begins_with(expression.text);
        case Kind::boundary:
            return {};
        case Kind::gap:
            return {{gap_characters.begin(), gap_characters.end()}, false, true};
        case Kind::dots:
            return {{}, true, true};
        case Kind::begins:
        case Kind::ends:
            return {{U','}, false, true};
        case Kind::slot:
            if (expression.text == product_text) return begins_with(product_text);
            if (expression.digit_first) return {{digits.begin(), digits.end()}, false, false};
            return {{}, true, true};
        case Kind::all: {
            First result;
            for (const Expression& part : expression.parts) {
                const First next = first_of(part);
                result.add(next);
                if (next.empty) continue;
                result.empty = false;
                break;
            }
            return result;
        }
        case Kind::any: {
            First result{{}, false, false};
            for (const Expression& part : expression.parts) {
                const First next = first_of(part);
                result.add(next);
                result.empty |= next.empty;
            }
            return result;
        }
        case Kind::optional: {
            First result = first_of(expression.parts.front());
            result.empty = true;
            return result;
        }
    }
    return {};
}

// Whether every match begins at a boundary, with a letter or digit.
bool begins_with_word(const Expression& expression) {
    const std::vector<Expression>& parts = expression.parts;
    if (expression.kind == Kind::any) {
        return std::all_of(parts.begin(), parts.end(), begins_with_word);
    }
    if (expression.kind != Kind::all || parts.empty()) return false;
    if (parts[0].kind != Kind::boundary) return begins_with_word(parts[0]);
    return parts.size() > 1 && parts[1].kind == Kind::text && is_word_byte(parts[1].text.front());
}

// The text that every match begins with, as far as it is written in one piece.
std::string_view lead_of(const Expression& expression) {
    if (expression.kind == Kind::text) return expression.text;
    if (expression.kind != Kind::all) return {};
    for (const Expression& part : expression.parts) {
        if (part.kind != Kind::boundary) return lead_of(part);
    }
    return {};
}

// Up to four bytes of a text from `at` on, zero where there are none.
std::uint32_t four_bytes(std::string_view text, std::size_t at) {
    std::uint32_t bytes = 0;
    if (text.size() - at >= sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
    } else {
        std::memcpy(&bytes, text.data() + at, text.size() - at);
    }
    return bytes;
}

constexpr std::uint32_t hash_bits = 8;

// Of a character, or of the end of the text as character 0.
std::uint32_t hash_of(char32_t c) {
    return (static_cast<std::uint32_t>(c) * 2'654'435'761U) >> (32 - hash_bits);
}

// Bytes of the gap character at `at`; 0: none.
std::uint32_t gap_bytes(std::string_view text, std::uint32_t at) {
    if (at >= text.size()) return 0;
    const auto lead = static_cast<std::uint8_t>(text[at]);
    if (lead < 0x80) return is_gap(lead) ? 1 : 0;
    if (lead != 0xC2 && lead != 0xE3) return 0;  // · and 、《》【】
    const utf8::Step step = utf8::step(text, at);
    return is_gap(step.code_point) ? static_cast<std::uint32_t>(step.bytes) : 0;
}

bool at_boundary(std::string_view text, std::uint32_t at) {
    const bool before = at > 0 && is_word_byte(text[at - 1]);
    const bool after = at < text.size() && is_word_byte(text[at]);
    return before != after;
}

constexpr std::uint32_t restore = 0x80000000;  // a job that puts a capture back, not a thread

}  // namespace

void Program::Subject::take(std::string_view text) {
    text_ = text;
    starts_.clear();
    word_starts_.clear();
    hashes_.resize(text.size() + 1);
    present_.reset();
    for (std::size_t at = 0;;) {
        const utf8::Step step = utf8::step(text, at);
        const std::uint32_t hash = hash_of(step.code_point);
        starts_.push_back(static_cast<std::uint32_t>(at));
        if (at < text.size() && is_word_byte(text[at]) && at_boundary(text, starts_.back()))
            word_starts_.push_back(static_cast<std::uint32_t>(at));
        hashes_[at] = static_cast<std::uint8_t>(hash);
        present_[hash] = true;
        if (step.bytes == 0) return;
        at += step.bytes;
    }
}

Program::Program(const Expression& expression) {
    add(expression);
    emit(Op::matched);
    const First first = first_of(expression);
    for (const char32_t c : first.characters)
        first_[hash_of(c)] = true;
    if (first.empty || first.unknown) first_.set();
    begins_with_word_ = begins_with_word(expression);
    code_.shrink_to_fit();
    texts_.shrink_to_fit();
    branches_.shrink_to_fit();
    tables_.shrink_to_fit();
}

std::uint32_t Program::emit(Op op, std::uint32_t x, std::uint32_t y) {
    code_.push_back({op, x, y});
    return static_cast<std::uint32_t>(code_.size() - 1);
}

void Program::add(const Expression& expression) {
    const auto group = static_cast<std::uint32_t>(expression.group);
    switch (expression.kind) {
        case Kind::text:
            return add_text(expression.text, Op::text);
        case Kind::boundary:
            emit(Op::boundary);
            return;
        case Kind::gap:
            emit(Op::gap);
            return;
        case Kind::dots:
            emit(Op::dots, group);
            groups_ = std::max(groups_, group + 1);
            return;
        case Kind::begins:
            emit(Op::begins);
            return;
        case Kind::ends:
            emit(Op::ends);
            return;
        case Kind::slot:
            if (expression.digit_first) emit(Op::digit);
            emit(expression.text == product_text ? Op::mark : Op::anything, group);
            groups_ = std::max(groups_, group + 1);
            return;
        case Kind::all:
            return add_all(expression.parts);
        case Kind::any:
            return add_any(expression, false);
        case Kind::optional:
            return add_any(expression, true);
    }
}

void Program::add_text(std::string_view text, Op op) {
    const auto offset = static_cast<std::uint32_t>(texts_.size());
    texts_ += text;
    emit(op, offset, static_cast<std::uint32_t>(text.size()));
}

// A text between two boundaries, which is how every Latin word stands, is one instruction.
void Program::add_all(const std::vector<Expression>& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool word = i + 2 < parts.size() && parts[i].kind == Kind::boundary
                          && parts[i + 1].kind == Kind::text && parts[i + 2].kind == Kind::boundary;
        if (!word) {
            add(parts[i]);
            continue;
        }
        add_text(parts[i + 1].text, Op::word);
        i += 2;
    }
}

void Program::add_any(const Expression& expression, bool optional) {
    static const Expression nothing;
    const std::uint32_t any = emit(Op::any);
    std::vector<const Expression*> branches;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> jumps;
    const auto add_branch = [&](const Expression& branch) {
        branches.push_back(&branch);
        begins.push_back(static_cast<std::uint32_t>(code_.size()));
        add(branch);
        jumps.push_back(emit(Op::jump));
    };
    for (const Expression& part : expression.parts)
        add_branch(part);
    if (optional) add_branch(nothing);
    for (const std::uint32_t jump : jumps) {
        code_[jump].x = static_cast<std::uint32_t>(code_.size());
    }
    add_table(any, branches, begins);
}

void Program::add_table(
    std::uint32_t any,
    const std::vector<const Expression*>& branches,
    const std::vector<std::uint32_t>& begins
) {
    std::uint32_t bits = 2;
    while (bits < hash_bits && (std::size_t{1} << bits) < 2 * branches.size())
        ++bits;
    std::vector<std::vector<Branch>> buckets(std::size_t{1} << bits);
    for (std::size_t i = 0; i < branches.size(); ++i) {
        const std::string_view lead = lead_of(*branches[i]).substr(0, sizeof(std::uint32_t));
        const std::string mask(lead.size(), '\xFF');
        const Branch branch{begins[i], four_bytes(lead, 0), four_bytes(mask, 0)};
        const First first = first_of(*branches[i]);
        const bool everywhere = first.unknown || first.empty;
        for (std::vector<Branch>& bucket : buckets) {
            if (everywhere) bucket.push_back(branch);
        }
        if (everywhere) continue;
        for (const char32_t c : first.characters) {
            std::vector<Branch>& bucket = buckets[hash_of(c) >> (hash_bits - bits)];
            if (bucket.empty() || bucket.back().pc != branch.pc) bucket.push_back(branch);
        }
    }
    code_[any].x = static_cast<std::uint32_t>(tables_.size());
    tables_.push_back(bits);
    for (const std::vector<Branch>& bucket : buckets) {
        tables_.push_back(static_cast<std::uint32_t>(branches_.size()));
        branches_.insert(branches_.end(), bucket.begin(), bucket.end());
    }
    tables_.push_back(static_cast<std::uint32_t>(branches_.size()));
}

// One backtracking search, from one start.
class Program::Search {
public:
    Search(const Program& program, const Subject& subject, bool whole, Work& work)
        : program_(program),
          code_(program.code_.data()),
          hashes_(subject.hashes_.data()),
          text_(subject.text_),
          whole_(whole),
          work_(work) {}

    Answer from(std::uint32_t start) {
        work_.waiting = 0;
        work_.push({0, start, 0, 0});
        while (work_.waiting > 0) {
            Work::Job job = work_.jobs[--work_.waiting];
            if ((job.pc & restore) != 0) {
                work_.groups[job.pc & ~restore] = {job.begin, job.count};
                continue;
            }
            do {
                if (++steps_ > limits::match_steps_max) return Answer::gave_up;
                if (code_[job.pc].op == Op::matched) {
                    if (whole_ && job.at != text_.size()) break;
                    work_.span = {start, job.at};
                    return Answer::yes;
                }
            } while (step(job));
        }
        return Answer::no;
    }

private:
    // Runs one instruction; false when this thread is dead.
    bool step(Work::Job& job) {
        const Instruction& now = code_[job.pc];
        switch (now.op) {
            case Op::text:
                ++job.pc;
                return take({program_.texts_.data() + now.x, now.y}, job.at);
            case Op::word: {
                const std::uint32_t begin = job.at;
                ++job.pc;
                return take({program_.texts_.data() + now.x, now.y}, job.at)
                       && at_boundary(text_, begin) && at_boundary(text_, job.at);
            }
            case Op::boundary:
                ++job.pc;
                return at_boundary(text_, job.at);
            case Op::gap:
                gap(job);
                return true;
            case Op::dots:
                return dots(job, now.x);
            case Op::begins:
                return begins(job);
            case Op::ends:
                return ends(job);
            case Op::mark: {
                const std::uint32_t begin = job.at;
                ++job.pc;
                if (!take(product_text, job.at)) return false;
                capture(now.x, {begin, job.at});
                return true;
            }
            case Op::digit:
                ++job.pc;
                return is_digit_at(job.at);
            case Op::anything:
                anything(job);
                return true;
            case Op::any:
                return any(job, now.x);
            case Op::jump:
                job.pc = now.x;
                return true;
            case Op::matched:
                break;
        }
        return false;
    }

    // The last byte first: Han differ there, while most begin alike.
    bool take(std::string_view wanted, std::uint32_t& at) const {
        if (wanted.empty() || text_.size() - at < wanted.size()) return wanted.empty();
        const char* here = text_.data() + at;
        const std::size_t last = wanted.size() - 1;
        if (here[last] != wanted.data()[last]) return false;
        if (std::memcmp(here, wanted.data(), last) != 0) return false;
        at += static_cast<std::uint32_t>(wanted.size());
        return true;
    }

    [[nodiscard]] bool is_digit_at(std::uint32_t at) const {
        return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
    }

    // The branches that the next character may allow, the preferred one first.
    [[nodiscard]] std::span<const Branch> branches_at(std::uint32_t table, std::uint32_t at) const {
        const std::uint32_t* bits = program_.tables_.data() + table;
        const std::uint32_t bucket = hashes_[at] >> (hash_bits - *bits);
        const Branch* all = program_.branches_.data();
        return {all + bits[1 + bucket], all + bits[2 + bucket]};
    }

    bool any(Work::Job& job, std::uint32_t table) {
        const std::span<const Branch> branches = branches_at(table, job.at);
        if (branches.empty()) return false;
        const std::uint32_t next = four_bytes(text_, job.at);
        const Branch* preferred = nullptr;
        for (std::size_t i = branches.size(); i-- > 0;) {
            const Branch& branch = branches[i];
            if ((next & branch.mask) != branch.bytes) continue;
            if (preferred != nullptr) work_.push({preferred->pc, job.at, 0, 0});
            preferred = &branch;
        }
        if (preferred == nullptr) return false;
        job.pc = preferred->pc;
        return true;
    }

    // As many as there are, fewer when that leads nowhere.
    void gap(Work::Job& job) {
        ++job.pc;
        for (std::uint32_t n = gap_bytes(text_, job.at); n > 0; n = gap_bytes(text_, job.at)) {
            work_.push({job.pc, job.at, 0, 0});
            job.at += n;
        }
    }

    // As few as will do, one more when that leads nowhere. Places where what follows cannot begin
    // are passed over at once: most are of that kind.
    bool dots(Work::Job& job, std::uint32_t group) {
        if (job.count == 0) {
            job.begin = job.at;
            skip_spaces(job.at);
        }
        while (true) {
            const bool here = may_begin(job.pc + 1, job.at);
            const std::uint32_t n = job.count < dots_max ? dots_step(job.at) : 0;
            if (here && n > 0) {
                work_.push({job.pc, job.at + n, job.count + 1, job.begin});
            }
            if (here) break;
            if (n == 0) return false;
            job.at += n;
            ++job.count;
        }
        capture(group, {job.begin, job.at});
        job.count = 0;
        ++job.pc;
        return true;
    }

    // False: what stands at `pc` cannot begin at `at`.
    [[nodiscard]] bool may_begin(std::uint32_t pc, std::uint32_t at) const {
        const Instruction* now = code_ + pc;
        if (now->op == Op::boundary) {
            if (!at_boundary(text_, at)) return false;
            ++now;
        }
        if (now->op == Op::text || now->op == Op::word) {
            return at < text_.size() && text_[at] == program_.texts_[now->x];
        }
        if (now->op == Op::digit) return is_digit_at(at);
        if (now->op != Op::any) return true;
        const std::uint32_t next = four_bytes(text_, at);
        const std::span<const Branch> branches = branches_at(now->x, at);
        return std::any_of(branches.begin(), branches.end(), [&](const Branch& branch) {
            return (next & branch.mask) == branch.bytes;
        });
    }

    void skip_spaces(std::uint32_t& at) const {
        while (at < text_.size() && text_[at] == ' ')
            ++at;
    }

    // Bytes of the word or the one character at `at`, and of the spaces behind it.
    [[nodiscard]] std::uint32_t dots_step(std::uint32_t at) const {
        std::uint32_t end = at;
        while (end < text_.size() && is_word_byte(text_[end]))
            ++end;
        if (end == at) end += static_cast<std::uint32_t>(utf8::step(text_, at).bytes);
        skip_spaces(end);
        return end - at;
    }

    [[nodiscard]] bool is_comma_at(std::uint32_t at) const {
        return at < text_.size() && text_[at] == ',';
    }

    // Nothing where the text begins, or a comma and the space after it.
    bool begins(Work::Job& job) {
        ++job.pc;
        const bool comma = is_comma_at(job.at);
        std::uint32_t behind = job.at + 1;
        if (comma) take(" ", behind);
        if (job.at == 0) {
            if (comma) work_.push({job.pc, behind, 0, 0});
            return true;
        }
        job.at = behind;
        return comma;
    }

    // Nothing where the text ends, else a comma.
    bool ends(Work::Job& job) {
        ++job.pc;
        if (job.at == text_.size()) return true;
        const bool comma = is_comma_at(job.at);
        ++job.at;
        return comma;
    }

    void anything(Work::Job& job) {
        const auto n = static_cast<std::uint32_t>(utf8::step(text_, job.at).bytes);
        if (n > 0) work_.push({job.pc, job.at + n, 0, 0});
        ++job.pc;
    }

    // Sets a group, to be put back should this thread die.
    void capture(std::uint32_t group, Span span) {
        const Span old = work_.groups[group];
        work_.push({group | restore, 0, old.end, old.begin});
        work_.groups[group] = span;
    }

    const Program& program_;
    // Read at every step, and never past their ends: programs are made by add() alone.
    const Instruction* code_;
    const std::uint8_t* hashes_;
    std::string_view text_;
    bool whole_;
    Work& work_;
    int steps_ = 0;  // of all starts together
};

Program::Answer Program::run(const Subject& subject, bool whole, Work& work) const {
    if ((first_ & subject.present_).none()) return Answer::no;
    work.groups.assign(groups_, none_captured);
    Search search(*this, subject, whole, work);
    for (const std::uint32_t at : begins_with_word_ ? subject.word_starts_ : subject.starts_) {
        if (whole && at > 0) break;
        if (!first_[subject.hashes_[at]]) continue;
        const Answer answer = search.from(at);
        if (answer != Answer::no) return answer;
    }
    return Answer::no;
}

std::size_t Program::bytes() const {
    return sizeof(*this) + code_.capacity() * sizeof(Instruction) + texts_.capacity()
           + tables_.capacity() * sizeof(std::uint32_t) + branches_.capacity() * sizeof(Branch);
}

}  // namespace clerk::nlu
