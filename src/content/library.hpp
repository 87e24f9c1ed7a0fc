// What files of content refer to in each other, by name: gathered from all of them before any is
// read in full, so that the order of files does not matter.
#pragma once

#include "content/texts.hpp"
#include "content/types.hpp"
#include "flow/flow.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::content {

// A flow as those that start it see it.
struct FlowHead {
    std::string id;
    std::vector<std::pair<std::string, TypeName>> takes;
    std::vector<std::string> gives;
    TypeName gives_type;  // of the only name given; empty if none or several
    std::vector<std::string> fails;
    std::vector<std::pair<std::string, TypeName>> slots;
    bool by_intent = false;  // an intent starts it, with nothing taken
};

// What could not be parsed: a name that is not found may stand there, and is not complained of.
struct Unread {
    bool types = false;
    bool flows = false;
    bool intents = false;

    [[nodiscard]] bool any() const { return types || flows || intents; }
};

struct Library {
    Types types;
    Texts texts;
    std::map<std::string, FlowHead, std::less<>> flows;
    std::set<std::string, std::less<>> intents;
    std::set<std::string, std::less<>> people;  // the intents that fetch a person
    std::string currency = "CNY";
    Unread unread;

    [[nodiscard]] std::vector<std::string> flow_ids() const {
        std::vector<std::string> ids;
        for (const auto& [id, head] : flows)
            ids.push_back(id);
        return ids;
    }

    [[nodiscard]] std::vector<std::string> intent_ids() const {
        return {intents.begin(), intents.end()};
    }
};

}  // namespace clerk::content
