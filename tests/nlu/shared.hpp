// What every test of nlu needs: one Normaliser, and lexicons from a few lines.
#pragma once

#include "nlu/lexicon.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace clerk::nlu::testing {

inline std::shared_ptr<const Normaliser> normaliser() {
    static const std::shared_ptr<const Normaliser> shared = [] {
        Result<std::shared_ptr<const Normaliser>> loaded = Normaliser::load();
        REQUIRE(loaded.ok());
        return *loaded;
    }();
    return shared;
}

inline std::string normal(std::string_view text) {
    return normaliser()->normalise(text).text;
}

// A source written down rule by rule; intents are made as they are named.
class Content {
public:
    Content& rule(const std::string& intent, RuleKind kind, std::string text) {
        std::uint32_t index = 0;
        while (index < source_.intents.size() && source_.intents[index] != intent)
            ++index;
        if (index == source_.intents.size()) source_.intents.push_back(intent);
        const std::string origin = intent + ":" + std::to_string(source_.rules.size() + 1);
        source_.rules.push_back({index, kind, std::move(text), origin});
        return *this;
    }

    Content& phrase(const std::string& intent, std::string text) {
        return rule(intent, RuleKind::phrase, std::move(text));
    }

    Content& type(TypeSource type) {
        source_.types.push_back(std::move(type));
        return *this;
    }

    Content& order_no(std::string pattern = "[0-9]{10}") {
        return type({"order_no", std::move(pattern), {}, "config/types/order_no.yaml:1"});
    }

    Content& product(std::string id, std::vector<std::string> names) {
        source_.products.push_back({std::move(id), {}, std::move(names)});
        return *this;
    }

    [[nodiscard]] Lexicon::Built build() const { return Lexicon::build(source_, normaliser()); }

    [[nodiscard]] std::shared_ptr<const Lexicon> lexicon() const {
        Lexicon::Built built = build();
        for (const Problem& problem : built.problems) {
            if (!problem.warning) UNSCOPED_INFO(problem.index << ": " << problem.message);
        }
        REQUIRE(built.lexicon);
        return built.lexicon;
    }

    [[nodiscard]] const LexiconSource& source() const { return source_; }

private:
    LexiconSource source_;
};

// Ids of the intents that a message hits, clause by clause, best first and each once: "a b | c".
inline std::string intents_of(const Lexicon& lexicon, std::string_view message) {
    std::string out;
    for (const Clause& clause : lexicon.understand(message).clauses) {
        if (!out.empty()) out += " | ";
        std::vector<std::uint32_t> seen;
        std::string line;
        for (const Hit& hit : clause.hits) {
            if (std::find(seen.begin(), seen.end(), hit.intent) != seen.end()) continue;
            seen.push_back(hit.intent);
            line += (line.empty() ? "" : " ") + lexicon.intents()[hit.intent];
        }
        out += line.empty() ? "-" : line;
    }
    return out;
}

// Monday, 1 July 2024, 10:00 in China.
inline Here here() {
    return {at_local(*date_of({2024, 7, 1}), ClockTime{10, 0}, UtcOffset{480}), UtcOffset{480}};
}

}  // namespace clerk::nlu::testing
