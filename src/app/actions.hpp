// The catalog's actions, performed against the stores: one member function an action, found by
// name. What a shopper may not see does not exist here: every action asks again who is asking,
// whatever the flow believed. Arguments are trusted for their types (content/ checked them), never
// for what they hold: a record names an order, the order itself is read anew.
//
// Engine thread only, inside the turn's savepoint. ticket.open is not here: tickets are the desk's,
// and Effects hands it to the TicketBook.
#pragma once

#include "app/ports.hpp"
#include "app/system.hpp"
#include "base/time.hpp"
#include "content/snapshot.hpp"
#include "model/conversation.hpp"
#include "model/effect.hpp"

#include <optional>
#include <string>
#include <string_view>

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

    // Whether this is an action that perform() does.
    [[nodiscard]] static bool performs(std::string_view action);

private:
    // What an action comes to: its value, or the Error whose code is the failure's name.
    using Outcome = Result<Value>;
    using Perform = Outcome (Actions::*)(const NamedValues& args, const ActionContext& context);

    struct Named {
        std::string_view name;
        Perform perform;
    };

    static const Named table[];
    [[nodiscard]] static const Named* find(std::string_view action);

    Outcome prove(const NamedValues& args, const ActionContext& context);
    Outcome owns(const NamedValues& args, const ActionContext& context);
    Outcome find_order(const NamedValues& args, const ActionContext& context);
    Outcome latest_order(const NamedValues& args, const ActionContext& context);
    Outcome list_orders(const NamedValues& args, const ActionContext& context);
    Outcome rule_return(const NamedValues& args, const ActionContext& context);
    Outcome open_return(const NamedValues& args, const ActionContext& context);
    Outcome open_complaint(const NamedValues& args, const ActionContext& context);
    Outcome points_balance(const NamedValues& args, const ActionContext& context);

    // The order, if there is one and this shopper may see it; "not_found" for either reason.
    Result<Order> visible_order(std::string_view no, const ActionContext& context);
    // Whether this may be tried at all: not too often an order, a conversation, an address.
    enum class Try : unsigned char { now, too_soon, too_many };
    Result<Try> may_try(std::string_view order_no, const ActionContext& context);
    Status note_failure(std::string_view order_no, const ActionContext& context);

    struct ReturnCase;
    Result<ReturnCase> return_case(const NamedValues& args, const ActionContext& context);

    Store& store_;
    IdSource& ids_;
    Chance& chance_;
};

}  // namespace clerk::app
