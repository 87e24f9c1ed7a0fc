// config/: the shop's settings, types, shared texts and policies.
#pragma once

#include "content/config.hpp"
#include "content/library.hpp"
#include "content/load_flows.hpp"
#include "nlu/lexicon.hpp"
#include "retail/policy.hpp"

#include <vector>

namespace clerk::content {

// config/shopclerk.yaml; tells the library its languages and currency.
[[nodiscard]] Config read_shop(const File& file, Library& library, const Report& report);

// A file of config/texts: adds its texts to the library.
void add_texts(const File& file, Library& library, const Report& report);

// A type of config/types that awaits its texts.
struct TypeDraft {
    nlu::TypeSource source;
    const yaml::Node* node = nullptr;
    std::string file;
    Position at;
};

// A file of config/types: adds its types to the library.
void add_types(
    const File& file, Library& library, std::vector<TypeDraft>& drafts, const Report& report
);
// REQUIRES: all shared texts are in the library.
[[nodiscard]] turn::TypeInfo finish_type(const TypeDraft& draft, Library& library, const Report&);

// A file of config/policies, told by its `policy:`.
void read_policy(
    const File& file, retail::Policies& policies, Library& library, const Report& report
);

}  // namespace clerk::content
