import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryKeep } from "../protocol/keep";
import { Memory } from "../widget/memory";

const first = { session: "s1", conversation: "7", last: 3, seen: 2, subject: "" };

test("what is no memory is thrown away", () => {
  for (const rubbish of ["{", "3", "[]", '{"session":1,"conversation":"7"}', '{"session":"s"}']) {
    const keep = memoryKeep();
    keep.set("k", rubbish);
    assert.equal(new Memory(keep, "k").now, null, rubbish);
  }
  const keep = memoryKeep();
  keep.set("k", '{"session":"s","conversation":"7","last":"x","seen":-0.5}');
  assert.deepEqual(new Memory(keep, "k").now,
    { session: "s", conversation: "7", last: 0, seen: 0, subject: "" });
});

test("two tabs read at their own pace, and the further one counts", () => {
  const keep = memoryKeep();
  const one = new Memory(keep, "k");
  one.set(first);
  const two = new Memory(keep, "k");
  two.set({ seen: 5, last: 5 });
  one.set({ last: 4 });
  assert.deepEqual(new Memory(keep, "k").now, { ...first, last: 4, seen: 5 });
  assert.equal(two.refresh(), false);
  assert.equal(two.now?.session, "s1");
});

test("an ended session is not brought back by the tab that still has it", () => {
  const keep = memoryKeep();
  const one = new Memory(keep, "k");
  one.set(first);
  const two = new Memory(keep, "k");
  two.set({ session: "s2", subject: "c1" });
  one.set({ seen: 3 });
  assert.equal(new Memory(keep, "k").now?.session, "s2");
  assert.equal(one.refresh(), true);
  assert.deepEqual(one.now, { ...first, session: "s2", subject: "c1" });
});

test("a conversation that was left elsewhere is told", () => {
  const keep = memoryKeep();
  const one = new Memory(keep, "k");
  assert.equal(one.left, false, "nothing was there to leave");
  one.set(first);
  assert.equal(one.left, false);
  new Memory(keep, "k").forget();
  assert.equal(one.left, true);
  assert.equal(one.refresh(), false);
  assert.deepEqual(one.now, first);
});
