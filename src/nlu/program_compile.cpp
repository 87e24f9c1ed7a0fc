// From an expression to its program.
#include "nlu/glyphs.hpp"
#include "nlu/program.hpp"
#include "nlu/program_bytes.hpp"
#include "nlu/shared_words.hpp"

#include <algorithm>

namespace clerk::nlu {
namespace {

using Kind = Expression::Kind;

// What fits a branch: a phrase is a few kilobytes.
constexpr std::uint32_t pc_max = (1U << 28) - 1;
constexpr std::uint32_t lead_max = 7;

constexpr std::u32string_view digits = U"0123456789";
constexpr std::string_view word_bytes = "abcdefghijklmnopqrstuvwxyz0123456789_";

// One of the characters, which are no letters, whatever follows.
First one_of(std::u32string_view characters) {
    First first;
    first.empty = false;
    for (const char32_t c : characters)
        first.hashes[hash_of(key_of(c, '\0'))] = true;
    return first;
}

First or_nothing(First first) {
    first.empty = true;
    return first;
}

First anything() {
    First first;
    first.unknown = true;
    return first;
}

// `alone`: the text is a word's end.
First begins_with(std::string_view text, bool alone) {
    const char32_t c = utf8::step(text, 0).code_point;
    First first;
    first.empty = false;
    first.hashes[hash_of(key_of(c, text.size() > 1 ? text[1] : '\0'))] = true;
    if (text.size() > 1 || alone) return first;
    for (const char next : word_bytes)
        first.hashes[hash_of(key_of(c, next))] = true;
    return first;
}

bool is_text_before_boundary(const std::vector<Expression>& parts, std::size_t i) {
    return parts[i].kind == Kind::text && i + 1 < parts.size()
           && parts[i + 1].kind == Kind::boundary;
}

First first_of(const Expression& expression) {
    switch (expression.kind) {
        case Kind::text:
            return begins_with(expression.text, false);
        case Kind::boundary:
            return {};
        case Kind::gap:
            return or_nothing(one_of(gap_characters));
        case Kind::dots:
            return anything();
        case Kind::begins: {
            First result = one_of(U",");
            result.at_begin = true;
            return result;
        }
        case Kind::ends:
            return or_nothing(one_of(U","));
        case Kind::slot:
            if (expression.text == product_text) return begins_with(product_text, false);
            return expression.digit_first ? one_of(digits) : anything();
        case Kind::words:
            return expression.words->program->first();
        case Kind::all: {
            First result;
            for (std::size_t i = 0; i < expression.parts.size(); ++i) {
                const Expression& part = expression.parts[i];
                const First next = is_text_before_boundary(expression.parts, i)
                                       ? begins_with(part.text, true)
                                       : first_of(part);
                result.add(next);
                if (next.empty) continue;
                result.empty = false;
                break;
            }
            return result;
        }
        case Kind::any: {
            First result;
            result.empty = false;
            for (const Expression& part : expression.parts) {
                const First next = first_of(part);
                result.add(next);
                result.empty |= next.empty;
            }
            return result;
        }
        case Kind::optional:
            return or_nothing(first_of(expression.parts.front()));
    }
    return {};
}

// Whether every match begins at a boundary, with a letter or digit.
bool begins_with_word(const Expression& expression) {
    const std::vector<Expression>& parts = expression.parts;
    if (expression.kind == Kind::words) return expression.words->program->begins_with_word();
    if (expression.kind == Kind::any) {
        return std::all_of(parts.begin(), parts.end(), begins_with_word);
    }
    if (expression.kind != Kind::all || parts.empty()) return false;
    if (parts[0].kind != Kind::boundary) return begins_with_word(parts[0]);
    return parts.size() > 1 && parts[1].kind == Kind::text && is_word_byte(parts[1].text.front());
}

// What is tried one after another; alternatives among alternatives are tried in the same order.
void add_alternatives(
    const Expression& expression, Program::Lists lists, std::vector<const Expression*>& all
) {
    for (const Expression& part : expression.parts) {
        const Expression* inner = &part;
        while (inner->kind == Kind::all && inner->parts.size() == 1)
            inner = &inner->parts.front();
        if (inner->kind == Kind::words && lists == Program::Lists::put_in)
            inner = &inner->words->expression;
        if (inner->kind == Kind::any) {
            add_alternatives(*inner, lists, all);
        } else {
            all.push_back(inner);
        }
    }
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

}  // namespace

Program::Program(const Expression& expression, Lists lists)
    : first_(first_of(expression)),
      begins_with_word_(nlu::begins_with_word(expression)),
      how_lists_(lists) {
    if (first_.empty || first_.unknown) first_.hashes.set();
    add(expression);
    emit(Op::matched);
    link();
    code_.shrink_to_fit();
    texts_.shrink_to_fit();
    branches_.shrink_to_fit();
    tables_.shrink_to_fit();
    lists_.shrink_to_fit();
}

std::uint32_t Program::emit(Op op, std::uint32_t x, std::uint32_t y) {
    code_.push_back({op, x, y, 0});
    return static_cast<std::uint32_t>(code_.size() - 1);
}

void Program::link() {
    const auto is_jump = [](const Instruction& one) {
        return one.op == Op::jump;
    };
    std::vector<std::uint32_t> places;  // of what is no jump, without the jumps
    std::uint32_t place = 0;
    for (const Instruction& one : code_)
        places.push_back(is_jump(one) ? place : place++);
    const auto linked = [&](std::uint32_t pc) {
        while (is_jump(code_[pc]))
            pc = code_[pc].x;
        return places[pc];
    };
    for (std::uint32_t pc = 0; pc + 1 < code_.size(); ++pc)
        code_[pc].next = linked(pc + 1);
    for (Branch& branch : branches_)
        branch.pc = linked(branch.pc) & pc_max;
    std::erase_if(code_, is_jump);
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
            emit(Op::dots, group, dots_++);
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
        case Kind::words:
            if (how_lists_ == Lists::put_in) return add(expression.words->expression);
            emit(Op::list, static_cast<std::uint32_t>(lists_.size()));
            lists_.push_back(expression.words->program);
            return;
    }
}

void Program::add_text(std::string_view text, Op op) {
    const auto offset = static_cast<std::uint32_t>(texts_.size());
    texts_ += text;
    emit(op, offset, static_cast<std::uint32_t>(text.size()));
}

// A Latin word between two boundaries, which is how they all stand, is one instruction.
void Program::add_all(const std::vector<Expression>& parts) {
    const auto is_word = [&](std::size_t i) {
        if (i + 2 >= parts.size() || parts[i].kind != Kind::boundary) return false;
        if (parts[i + 1].kind != Kind::text || parts[i + 2].kind != Kind::boundary) return false;
        const std::string& text = parts[i + 1].text;
        return is_word_byte(text.front()) && is_word_byte(text.back());
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!is_word(i)) {
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
    std::vector<const Expression*> alternatives;
    add_alternatives(expression, how_lists_, alternatives);
    for (const Expression* part : alternatives)
        add_branch(*part);
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
        Branch branch{.bytes = four_bytes(lead, 0)};
        branch.pc = begins[i] & pc_max;
        branch.lead = lead.size() & lead_max;
        branch.word = nlu::begins_with_word(*branches[i]) ? 1 : 0;
        const First first = first_of(*branches[i]);
        const bool everywhere = first.unknown || first.empty || first.at_begin;
        for (std::vector<Branch>& bucket : buckets) {
            if (everywhere) bucket.push_back(branch);
        }
        if (everywhere) continue;
        for (std::size_t hash = 0; hash < first.hashes.size(); ++hash) {
            if (!first.hashes[hash]) continue;
            std::vector<Branch>& bucket = buckets[hash >> (hash_bits - bits)];
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

std::size_t Program::bytes() const {
    return sizeof(*this) + code_.capacity() * sizeof(Instruction) + texts_.capacity()
           + tables_.capacity() * sizeof(std::uint32_t) + branches_.capacity() * sizeof(Branch)
           + lists_.capacity() * sizeof(lists_.front());
}

}  // namespace clerk::nlu
