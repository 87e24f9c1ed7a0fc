import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeDeskFrame, moneyOf, readTicket } from "../desk/frames";
import type { DeskFrame, Ticket } from "../desk/frames";
import { disconnected, draft, emptyDesk, gapAfter, lastSeen, looked, mergeEvents, mineOf, missed,
  queueOf, resumed, select, sent, take, waitingCount } from "../desk/state";
import type { DeskState } from "../desk/state";
import { ago, deskTexts } from "../desk/texts";
import type { ChatEvent } from "../protocol/frames";

const agent = { id: "1", name: "李梅" };

const ticket = (id: string, more: Partial<Ticket> = {}): Ticket =>
  ({ ...readTicket({ id })!, state: "queued", version: 1, opened_at: 1000, ...more });

const event = (seq: number, from: ChatEvent["from"] = "shopper"): ChatEvent =>
  ({ conversation: "9", seq, at: seq, from, type: "message", text: `#${seq}` });

const play = (...frames: DeskFrame[]): DeskState => frames.reduce(take, emptyDesk);
const welcome = (queue: Ticket[] = [], mine: Ticket[] = []): DeskFrame =>
  ({ verb: "welcome", agent, queue, mine });

function reading(events: ChatEvent[]): DeskState {
  const mine = ticket("5", { state: "open", agent });
  return take(select(play(welcome([], [mine])), "5"),
    { verb: "opened", ticket: mine, events, notes: [], customer: null, orders: [] });
}

const reply = (state: DeskState, text: string, id = "idididid") =>
  sent(draft(state, "5", "reply", text),
    { id, ticket: "5", kind: "reply", text, expect_seq: lastSeen(state.opened!) });

test("the queue stands by position, then priority, then age", () => {
  const state = play(welcome([
    ticket("a", { priority: "normal", opened_at: 1 }),
    ticket("b", { priority: "urgent", opened_at: 9 }),
    ticket("c", { priority: "low", position: 1 }),
    ticket("d", { priority: "normal", opened_at: 0 }),
  ]));
  assert.deepEqual(queueOf(state).map((one) => one.id), ["c", "b", "d", "a"]);
});

test("a newer version replaces a ticket, an older one does not", () => {
  const before = play(welcome([ticket("5", { version: 4, subject: "new" })]));
  const state = take(before, { verb: "ticket", ticket: ticket("5", { version: 3, subject: "old" }) });
  assert.equal(state.tickets["5"]?.subject, "new");
});

test("a claimed ticket moves from the queue to mine, a colleague's to neither", () => {
  const state = play(
    welcome([ticket("5"), ticket("6")]),
    { verb: "ticket", ticket: ticket("5", { version: 2, state: "open", agent }) },
    { verb: "ticket",
      ticket: ticket("6", { version: 2, state: "open", agent: { id: "2", name: "x" } }) },
  );
  assert.deepEqual(queueOf(state), []);
  assert.deepEqual(mineOf(state).map((one) => one.id), ["5"]);
});

test("chats in which the shopper waits stand first, those without a chat last", () => {
  const one = (id: string, more: Partial<Ticket>) => ticket(id, { agent, ...more });
  const state = play(welcome([], [
    one("noted", { state: "open", holds_chat: false }),
    one("answered", { state: "waiting_customer", opened_at: 1 }),
    one("asking", { state: "open", opened_at: 5 }),
  ]));
  assert.deepEqual(mineOf(state).map(({ id }) => id), ["asking", "answered", "noted"]);
});

test("an opened ticket that is not the chosen one any more is not shown", () => {
  const one = ticket("5");
  const state = take(select(play(welcome([one])), "6"),
    { verb: "opened", ticket: one, events: [], notes: [], customer: null, orders: [] });
  assert.equal(state.opened, null);
});

test("an acknowledged reply joins the transcript at its seq", () => {
  const state = take(reply(reading([event(1)]), "您好"), { verb: "ack", id: "idididid", seq: 2, at: 7 });
  assert.deepEqual(state.pending, []);
  assert.deepEqual(state.opened?.events.map((one) => [one.seq, one.from, one.text]),
    [[1, "shopper", "#1"], [2, "agent", "您好"]]);
});

test("a stale reply comes back as the draft, with what came marked", () => {
  const state = take(reply(reading([event(1)]), "您好"),
    { verb: "stale", ticket: "5", id: "idididid", events: [event(2), event(3)] });
  assert.deepEqual(state.pending, []);
  assert.equal(state.drafts["5"], "您好");
  assert.deepEqual(state.opened?.stale, [2, 3]);
  assert.equal(lastSeen(state.opened!), 3);
  const again = take(reply(state, "您好", "otherother"), { verb: "ack", id: "otherother", seq: 4, at: 9 });
  assert.deepEqual(again.opened?.stale, []);
});

test("a stale or refused reply does not overwrite what was begun since", () => {
  const begun = draft(reply(reading([event(1)]), "first"), "5", "reply", "second");
  const state = take(begun, { verb: "nack", code: "busy", message: "", id: "idididid", ticket: "5" });
  assert.equal(state.drafts["5"], "first\nsecond");
  assert.equal(state.problem?.code, "busy");
});

test("a note's ack adds it to the notes and not to the transcript", () => {
  const state = take(
    sent(reading([event(1)]), { id: "notenote", ticket: "5", kind: "note", text: "n", expect_seq: 1 }),
    { verb: "ack", id: "notenote", seq: 0, at: 3 });
  assert.deepEqual(state.opened?.notes, [{ at: 3, name: "李梅", text: "n" }]);
  assert.equal(state.opened?.events.length, 1);
});

test("an ack that nobody waits for changes nothing", () => {
  const before = reading([event(1)]);
  assert.equal(take(before, { verb: "ack", id: "whatever", seq: 2, at: 1 }), before);
});

test("another chat's message counts as unseen until the chat is chosen", () => {
  let state = take(reading([event(1)]), { verb: "event", ticket: "6", event: event(4) });
  state = take(state, { verb: "event", ticket: "6", event: event(5, "bot") });
  assert.equal(state.unseen["6"], 1);
  assert.equal(select(state, "6").unseen["6"], 0);
});

test("events merge by seq, each once, whatever the order", () => {
  const merged = mergeEvents([event(1), event(3)], [event(2), event(3), event(4)]);
  assert.deepEqual(merged.map((one) => one.seq), [1, 2, 3, 4]);
  assert.equal(gapAfter(merged), null);
  assert.equal(gapAfter([event(1), event(2), event(5)]), 2);
  assert.equal(gapAfter([]), null);
});

test("a lost claim names who won", () => {
  const state = take(reading([]), { verb: "lost", ticket: "5", by: "王强" });
  assert.deepEqual(state.problem, { code: "lost", by: "王强" });
});

test("the shopper's typing ends with their message, and with the line", () => {
  const typing = take(reading([event(1)]), { verb: "typing", ticket: "5", on: true });
  assert.equal(typing.typing["5"], true);
  assert.equal(take(typing, { verb: "event", ticket: "5", event: event(2) }).typing["5"], false);
  assert.equal(disconnected(typing).typing["5"] ?? false, false);
});

test("after a reconnect the lists are the server's, and the ticket being read stays", () => {
  const before = reading([event(1)]);
  const state = take(disconnected(before), welcome([ticket("8")]));
  assert.deepEqual(queueOf(state).map((one) => one.id), ["8"]);
  assert.ok(state.tickets["5"]);
  assert.equal(state.link, "online");
});

test("whoever has to sign in again finds their words, another agent does not", () => {
  const begun = draft(reply(reading([event(1)]), "on its way"), "6", "reply", "half a");
  const state = resumed(begun, agent.id);
  assert.equal(state.drafts["6"], "half a");
  assert.deepEqual(state.pending.map((one) => one.id), ["idididid"], "sent again under its id");
  assert.equal(state.selected, "5");
  assert.equal(state.opened, null);
  assert.deepEqual(state.tickets, {});
  assert.deepEqual(resumed(begun, "2"), emptyDesk);
  assert.deepEqual(resumed(null, agent.id), emptyDesk);
});

test("words in an open chat count while the agent looks elsewhere", () => {
  const before = take(reading([event(1)]), { verb: "ticket", ticket: ticket("8") });
  const away = missed(missed(before, "5"), "5");
  assert.equal(waitingCount(away), 3, "two words, and one in the queue");
  assert.equal(waitingCount(looked(away)), 1);
});

test("frames from outside are checked", () => {
  for (const text of ["", "[]", '{"verb":"welcome"}', '{"verb":"ticket","ticket":"5"}',
    '{"verb":"event","ticket":"5","seq":0}', '{"verb":"opened"}']) {
    assert.equal(decodeDeskFrame(text), null, text);
  }
  assert.deepEqual(decodeDeskFrame('{"verb":"won","ticket":"5"}'), { verb: "won", ticket: "5" });
});

test("an order's money and names are read in either spelling", () => {
  assert.equal(moneyOf({ minor: 429900, currency: "CNY" }).replace("￥", "¥"), "¥4,299.00");
  assert.equal(moneyOf("¥1.00"), "¥1.00");
  assert.equal(moneyOf(null), "");
  const frame = decodeDeskFrame(JSON.stringify({ verb: "opened", ticket: { id: "5" },
    orders: [{ no: "1", items: [{ name: { zh: "冰箱", en: "" }, quantity: 1 }, { name: "TV" }, 3] }] }));
  assert.ok(frame?.verb === "opened");
  assert.deepEqual(frame.orders[0]?.items, [
    { name: { zh: "冰箱", en: "冰箱" }, quantity: 1, returned: 0, price: "" },
    { name: { zh: "TV", en: "TV" }, quantity: 1, returned: 0, price: "" }]);
  assert.deepEqual([frame.orders[0]?.eta, frame.orders[0]?.received], ["", ""]);
});

test("waiting time is told in minutes and hours", () => {
  assert.equal(ago(0, 59_000, deskTexts.en), "1 min");
  assert.equal(ago(0, 130_000, deskTexts.zh), "2 分钟");
  assert.equal(ago(0, 3_660_000, deskTexts.en), "1 h 1 min");
});
