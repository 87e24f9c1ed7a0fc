// The catalog's actions, performed against the stores: one member function an action, found by name. What a
// shopper may not see does not exist here: every action asks again who is asking, whatever the flow believed.
// Engine thread only, inside the turn's savepoint.
#pragma once

#include <string>
#include <string_view>

#include "app/ports.hpp"
#include "app/system.hpp"
#include "base/time.hpp"
#include "content/snapshot.hpp"
#include "model/conversation.hpp"
#include "model/effect.hpp"

namespace clerk::app {

struct ActionContext {
    const ConversationState& state;
    const content::Snapshot& content;
    UnixMillis now;
    std::string_view key;      // idempotency: "<conversation>/<turn>/<n>"
    std::string_view address;  // of the peer; empty when unknown
};

class Actions {
  public:
    Actions(Store& store, IdSource& ids, Chance& chance)
        : store_(store), ids_(ids), chance_(chance) {}

    // A failure of the catalog by name, or "unavailable" when the store refused.
    [[nodiscard]] EffectAnswer perform(const CallAction& call, const ActionContext& context);

  private:
    Store& store_;
    IdSource& ids_;
    Chance& chance_;
};

}  // namespace clerk::app
