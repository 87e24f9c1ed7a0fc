// A phrase's expression as a small program, run by backtracking in the very order in which RE2
// prefers (the leftmost start, then the first branch that fits), so that both find the same span
// and captures.
//
// Why not RE2 itself: an RE2 object holds some ten kilobytes and builds its automaton while it
// reads, which is what unseen text at ten thousand rules costs (see docs/decisions). A program is
// some hundred bytes, has nothing to warm up, and shares nothing between threads. Backtracking is
// bounded: what follows a wildcard is tried once from any place, for what failed there once fails
// again, and after limits::match_steps_max steps it gives up, and the caller asks RE2. Long
// alternations, which is what shops write, are entered by a table over the next characters; a list
// that phrases share is a program of its own, which theirs call.
#pragma once

#include "nlu/pattern.hpp"
#include "nlu/program_bytes.hpp"
#include "nlu/understanding.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class Program {
public:
    // Whether the lists that phrases share are called, or are put in as if they were written there.
    enum class Lists : unsigned char { called, put_in };

    explicit Program(const Expression& expression, Lists lists = Lists::called);

    [[nodiscard]] const First& first() const { return first_; }

    // Each match begins where a Latin word does.
    [[nodiscard]] bool begins_with_word() const { return begins_with_word_; }

    enum class Answer : unsigned char { no, yes, gave_up };

    // A text, looked through once for all the programs that are held against parts of it: where
    // its characters and its words begin and what they hash to, the end last.
    class Subject {
    public:
        Subject() = default;

        explicit Subject(std::string_view text) { take(text); }

        // REQUIRES: the text outlives the use of this.
        void take(std::string_view text);

        [[nodiscard]] std::string_view text() const { return text_; }

    private:
        friend class Program;

        std::string_view text_;
        std::vector<std::uint32_t> starts_;
        std::vector<std::uint32_t> word_starts_;  // those of Latin words
        std::vector<std::uint8_t> hashes_;        // by byte, of the key there
        std::bitset<std::size_t{1} << hash_bits> present_;
    };

    // What a run found, and the memory it works in; reused from run to run.
    struct Work {
        Span span;
        std::vector<Span> groups;  // none_captured where a group took no part

        struct Job {
            std::uint32_t pc = 0;
            std::uint32_t at = 0;
            std::uint32_t count = 0;  // dots: characters taken; restore: old end
            std::uint32_t begin = 0;  // dots: where they began; restore: old begin
            std::uint32_t list = 0;   // inside the list before this; 0: in the phrase
            std::uint32_t back = 0;   // where the phrase goes on behind it
        };

        void push(const Job& job) {
            if (waiting == jobs.size()) jobs.resize(2 * jobs.size() + 64);
            jobs[waiting++] = job;
        }

        std::vector<Job> jobs;    // longer than what waits, which is
        std::size_t waiting = 0;  // so many of them
        // By wildcard and place: what has been tried in this run, and led nowhere.
        std::vector<std::uint8_t> tried;
    };

    static constexpr Span none_captured{0xFFFFFFFF, 0xFFFFFFFF};

    // What a program is held against: a part of a text, as if there were nothing around it.
    struct Where {
        Span part;
        bool whole = false;  // from the part's first byte to its last
        // The first place where a match may begin: of the part, or of its words behind.
        std::uint32_t from = 0;
    };

    // Spans are of the text. A slot that only RE2 can judge is taken for any text: "yes" then means
    // "perhaps" (see Pattern::needs_re2), and spans mean nothing.
    // REQUIRES: the part begins and ends where characters do.
    [[nodiscard]] Answer run(const Subject& subject, const Where& where, Work& work) const;
    [[nodiscard]] Answer run(const Subject& subject, bool whole, Work& work) const;

    // Without those of lists.
    [[nodiscard]] std::size_t bytes() const;

private:
    class Search;

    enum class Op : unsigned char {
        text,
        word,
        boundary,
        gap,
        dots,
        begins,
        ends,
        mark,
        digit,
        anything,
        any,
        list,
        jump,
        matched
    };

    struct Instruction {
        Op op = Op::matched;
        std::uint32_t x = 0;  // text: offset; dots, mark: group; any: its table; list: which;
                              // jump: where to
        std::uint32_t y = 0;  // text: length; dots: which of them
        std::uint32_t next = 0;
    };

    // One way on from an `any`, and what it begins with: so many `lead` bytes of the text must be
    // `bytes`, and where a `word` is wanted, one must begin here. Lists of words are most of what a
    // program holds: eight bytes.
    struct Branch {
        std::uint32_t bytes = 0;
        std::uint32_t pc : 28 = 0;
        std::uint32_t lead : 3 = 0;
        std::uint32_t word : 1 = 0;
    };

    void add(const Expression& expression);
    void add_text(std::string_view text, Op op);
    void add_all(const std::vector<Expression>& parts);
    // The part, or nothing, where `optional`; else one of the parts.
    void add_any(const Expression& expression, bool optional);
    void add_table(
        std::uint32_t any,
        const std::vector<const Expression*>& branches,
        const std::vector<std::uint32_t>& begins
    );
    std::uint32_t emit(Op op, std::uint32_t x = 0, std::uint32_t y = 0);
    // Every instruction leads to where the jumps behind it do, and the jumps go.
    void link();

    std::vector<Instruction> code_;
    std::string texts_;
    // Of each `any`: how many bits of a key's hash choose a bucket, and where each bucket
    // begins and the last ends among the branches, which stand there in order of preference.
    std::vector<std::uint32_t> tables_;
    std::vector<Branch> branches_;
    std::vector<std::shared_ptr<const Program>> lists_;
    std::uint32_t groups_ = 0;
    std::uint32_t dots_ = 0;
    First first_;  // all hashes where anything will do
    bool begins_with_word_ = false;
    Lists how_lists_;
};

}  // namespace clerk::nlu
