import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../protocol/backoff";
import type { ChatEvent } from "../protocol/frames";
import { memoryKeep } from "../protocol/keep";
import { Outbox, unsentMax } from "../protocol/outbox";
import { ServerClock } from "../protocol/server_clock";
import { Transcript } from "../protocol/transcript";

const event = (seq: number): ChatEvent => ({
  conversation: "7", seq, at: seq * 1000, from: "bot", type: "message", text: `#${seq}`,
});
const seqs = (transcript: Transcript) => transcript.events.map((one) => one.seq);

test("back-off doubles up to its ceiling and stays in the upper half", () => {
  const lows = new Backoff(500, 8_000, () => 0);
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(() => lows.next()),
    [250, 500, 1000, 2000, 4000, 4000, 4000]);
  const highs = new Backoff(500, 8_000, () => 1);
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(() => highs.next()), [500, 1000, 2000, 4000, 8000, 8000]);
  highs.reset();
  assert.equal(highs.next(), 500);
});

test("back-off survives a thousand failures", () => {
  const backoff = new Backoff(500, 30_000, () => 1);
  for (let i = 0; i < 1000; ++i) backoff.next();
  assert.equal(backoff.next(), 30_000);
});

test("events in order make a dense transcript", () => {
  const transcript = new Transcript();
  for (const seq of [1, 2, 3]) assert.equal(transcript.add(event(seq)), true);
  assert.deepEqual(seqs(transcript), [1, 2, 3]);
  assert.equal(transcript.missingAfter(3), null);
});

test("an event that comes twice is taken once", () => {
  const transcript = new Transcript();
  transcript.add(event(1));
  assert.equal(transcript.add(event(1)), false);
  transcript.add(event(3));
  assert.equal(transcript.add(event(3)), false);
  assert.deepEqual(seqs(transcript), [1]);
});

test("a gap is held back, told, and closed in order", () => {
  const transcript = new Transcript();
  transcript.add(event(1));
  transcript.add(event(4));
  transcript.add(event(3));
  assert.deepEqual(seqs(transcript), [1]);
  assert.equal(transcript.missingAfter(4), 1);
  transcript.add(event(2));
  assert.deepEqual(seqs(transcript), [1, 2, 3, 4]);
  assert.equal(transcript.missingAfter(4), null);
});

test("less than the server has is missing too", () => {
  const transcript = new Transcript();
  transcript.add(event(1));
  assert.equal(transcript.missingAfter(5), 1);
});

test("a window begins where it was told to, and grows backwards only when it touches", () => {
  const transcript = new Transcript(10);
  transcript.add(event(11));
  assert.equal(transcript.before, 10);
  for (const seq of [8, 9]) transcript.add(event(seq));
  assert.deepEqual(seqs(transcript), [11]);
  transcript.add(event(10));
  assert.deepEqual(seqs(transcript), [8, 9, 10, 11]);
  assert.equal(transcript.before, 7);
  assert.equal(transcript.to, 11);
});

test("any order of arrival gives the same transcript", () => {
  let random = 12345;
  const next = (n: number) => (random = (random * 1103515245 + 12345) % 2 ** 31) % n;
  for (let round = 0; round < 200; ++round) {
    const all = Array.from({ length: 12 }, (_, i) => i + 1);
    const transcript = new Transcript(next(12));
    while (all.length) {
      const seq = all.splice(next(all.length), 1)[0]!;
      transcript.add(event(seq));
      if (next(3) === 0) transcript.add(event(seq));
    }
    assert.deepEqual(seqs(transcript), Array.from({ length: 12 }, (_, i) => i + 1));
    assert.equal(transcript.missingAfter(12), null);
  }
});

test("the outbox keeps its messages over a reload, in order, whatever the clock", () => {
  const keep = memoryKeep();
  const before = new Outbox(keep, "out:");
  for (const [i, text] of ["a", "b", "c"].entries()) before.add(text, i === 1 ? 5 : 100);
  const after = new Outbox(keep, "out:");
  assert.deepEqual(after.messages.map((one) => one.text), ["a", "b", "c"]);
  assert.deepEqual(after.messages.map((one) => one.id), before.messages.map((one) => one.id));
});

test("a message is forgotten on its ack and not before", () => {
  const keep = memoryKeep();
  const outbox = new Outbox(keep, "out:");
  const { id } = outbox.add("a", 1, { choice: "intent:x", asked: 4 });
  assert.equal(outbox.head?.id, id);
  assert.equal(outbox.done("another"), null);
  assert.equal(new Outbox(keep, "out:").messages.length, 1);
  assert.equal(outbox.done(id)?.choice, "intent:x");
  assert.equal(outbox.head, null);
  assert.equal(new Outbox(keep, "out:").messages.length, 0);
});

test("a refused message steps aside, and is tried anew under a new id", () => {
  const keep = memoryKeep();
  const outbox = new Outbox(keep, "out:");
  const first = outbox.add("long", 1);
  const second = outbox.add("short", 2);
  outbox.refuse(first.id, "too_long");
  assert.equal(outbox.head?.id, second.id);
  assert.equal(new Outbox(keep, "out:").messages[0]?.refused, "too_long");
  outbox.again(first.id, 3);
  const again = outbox.messages.find((one) => one.text === "long");
  assert.notEqual(again?.id, first.id);
  assert.equal(again?.refused, undefined);
});

test("two tabs don't overwrite each other's messages", () => {
  const keep = memoryKeep();
  const [one, two] = [new Outbox(keep, "out:"), new Outbox(keep, "out:")];
  one.add("from one", 1);
  two.add("from two", 2);
  assert.deepEqual(new Outbox(keep, "out:").messages.map((m) => m.text), ["from one", "from two"]);
});

test("rubbish in the storage is thrown away, other keys are left alone", () => {
  const keep = memoryKeep();
  keep.set("out:a", "{not json");
  keep.set("out:b", '{"id":3}');
  keep.set("else", "mine");
  assert.equal(new Outbox(keep, "out:").messages.length, 0);
  assert.equal(keep.get("else"), "mine");
});

test("the outbox is bounded", () => {
  const outbox = new Outbox(memoryKeep(), "out:");
  for (let i = 0; i < unsentMax; ++i) outbox.add(`${i}`, i);
  assert.equal(outbox.full, true);
});

test("the clerk's time is this computer's, off by what was heard last", () => {
  let local = 1_000_000;
  const clock = new ServerClock(() => local);
  assert.equal(clock.now(), local);
  clock.heard(400_000);
  local += 5;
  assert.equal(clock.now(), 400_005);
  clock.heard(0);
  assert.equal(clock.now(), 400_005, "no time at all is not heard");
});
