/** The checker is only worth what it catches: each test spoils one thing in good data. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { check, numberOn } from "./checker.mjs";

const say = (conversation, seq, id, text) =>
  ({ conversation, seq, at: seq, from: "shopper", type: "message", id, text });
const bot = (conversation, seq, text, card) =>
  ({ conversation, seq, at: seq, from: "bot", type: "message", text, ...(card ? { card } : {}) });
const card = (kind, number) =>
  ({ kind, title: number, lines: [{ name: "number", label: "#", text: number }], rows: [] });

/** Two shoppers, one return, one complaint, one hand-over; everything acknowledged but "d". */
function good() {
  const transcripts = new Map([
    ["1", [say("1", 1, "a", "hello"), bot("1", 2, "hi"), say("1", 3, "b", "return it"),
      bot("1", 4, "done", card("return", "R-1"))]],
    ["2", [say("2", 1, "c", "bad"), bot("2", 2, "noted", card("complaint", "C-1")),
      { ...bot("2", 3, "queued"), from: "system", type: "notice", notice: "queued" }]],
  ]);
  const sent = (client, conversation, id, text) => ({ kind: "send", client, conversation, id, text });
  const ack = (client, conversation, id, seq) => ({ kind: "ack", client, conversation, id, seq });
  const journal = [
    { kind: "conversation", client: 0, conversation: "1" },
    { kind: "conversation", client: 1, conversation: "2" },
    sent(0, "1", "a", "hello"), ack(0, "1", "a", 1),
    { kind: "event", client: 0, conversation: "1", event: { ...transcripts.get("1")[1] } },
    sent(0, "1", "b", "return it"), ack(0, "1", "b", 3),
    sent(1, "2", "c", "bad"), ack(1, "2", "c", 1),
    sent(1, "2", "d", "never acknowledged"),
  ];
  const records = {
    returns: [{ number: "R-1", conversation: "1", key: "1/2/0" }],
    complaints: [{ number: "C-1", conversation: "2", key: "2/1/0" }],
    tickets: [{ number: "T-1", conversation: "2", key: "2/1/1", holds_chat: true }],
  };
  return { journal, transcripts, records };
}

const spoilt = (spoil) => {
  const data = good();
  spoil(data);
  return check(data).problems;
};

const finds = (name, spoil, pattern) =>
  test(name, () => assert.match(spoilt(spoil).join("\n"), pattern));

test("good data is found good, and counted", () => {
  const { problems, figures } = check(good());
  assert.deepEqual(problems, []);
  assert.deepEqual(figures, { conversations: 2, events: 7, sent: 4, acknowledged: 3, stored: 3,
    shown: 1, returns: 1, complaints: 1, tickets: 1 });
});

test("an unacknowledged message may be there once", () => {
  assert.deepEqual(spoilt(({ transcripts }) =>
    transcripts.get("2").push(say("2", 4, "d", "never acknowledged"))), []);
});

finds("a lost message", ({ transcripts }) => {
  const events = transcripts.get("1");
  events.splice(2, 1);
  events[2].seq = 3;
}, /acknowledged b is lost/);

finds("a doubled message", ({ transcripts }) => transcripts.get("1").push(say("1", 5, "b", "return it")),
  /b stands there twice/);

finds("an unacknowledged message that is there twice", ({ transcripts }) => {
  transcripts.get("2").push(say("2", 4, "d", "never acknowledged"));
  transcripts.get("2").push(say("2", 5, "d", "never acknowledged"));
}, /d stands there twice/);

finds("a gap", ({ transcripts }) => transcripts.get("1").splice(1, 1), /seq 3 stands at place 2/);

finds("a seq that is there twice", ({ transcripts }) => {
  transcripts.get("1")[1].seq = 1;
}, /seq 1 stands at place 2/);

finds("a foreign message", ({ transcripts }) => transcripts.get("2").push(say("2", 4, "b", "return it")),
  /holds b, said in 1/);

finds("a foreign event", ({ transcripts }) => {
  transcripts.get("2")[1].conversation = "1";
}, /event 2 belongs to 1/);

finds("a message that nobody sent", ({ transcripts }) => transcripts.get("1").push(say("1", 5, "z", "boo")),
  /nobody has sent z/);

finds("other words than were sent", ({ transcripts }) => {
  transcripts.get("1")[0].text = "goodbye";
}, /a has other words/);

finds("an ack that told another seq", ({ journal }) => {
  journal.find((one) => one.kind === "ack" && one.id === "b").seq = 4;
}, /acknowledged as 4, stands as 3/);

finds("two acks that disagree", ({ journal }) =>
  journal.push({ kind: "ack", client: 0, conversation: "1", id: "a", seq: 3 }),
/acknowledged as 1 and 3/);

finds("a reply that was shown and is gone", ({ journal }) =>
  journal.push({ kind: "event", client: 0, conversation: "1", event: bot("1", 5, "promised") }),
/event 5 was shown and is gone/);

finds("a reply that was shown with other words", ({ transcripts }) => {
  transcripts.get("1")[1].text = "changed";
}, /event 2 was shown with other words/);

finds("a conversation that is gone", ({ transcripts }) => transcripts.delete("2"), /2 is gone/);

finds("a return that was told and not recorded", ({ records }) => records.returns.pop(),
  /R-1 was told in 1 and is not recorded/);

finds("a return that was recorded and not told", ({ records }) =>
  records.returns.push({ number: "R-2", conversation: "1", key: "1/9/0" }),
/R-2 is recorded for 1 and was not told/);

finds("a return in another's conversation", ({ records }) => {
  records.returns[0].conversation = "2";
}, /told in 1, recorded for 2/);

finds("a complaint that is there twice", ({ records }) =>
  records.complaints.push({ ...records.complaints[0], number: "C-2" }),
/complaints: key 2\/1\/0 is there 2 times/);

finds("a number that is there twice", ({ records }) =>
  records.returns.push({ ...records.returns[0], key: "1/3/0" }), /returns: number R-1 is there 2 times/);

finds("a number that was told twice", ({ transcripts }) =>
  transcripts.get("1").push(bot("1", 5, "again", card("return", "R-1"))), /R-1 was told twice/);

finds("a second ticket for one hand-over", ({ records }) =>
  records.tickets.push({ number: "T-2", conversation: "2", key: "2/2/0", holds_chat: true }),
/2 was queued 1 times, has 2 tickets/);

finds("a hand-over without its ticket", ({ records }) => records.tickets.pop(),
  /2 was queued 1 times, has 0 tickets/);

finds("a ticket for nobody", ({ records }) =>
  records.tickets.push({ number: "T-9", conversation: "77", key: "77/1/0", holds_chat: false }),
/T-9 is for nobody's 77/);

test("a number is read from its line, else from the title", () => {
  assert.equal(numberOn(card("return", "R-7")), "R-7");
  assert.equal(numberOn({ title: "退货单 R7K3-9QXM", lines: [] }), "R7K3-9QXM");
  assert.equal(numberOn({ title: "none", lines: [] }), "");
});
