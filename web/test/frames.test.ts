import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame, newId, readEvent, utf8Length } from "../protocol/frames";

const event = { verb: "event", conversation: "7", seq: 3, at: 1000, from: "bot", type: "message" };
const decode = (value: unknown) => decodeFrame(JSON.stringify(value));

test("a welcome is read, and limits that are missing or mad get their defaults", () => {
  const limits = { text_bytes: 100, messages_per_second: -1, burst: "x" };
  const frame = decode({ verb: "welcome", conversation: "7", seq: 0, session: "s", lang: "en",
    signed_in: true, owner: "queue", limits });
  assert.deepEqual(frame, { verb: "welcome", conversation: "7", seq: 0, session: "s", lang: "en",
    signed_in: true, owner: "queue",
    limits: { text_bytes: 100, messages_per_second: 5, burst: 20 } });
});

test("a welcome without a session has none, not an empty one", () => {
  const frame = decode({ verb: "welcome", conversation: "7", seq: 2, lang: "fr", owner: "??" });
  assert.ok(frame?.verb === "welcome");
  assert.equal("session" in frame, false);
  assert.equal(frame.lang, "zh");
  assert.equal(frame.owner, "bot");
});

test("what is no frame of ours is null", () => {
  for (const text of ["", "{", "null", "[]", "3", '"hello"', '{"verb":"dance"}', "{}"]) {
    assert.equal(decodeFrame(text), null, text);
  }
  assert.equal(decode({ verb: "welcome", seq: 1 }), null);
  assert.equal(decode({ verb: "welcome", conversation: 7, seq: 1 }), null);
  assert.equal(decode({ verb: "ack", id: "x" }), null);
  assert.equal(decode({ verb: "ack", seq: 1, at: 1 }), null);
});

test("an event needs a seq, a time and a known sender", () => {
  assert.ok(readEvent(event));
  for (const bad of [{ seq: 0 }, { seq: 1.5 }, { seq: "3" }, { seq: -1 }, { at: "now" },
    { from: "hacker" }, { from: 1 }]) {
    assert.equal(readEvent({ ...event, ...bad }), null, JSON.stringify(bad));
  }
});

test("an event's text is a string whatever comes", () => {
  assert.equal(readEvent({ ...event, text: { toString: "x" } })?.text, "");
  assert.equal(readEvent({ ...event, text: "<b>hi</b>" })?.text, "<b>hi</b>");
});

test("cards and buttons lose what is malformed and keep the rest", () => {
  const card = { kind: "order", title: "t", lines: [{ name: "a", label: "b", text: "c" }, 3, null],
    rows: "no" };
  const buttons = [{ id: "yes", label: "Yes" }, { id: "", label: "no id" }, "x", { id: "n" }];
  const read = readEvent({ ...event, card, buttons });
  assert.deepEqual(read?.card, { kind: "order", title: "t",
    lines: [{ name: "a", label: "b", text: "c" }], rows: [] });
  assert.deepEqual(read?.buttons, [{ id: "yes", label: "Yes" }]);
  assert.equal(readEvent({ ...event, buttons: [] })?.buttons, undefined);
  assert.equal(readEvent({ ...event, card: "x" })?.card, undefined);
});

test("a nack keeps its code, and a code that is missing is internal", () => {
  assert.deepEqual(decode({ verb: "nack", code: "busy", message: "m", id: "i", retry_after: 5 }),
    { verb: "nack", code: "busy", message: "m", id: "i", retry_after: 5 });
  assert.deepEqual(decode({ verb: "nack", retry_after: -3 }),
    { verb: "nack", code: "internal", message: "" });
});

test("a position is told only while there is one", () => {
  assert.deepEqual(decode({ verb: "status", owner: "queue", position: 2 }),
    { verb: "status", owner: "queue", position: 2 });
  assert.deepEqual(decode({ verb: "status", owner: "agent", position: 0 }),
    { verb: "status", owner: "agent" });
});

test("ids are 128 bits in the protocol's alphabet, never twice the same", () => {
  const ids = new Set(Array.from({ length: 1000 }, newId));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{32}$/);
});

test("bytes are counted as UTF-8", () => {
  assert.equal(utf8Length("a"), 1);
  assert.equal(utf8Length("退货"), 6);
  assert.equal(utf8Length("😀"), 4);
});
