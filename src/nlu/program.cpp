#include "nlu/program.hpp"

#include <algorithm>
#include <cstring>

#include "base/limits.hpp"
#include "nlu/glyphs.hpp"

namespace clerk::nlu {
namespace {

using Kind = Expression::Kind;

struct First {
    std::bitset<256> bytes;
    bool empty = true;  // may match nothing, so that what follows counts too
};

const std::bitset<256>& gap_first() {
    static const std::bitset<256> bytes = [] {
        std::bitset<256> result;
        for (std::uint32_t c = 0; c < 0x80; ++c) result[c] = is_gap(c);
        result[0xC2] = true;  // ·
        result[0xE3] = true;  // 、《》【】
        return result;
    }();
    return bytes;
}

First first_of(const Expression& expression) {
    First result;
    switch (expression.kind) {
        case Kind::text:
            result.bytes[static_cast<std::uint8_t>(expression.text.front())] = true;
            result.empty = false;
            return result;
        case Kind::boundary: return result;
        case Kind::gap: result.bytes = gap_first(); return result;
        case Kind::dots: result.bytes.set(); return result;
        case Kind::slot:
            if (expression.text == product_text) {
                result.bytes[static_cast<std::uint8_t>(expression.text.front())] = true;
                result.empty = false;
            } else {
                result.bytes.set();
            }
            return result;
        case Kind::all:
            for (const Expression& part : expression.parts) {
                const First next = first_of(part);
                result.bytes |= next.bytes;
                if (next.empty) continue;
                result.empty = false;
                break;
            }
            return result;
        case Kind::any:
            result.empty = false;
            for (const Expression& part : expression.parts) {
                const First next = first_of(part);
                result.bytes |= next.bytes;
                result.empty |= next.empty;
            }
            return result;
        case Kind::optional:
            result = first_of(expression.parts.front());
            result.empty = true;
            return result;
    }
    return result;
}

// Bytes of the gap character at `at`; 0: none.
std::uint32_t gap_bytes(std::string_view text, std::uint32_t at) {
    if (at >= text.size() || !gap_first()[static_cast<std::uint8_t>(text[at])]) return 0;
    if (static_cast<std::uint8_t>(text[at]) < 0x80) return 1;
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

Program::Program(const Expression& expression) {
    add(expression);
    emit(Op::matched);
    const First first = first_of(expression);
    first_ = first.bytes;
    if (first.empty) first_.set();
    code_.shrink_to_fit();
    texts_.shrink_to_fit();
}

std::uint32_t Program::emit(Op op, std::uint32_t x, std::uint32_t y) {
    code_.push_back({op, x, y});
    return static_cast<std::uint32_t>(code_.size() - 1);
}

void Program::add(const Expression& expression) {
    const auto group = static_cast<std::uint32_t>(expression.group);
    switch (expression.kind) {
        case Kind::text: {
            const auto offset = static_cast<std::uint32_t>(texts_.size());
            texts_ += expression.text;
            emit(Op::text, offset, static_cast<std::uint32_t>(expression.text.size()));
            return;
        }
        case Kind::boundary: emit(Op::boundary); return;
        case Kind::gap: emit(Op::gap); return;
        case Kind::dots:
            emit(Op::dots, group);
            groups_ = std::max(groups_, group + 1);
            return;
        case Kind::slot:
            emit(expression.text == product_text ? Op::mark : Op::anything, group);
            groups_ = std::max(groups_, group + 1);
            return;
        case Kind::all:
            for (const Expression& part : expression.parts) add(part);
            return;
        case Kind::any: return add_any(expression);
        case Kind::optional: {
            const std::uint32_t split = emit(Op::split);
            add(expression.parts.front());
            code_[split].x = split + 1;
            code_[split].y = static_cast<std::uint32_t>(code_.size());
            return;
        }
    }
}

void Program::add_any(const Expression& expression) {
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
        const bool last = i + 1 == expression.parts.size();
        const std::uint32_t split = last ? 0 : emit(Op::split);
        add(expression.parts[i]);
        if (last) break;
        jumps.push_back(emit(Op::jump));
        code_[split].x = split + 1;
        code_[split].y = static_cast<std::uint32_t>(code_.size());
    }
    for (const std::uint32_t jump : jumps) {
        code_[jump].x = static_cast<std::uint32_t>(code_.size());
    }
}

// One backtracking search, from one start.
class Program::Search {
  public:
    Search(const Program& program, std::string_view text, bool whole, Work& work, int& steps)
        : program_(program), text_(text), whole_(whole), work_(work), steps_(steps) {}

    Answer from(std::uint32_t start) {
        work_.jobs.clear();
        work_.jobs.push_back({0, start, 0, 0});
        while (!work_.jobs.empty()) {
            Work::Job job = work_.jobs.back();
            work_.jobs.pop_back();
            if ((job.pc & restore) != 0) {
                work_.groups[job.pc & ~restore] = {job.begin, job.count};
                continue;
            }
            do {
                if (++steps_ > limits::match_steps_max) return Answer::gave_up;
                if (program_.code_[job.pc].op == Op::matched) {
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
        const Instruction& now = program_.code_[job.pc];
        switch (now.op) {
            case Op::text:
                ++job.pc;
                return take({program_.texts_.data() + now.x, now.y}, job.at);
            case Op::boundary: ++job.pc; return at_boundary(text_, job.at);
            case Op::gap: gap(job); return true;
            case Op::dots: dots(job, now.x); return true;
            case Op::mark: {
                const std::uint32_t begin = job.at;
                ++job.pc;
                if (!take(product_text, job.at)) return false;
                capture(now.x, {begin, job.at});
                return true;
            }
            case Op::anything:
                anything(job);
                return true;
            case Op::split:
                work_.jobs.push_back({now.y, job.at, 0, 0});
                job.pc = now.x;
                return true;
            case Op::jump: job.pc = now.x; return true;
            case Op::matched: break;
        }
        return false;
    }

    bool take(std::string_view wanted, std::uint32_t& at) const {
        if (text_.size() - at < wanted.size()) return false;
        if (std::memcmp(text_.data() + at, wanted.data(), wanted.size()) != 0) return false;
        at += static_cast<std::uint32_t>(wanted.size());
        return true;
    }

    // As many as there are, fewer when that leads nowhere.
    void gap(Work::Job& job) {
        ++job.pc;
        for (std::uint32_t n = gap_bytes(text_, job.at); n > 0; n = gap_bytes(text_, job.at)) {
            work_.jobs.push_back({job.pc, job.at, 0, 0});
            job.at += n;
        }
    }

    // As few as will do, one more when that leads nowhere.
    void dots(Work::Job& job, std::uint32_t group) {
        if (job.count == 0) job.begin = job.at;
        const auto n = static_cast<std::uint32_t>(utf8::step(text_, job.at).bytes);
        if (job.count < dots_max && n > 0) {
            work_.jobs.push_back({job.pc, job.at + n, job.count + 1, job.begin});
        }
        capture(group, {job.begin, job.at});
        job.count = 0;
        ++job.pc;
    }

    void anything(Work::Job& job) {
        const auto n = static_cast<std::uint32_t>(utf8::step(text_, job.at).bytes);
        if (n > 0) work_.jobs.push_back({job.pc, job.at + n, 0, 0});
        ++job.pc;
    }

    // Sets a group, to be put back should this thread die.
    void capture(std::uint32_t group, Span span) {
        const Span old = work_.groups[group];
        work_.jobs.push_back({group | restore, 0, old.end, old.begin});
        work_.groups[group] = span;
    }

    const Program& program_;
    std::string_view text_;
    bool whole_;
    Work& work_;
    int& steps_;
};

Program::Answer Program::run(std::string_view text, bool whole, Work& work) const {
    work.groups.assign(groups_, none_captured);
    int steps = 0;
    Search search(*this, text, whole, work, steps);
    const auto last = static_cast<std::uint32_t>(whole ? 0 : text.size());
    for (std::uint32_t at = 0; at < last || at == 0; ++at) {
        const bool end = at >= text.size();
        const auto byte = end ? std::uint8_t{0} : static_cast<std::uint8_t>(text[at]);
        const bool inside_character = (byte & 0xC0) == 0x80;
        if (inside_character || (!end && !first_[byte])) continue;
        const Answer answer = search.from(at);
        if (answer != Answer::no) return answer;
    }
    return Answer::no;
}

std::size_t Program::bytes() const {
    return sizeof(*this) + code_.capacity() * sizeof(Instruction) + texts_.capacity();
}

}  // namespace clerk::nlu
