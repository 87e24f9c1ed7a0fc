// What chat tests have been through: intents that were meant, steps that were run, branches of
// failures that were taken; and what none of them has.
#pragma once

#include "content/talk.hpp"
#include "turn/script.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace clerk::content {

struct Covered {
    std::size_t all = 0;
    std::vector<std::string> missing;  // "flows/returns.yaml:52 order.find fails not_found"

    [[nodiscard]] std::size_t seen() const { return all - missing.size(); }
};

class Coverage {
public:
    // REQUIRES: `script` outlives it.
    explicit Coverage(const turn::Script& script) : script_(script) {}

    void begin_chat() { stack_.clear(); }

    void see(const TurnRecord& record);

    [[nodiscard]] Covered intents() const;
    // Steps as they are written; what the compiler makes up between them does not count.
    [[nodiscard]] Covered steps() const;
    // `else` of calls, starts and questions.
    [[nodiscard]] Covered failures() const;

private:
    void reach(const std::string& step);
    [[nodiscard]] bool reached(const flow::Flow& flow, flow::OpIndex op) const;

    const turn::Script& script_;
    std::set<std::string, std::less<>> intents_;
    std::set<std::pair<std::string, std::string>> steps_;  // flow, step
    std::vector<std::string> stack_;                       // flows under way in this chat
};

}  // namespace clerk::content
