// What the journal and the heads keep of each struct, field by field: `fields(archive, value)` for
// writing and reading alike. Names are part of the stored format: add, never rename. See
// archive.hpp.
#pragma once

#include "model/conversation.hpp"
#include "model/event.hpp"

namespace clerk::wire {

// A T, const or not: one description serves both directions.
template <class T, class Struct>
concept A = std::same_as<std::remove_const_t<T>, Struct>;

void fields(auto& a, A<CardLine> auto& v) {
    a("name", v.name), a("label", v.label), a("text", v.text);
}

void fields(auto& a, A<CardRow> auto& v) {
    a("text", v.text), a("note", v.note);
}

void fields(auto& a, A<Card> auto& v) {
    a("kind", v.kind), a("title", v.title), a("lines", v.lines), a("rows", v.rows);
}

void fields(auto& a, A<Button> auto& v) {
    a("id", v.id), a("label", v.label);
}

void fields(auto& a, A<Message> auto& v) {
    a("from", v.from), a("text", v.text), a("card", v.card), a("buttons", v.buttons);
    a("id", v.client_id), a("choice", v.choice), a("name", v.name), a("notice", v.notice);
}

void fields(auto& a, A<Identity> auto& v) {
    a("customer", v.customer), a("name", v.name), a("tier", v.tier);
    a("proven", v.proven_orders);
}

void fields(auto& a, A<Frame> auto& v) {
    a("flow", v.flow), a("hash", v.flow_hash), a("step", v.step), a("intent", v.intent);
    a("give_to", v.give_to), a("values", v.values), a("tries", v.tries), a("heard", v.heard);
}

void fields(auto& a, A<Option> auto& v) {
    a("id", v.id), a("label", v.label), a("value", v.value);
}

void fields(auto& a, A<KeptSlot> auto& v) {
    a("name", v.name), a("type", v.type), a("value", v.value), a("at", v.at);
}

void fields(auto& a, A<QueuedIntent> auto& v) {
    a("intent", v.intent), a("text", v.text), a("slots", v.slots), a("depth", v.depth);
}

// --- what a conversation waits for ------------------------------------------------------------

void fields(auto&, A<Idle> auto&) {}

void fields(auto& a, A<AwaitSlot> auto& v) {
    a("slot", v.slot), a("type", v.type), a("options", v.options);
}

void fields(auto&, A<AwaitConfirm> auto&) {}

void fields(auto& a, A<AwaitChoose> auto& v) {
    a("options", v.options);
}

void fields(auto& a, A<AwaitClarify> auto& v) {
    a("options", v.options), a("text", v.text);
}

void fields(auto&, A<AwaitSignIn> auto&) {}

void fields(auto& a, A<AwaitResume> auto& v) {
    a("options", v.options);
}

void fields(auto& a, A<AwaitAction> auto& v) {
    a("n", v.n), a("action", v.action), a("turn", v.turn), a("tries", v.tries);
}

// --- events -----------------------------------------------------------------------------------

void fields(auto& a, A<Opened> auto& v) {
    a("conversation", v.conversation), a("lang", v.lang), a("channel", v.channel);
}

void fields(auto& a, A<Understood> auto& v) {
    a("intents", v.intents), a("rule", v.rule);
}

void fields(auto&, A<NotUnderstood> auto&) {}

void fields(auto& a, A<FlowStarted> auto& v) {
    a("frame", v.frame);
}

void fields(auto& a, A<FlowEnded> auto& v) {
    a("flow", v.flow), a("outcome", v.outcome);
}

void fields(auto& a, A<StepReached> auto& v) {
    a("step", v.step);
}

void fields(auto& a, A<SlotSet> auto& v) {
    a("name", v.name), a("value", v.value), a("source", v.source);
}

void fields(auto& a, A<SlotCleared> auto& v) {
    a("name", v.name);
}

void fields(auto& a, A<SlotKept> auto& v) {
    a("slot", v.slot);
}

void fields(auto& a, A<Tried> auto& v) {
    a("step", v.step);
}

void fields(auto& a, A<Heard> auto& v) {
    a("text", v.text);
}

void fields(auto& a, A<WordsTaken> auto& v) {
    a("index", v.index), a("left", v.left);
}

void fields(auto& a, A<IntentQueued> auto& v) {
    a("intent", v.intent);
}

void fields(auto&, A<IntentUnqueued> auto&) {}

void fields(auto& a, A<ActionRequested> auto& v) {
    a("n", v.n), a("action", v.action), a("turn", v.turn), a("tries", v.tries);
}

void fields(auto& a, A<ActionAnswered> auto& v) {
    a("n", v.n), a("action", v.action), a("failure", v.failure);
}

void fields(auto& a, A<OrderProven> auto& v) {
    a("order_no", v.order_no);
}

void fields(auto&, A<ProofFailed> auto&) {}

void fields(auto& a, A<SignedIn> auto& v) {
    a("customer", v.customer), a("name", v.name), a("tier", v.tier);
}

void fields(auto& a, A<LangSet> auto& v) {
    a("lang", v.lang);
}

void fields(auto& a, A<OwnerSet> auto& v) {
    a("owner", v.owner), a("agent", v.agent);
}

void fields(auto& a, A<TicketLinked> auto& v) {
    a("ticket", v.ticket), a("number", v.number);
}

void fields(auto& a, A<WakeSet> auto& v) {
    a("at", v.at);
}

void fields(auto&, A<Nudged> auto&) {}

void fields(auto& a, A<TurnEnded> auto& v) {
    a("at", v.at);
}

void fields(auto& a, A<Resumed> auto& v) {
    a("frame", v.frame);
}

void fields(auto& a, A<Raised> auto& v) {
    a("priority", v.priority);
}

// --- the state --------------------------------------------------------------------------------
// `awaiting` is a variant and written apart (state_json.cpp).

void fields(auto& a, A<ConversationState> auto& v) {
    a("id", v.id), a("lang", v.lang), a("channel", v.channel), a("owner", v.owner);
    a("fence", v.fence), a("agent", v.agent), a("ticket", v.ticket);
    a("ticket_number", v.ticket_number), a("identity", v.identity), a("stack", v.stack);
    a("queued", v.queued), a("kept", v.kept), a("not_understood", v.not_understood);
    a("last_reply", v.last_reply), a("last_words", v.last_words), a("last_seq", v.last_seq);
    a("turns", v.turns), a("version", v.version), a("last_at", v.last_at);
    a("wake_at", v.wake_at), a("nudges", v.nudges), a("proof_failures", v.proof_failures);
    a("asked", v.asked), a("priority", v.priority), a("last_errand", v.last_errand);
    a("earlier_words", v.earlier_words);
}

}  // namespace clerk::wire
