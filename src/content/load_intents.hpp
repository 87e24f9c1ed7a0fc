// Intents: their rules for the lexicon, what they start or say, and the examples they must win.
#pragma once

#include "content/library.hpp"
#include "content/load_flows.hpp"
#include "nlu/lexicon.hpp"
#include "turn/script.hpp"

#include <vector>

namespace clerk::content {

struct RuleDraft {
    nlu::RuleKind kind = nlu::RuleKind::phrase;
    const yaml::Node* node = nullptr;
};

struct IntentDraft {
    turn::Intent intent;
    std::string file;
    std::vector<RuleDraft> rules;  // in line order
    std::vector<const yaml::Node*> examples;
    std::vector<const yaml::Node*> not_examples;
};

// The id that the file gives its intent; empty when it has none.
[[nodiscard]] std::string intent_id(const File& file);

// REQUIRES: all ids, types, flow heads and shared texts are in the library.
[[nodiscard]] IntentDraft read_intent(const File& file, Library& library, const Report& report);

// `<slot:type>` of phrases: the slot must be one of the flow that the intent starts.
void check_phrase_slots(
    const IntentDraft& draft,
    const Library& library,
    const nlu::Normaliser& normaliser,
    const Report& report
);

}  // namespace clerk::content
