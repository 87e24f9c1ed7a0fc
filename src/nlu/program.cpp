#include "nlu/program.hpp"

#include "base/limits.hpp"
#include "nlu/glyphs.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace clerk::nlu {
namespace {

// Bytes of the gap character at `at`; 0: none.
std::uint32_t gap_bytes(std::string_view text, std::uint32_t at) {
    if (at >= text.size()) return 0;
    const auto lead = static_cast<std::uint8_t>(text[at]);
    if (lead < 0x80) return is_gap(lead) ? 1 : 0;
    if (lead != 0xC2 && lead != 0xE3) return 0;  // · and 、《》【】
    const utf8::Step step = utf8::step(text, at);
    return is_gap(step.code_point) ? static_cast<std::uint32_t>(step.bytes) : 0;
}

// Of a part of a text that begins at `edge` and ends where `text` does.
bool at_boundary(std::string_view text, std::uint32_t edge, std::uint32_t at) {
    const bool before = at > edge && is_word_byte(text[at - 1]);
    const bool after = at < text.size() && is_word_byte(text[at]);
    return before != after;
}

constexpr std::uint32_t restore = 0x80000000;  // a job that puts a capture back, not a thread

// How far a wildcard has been tried at a place: begun there, left there for what follows.
constexpr std::uint8_t entered = 1;
constexpr std::uint8_t left = 2;

}  // namespace

void Program::Subject::take(std::string_view text) {
    text_ = text;
    starts_.clear();
    word_starts_.clear();
    hashes_.resize(text.size() + 1);
    present_.reset();
    for (std::size_t at = 0;;) {
        const utf8::Step step = utf8::step(text, at);
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        const std::uint32_t hash = hash_of(key_of(step.code_point, next));
        starts_.push_back(static_cast<std::uint32_t>(at));
        if (at < text.size() && is_word_byte(text[at]) && at_boundary(text, 0, starts_.back()))
            word_starts_.push_back(static_cast<std::uint32_t>(at));
        hashes_[at] = static_cast<std::uint8_t>(hash);
        present_[hash] = true;
        if (step.bytes == 0) return;
        at += step.bytes;
    }
}

// One backtracking search, from one start.
class Program::Search {
public:
    Search(const Program& program, const Subject& subject, const Where& where, Work& work)
        : phrase_(program),
          hashes_(subject.hashes_.data()),
          text_(subject.text_.substr(0, where.part.end)),
          edge_(where.part.begin),
          whole_(where.whole),
          work_(work) {}

    // Of the key at `at`; at the part's end it is another than the text's.
    [[nodiscard]] std::uint8_t hash_at(std::uint32_t at) const {
        if (at + 1 < text_.size()) return hashes_[at];
        const char32_t last = at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0;
        return static_cast<std::uint8_t>(hash_of(key_of(last, '\0')));
    }

    Answer from(std::uint32_t start) {
        work_.waiting = 0;
        work_.push({0, start});
        while (work_.waiting > 0) {
            const Work::Job job = work_.jobs[--work_.waiting];
            if ((job.pc & restore) != 0) {
                work_.groups[job.pc & ~restore] = {job.begin, job.count};
                continue;
            }
            const Answer answer = follow(job);
            if (answer == Answer::no) continue;
            work_.span.begin = start;
            return answer;
        }
        return Answer::no;
    }

private:
    // Runs one thread until it is dead or has come to the end.
    Answer follow(Work::Job job) {
        const Program* program = job.list == 0 ? &phrase_ : &list(job.list - 1);
        while (++steps_ <= limits::match_steps_max) {
            const Instruction& now = program->code_.data()[job.pc];
            if (now.op == Op::list) {
                job.list = now.x + 1;
                job.back = now.next;
                job.pc = 0;
                program = &list(now.x);
            } else if (now.op != Op::matched) {
                if (!step(*program, job, now)) return Answer::no;
            } else if (job.list != 0) {
                job.pc = job.back;
                job.list = 0;
                program = &phrase_;
            } else {
                if (whole_ && job.at != text_.size()) return Answer::no;
                work_.span.end = job.at;
                return Answer::yes;
            }
        }
        return Answer::gave_up;
    }

    [[nodiscard]] const Program& list(std::uint32_t which) const {
        return *phrase_.lists_.data()[which];
    }

    // Leaves a thread to be tried when this one is dead.
    void fork(const Work::Job& job, std::uint32_t pc, std::uint32_t at) {
        work_.push({pc, at, 0, 0, job.list, job.back});
    }

    // Runs one instruction of the phrase or of a list; false when this thread is dead.
    bool step(const Program& program, Work::Job& job, const Instruction& now) {
        const std::uint32_t pc = std::exchange(job.pc, now.next);
        const std::uint32_t begin = job.at;
        switch (now.op) {
            case Op::text:
                return take({program.texts_.data() + now.x, now.y}, job.at);
            case Op::word:
                return take({program.texts_.data() + now.x, now.y}, job.at) && begins_word(begin)
                       && (job.at == text_.size() || !is_word_byte(text_[job.at]));
            case Op::boundary:
                return is_boundary(begin);
            case Op::gap:
                gap(program, job);
                return true;
            case Op::begins:
                return begins(job);
            case Op::ends:
                return ends(job);
            case Op::mark:
                if (!take(product_text, job.at)) return false;
                capture(now.x, {begin, job.at});
                return true;
            case Op::digit:
                return is_digit_at(begin);
            case Op::anything:
                anything(job, pc);
                return true;
            case Op::any:
                return any(program, job, now.x);
            case Op::dots:
                return dots(job, now, pc);
            case Op::list:
            case Op::jump:
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

    [[nodiscard]] bool is_boundary(std::uint32_t at) const { return at_boundary(text_, edge_, at); }

    // REQUIRES: a word's character stands at `at`.
    [[nodiscard]] bool begins_word(std::uint32_t at) const {
        return at == edge_ || !is_word_byte(text_[at - 1]);
    }

    [[nodiscard]] bool is_digit_at(std::uint32_t at) const {
        return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
    }

    // The branches that the next characters may allow, the preferred one first.
    [[nodiscard]] std::span<const Branch> branches_at(
        const Program& program, std::uint32_t table, std::uint32_t at
    ) const {
        const std::uint32_t* bits = program.tables_.data() + table;
        const std::uint32_t bucket = hash_at(at) >> (hash_bits - *bits);
        const Branch* all = program.branches_.data();
        return {all + bits[1 + bucket], all + bits[2 + bucket]};
    }

    // Whether a branch may be taken here: what the next bytes are, and whether a word begins.
    struct Here {
        std::uint32_t next = 0;
        bool word = false;

        [[nodiscard]] bool fits(const Branch& branch) const {
            return (next & lead_masks[branch.lead]) == branch.bytes && (word || branch.word == 0);
        }
    };

    [[nodiscard]] Here here(std::uint32_t at) const {
        return {four_bytes(text_, at), begins_word(at)};
    }

    bool any(const Program& program, Work::Job& job, std::uint32_t table) {
        const std::span<const Branch> branches = branches_at(program, table, job.at);
        if (branches.empty()) return false;
        const Here now = here(job.at);
        const Branch* preferred = nullptr;
        const Branch* first = branches.data();
        for (const Branch* branch = first + branches.size(); branch-- != first;) {
            if (!now.fits(*branch)) continue;
            if (preferred != nullptr) fork(job, preferred->pc, job.at);
            preferred = branch;
        }
        if (preferred == nullptr) return false;
        job.pc = preferred->pc;
        return true;
    }

    // As many as there are, fewer when that leads nowhere and what follows could begin there.
    void gap(const Program& program, Work::Job& job) {
        for (std::uint32_t n = gap_bytes(text_, job.at); n > 0; n = gap_bytes(text_, job.at)) {
            if (may_begin(program, job.pc, job.at)) fork(job, job.pc, job.at);
            job.at += n;
        }
    }

    // Of phrases alone. As few as will do, one more when that leads nowhere. Places where what
    // follows cannot begin are passed over at once: most are of that kind.
    bool dots(Work::Job& job, const Instruction& now, std::uint32_t pc) {
        std::uint8_t* row = work_.tried.data() + now.y * (text_.size() + 1 - edge_);
        const auto tried = [&](std::uint32_t at) -> std::uint8_t& {
            return row[at - edge_];
        };
        if (job.count == 0) {
            if (std::exchange(tried(job.at), tried(job.at) | entered) & entered) return false;
            job.begin = job.at;
            skip_spaces(job.at);
        }
        while (true) {
            const bool here = (tried(job.at) & left) == 0 && may_begin(phrase_, now.next, job.at);
            const std::uint32_t n = job.count < dots_max ? dots_step(job.at) : 0;
            if (here && n > 0) {
                work_.push({pc, job.at + n, job.count + 1, job.begin, 0, 0});
            }
            if (here) break;
            if (n == 0) return false;
            job.at += n;
            ++job.count;
        }
        tried(job.at) |= left;
        capture(now.x, {job.begin, job.at});
        job.count = 0;
        return true;
    }

    // False: what stands at `pc` cannot begin at `at`.
    [[nodiscard]] bool may_begin(const Program& program, std::uint32_t pc, std::uint32_t at) const {
        const Instruction* now = program.code_.data() + pc;
        if (now->op == Op::boundary) {
            if (!is_boundary(at)) return false;
            now = program.code_.data() + now->next;
        }
        if (now->op == Op::list) return may_begin(list(now->x), 0, at);
        if (now->op == Op::text || now->op == Op::word) {
            return at < text_.size() && text_[at] == program.texts_[now->x];
        }
        if (now->op == Op::digit) return is_digit_at(at);
        if (now->op != Op::any) return true;
        const Here place = here(at);
        const std::span<const Branch> branches = branches_at(program, now->x, at);
        return std::any_of(branches.begin(), branches.end(), [&](const Branch& branch) {
            return place.fits(branch);
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

    // Nothing where the part begins, or a comma and the space after it.
    bool begins(Work::Job& job) {
        const bool comma = is_comma_at(job.at);
        std::uint32_t behind = job.at + 1;
        if (comma) take(" ", behind);
        if (job.at == edge_) {
            if (comma) fork(job, job.pc, behind);
            return true;
        }
        job.at = behind;
        return comma;
    }

    // Nothing where the part ends, else a comma.
    bool ends(Work::Job& job) {
        if (job.at == text_.size()) return true;
        const bool comma = is_comma_at(job.at);
        ++job.at;
        return comma;
    }

    void anything(const Work::Job& job, std::uint32_t pc) {
        const auto n = static_cast<std::uint32_t>(utf8::step(text_, job.at).bytes);
        if (n > 0) fork(job, pc, job.at + n);
    }

    // Sets a group, to be put back should this thread die.
    void capture(std::uint32_t group, Span span) {
        const Span old = work_.groups[group];
        work_.push({group | restore, 0, old.end, old.begin, 0, 0});
        work_.groups[group] = span;
    }

    // Read at every step, and never past their ends: programs are made by add() alone.
    const Program& phrase_;
    const std::uint8_t* hashes_;
    std::string_view text_;  // up to the part's end
    std::uint32_t edge_;     // where the part begins
    bool whole_;
    Work& work_;
    int steps_ = 0;  // of all starts together
};

Program::Answer Program::run(const Subject& subject, bool whole, Work& work) const {
    return run(subject, {{0, static_cast<std::uint32_t>(subject.text_.size())}, whole, 0}, work);
}

Program::Answer Program::run(const Subject& subject, const Where& where, Work& work) const {
    const auto [edge, end] = where.part;
    const bool in_word = end < subject.text_.size() && is_word_byte(subject.text_[end]);
    if (!first_.at_begin && !in_word && (first_.hashes & subject.present_).none())
        return Answer::no;
    const std::uint32_t from = std::max(where.from, edge);
    work.groups.assign(groups_, none_captured);
    work.tried.assign(dots_ * (std::size_t{end} + 1 - edge), 0);
    Search search(*this, subject, where, work);
    const auto try_at = [&](std::uint32_t at) {
        const bool may_begin = first_.hashes[search.hash_at(at)] || (at == edge && first_.at_begin);
        return may_begin ? search.from(at) : Answer::no;
    };
    // A part may begin inside a word of the text, and is a word's beginning then.
    if (where.whole || from == edge) {
        const Answer answer = try_at(from);
        if (where.whole || answer != Answer::no) return answer;
    }
    const auto& places = begins_with_word_ ? subject.word_starts_ : subject.starts_;
    auto at = std::ranges::lower_bound(places, from == edge ? from + 1 : from);
    for (; at != places.end() && *at <= end; ++at) {
        const Answer answer = try_at(*at);
        if (answer != Answer::no) return answer;
    }
    return Answer::no;
}

}  // namespace clerk::nlu
