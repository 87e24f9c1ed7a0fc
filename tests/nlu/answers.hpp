// What a shop's recognisers answer, in tables: a message and its value, said on Monday, 1 July
// 2024, 10:00 in China (`answers`) or at another time (`answers_at`).
#pragma once

#include "nlu/recognise.hpp"
#include "shared.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace clerk::nlu::testing {

constexpr UtcOffset china{480};

// It sells two fridges and a television, and knows a reason for returns.
std::shared_ptr<const Lexicon> shop();

// A value as the tables write it; "-" is none.
std::string shown(const Value& value, UtcOffset zone = china);
std::string answer(std::string_view type, std::string_view message, Here here = here());
// All that a message mentions, by commas.
std::string mentions(std::string_view type, std::string_view message);

struct Case {
    std::string_view message;
    std::string_view value;
};

struct CaseAt {
    std::string_view now;  // the shop's clock: "2024-02-28 10:00"
    std::string_view message;
    std::string_view value;
};

void answers(std::string_view type, std::initializer_list<Case> cases);
void answers_at(std::string_view type, std::initializer_list<CaseAt> cases, UtcOffset zone = china);
void mentioned(std::string_view type, std::initializer_list<Case> cases);

}  // namespace clerk::nlu::testing
