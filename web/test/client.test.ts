/** The client against a clerk made of plain objects, on a clock that the test turns. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { ClientFrame, Hello, ServerFrame } from "../protocol/frames";
import { memoryKeep } from "../protocol/keep";
import type { Keep } from "../protocol/keep";
import { ChatClient } from "../widget/client";
import { subjectOf } from "../widget/memory";
import type { TransportEnd } from "../widget/transport";
import { Clock } from "./clock";

const clock = new Clock();
const real = { setTimeout, clearTimeout, now: Date.now };

before(() => clock.install());
beforeEach(() => clock.reset());
after(() => {
  Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
  Date.now = real.now;
});

interface Line {
  hello: Hello;
  end: TransportEnd;
  http: boolean;
  sent: ClientFrame[];
  open: boolean;
}

interface Stage {
  client: ChatClient;
  lines: Line[];
  keep: Keep;
  asked: number;
}

function stage(keep = memoryKeep()): Stage {
  const lines: Line[] = [];
  const made = { lines, keep, asked: 0 } as unknown as Stage;
  const open = (http: boolean) => (hello: Hello, end: TransportEnd) => {
    const line: Line = { hello, end, http, sent: [], open: true };
    lines.push(line);
    return {
      send: (frame: ClientFrame) => void (line.open && line.sent.push(frame)),
      close: () => {
        if (!line.open) return;
        line.open = false;
        end.closed(true);
      },
    };
  };
  made.client = new ChatClient({
    socket: open(false), http: open(true), keep, key: "k", lang: "zh",
    onChange: () => {},
    onTokenNeeded: () => void (made.asked += 1),
  });
  return made;
}

const last = (at: Stage): Line => at.lines.at(-1)!;
const frame = (at: Stage, value: ServerFrame) => last(at).end.frame(value);
const cut = (at: Stage, opened = true) => {
  last(at).open = false;
  last(at).end.closed(opened);
};
const said = (line: Line) => line.sent.flatMap((one) => (one.verb === "send" ? [one] : []));

function welcome(at: Stage, seq = 0, more: { session?: string; conversation?: string } = {}): void {
  frame(at, {
    verb: "welcome", conversation: "7", session: "secret", seq, lang: "zh", signed_in: false,
    owner: "bot", limits: { text_bytes: 4096, messages_per_second: 5, burst: 20 }, ...more,
  });
}

const event = (at: Stage, seq: number, more: object = {}) =>
  frame(at, { verb: "event", event: { conversation: "7", seq, at: Date.now(), from: "bot",
    type: "message", text: `#${seq}`, ...more } });

const token = (sub: string) => `x.${Buffer.from(JSON.stringify({ sub })).toString("base64url")}.x`;

test("a first message opens a conversation, is sent once and forgotten on its ack", () => {
  const at = stage();
  at.client.say("你好");
  assert.deepEqual(last(at).hello, { verb: "hello", lang: "zh" });
  assert.equal(said(last(at)).length, 0, "nothing before the welcome");
  welcome(at);
  const [message] = said(last(at));
  assert.equal(message?.text, "你好");
  frame(at, { verb: "ack", id: message!.id, seq: 1, at: 5 });
  assert.equal(at.client.unsent.length, 0);
  assert.deepEqual(at.client.events.map((one) => [one.seq, one.from, one.text]),
    [[1, "shopper", "你好"]]);
});

test("one message at a time, in the order they were said", () => {
  const at = stage();
  at.client.say("a");
  at.client.say("b");
  welcome(at);
  assert.deepEqual(said(last(at)).map((one) => one.text), ["a"]);
  frame(at, { verb: "ack", id: said(last(at))[0]!.id, seq: 1, at: 1 });
  assert.deepEqual(said(last(at)).map((one) => one.text), ["a", "b"]);
});

test("an unacknowledged message goes out again with its id after the line broke", () => {
  const at = stage();
  at.client.say("a");
  welcome(at);
  const { id } = said(last(at))[0]!;
  cut(at);
  assert.equal(at.client.link, "waiting");
  clock.tick(500);
  assert.equal(at.lines.length, 2);
  assert.deepEqual(last(at).hello,
    { verb: "hello", lang: "zh", session: "secret", conversation: "7", last_seq: 0 });
  welcome(at);
  assert.equal(said(last(at))[0]!.id, id);
});

test("its own event instead of an ack counts as one", () => {
  const at = stage();
  at.client.say("a");
  welcome(at);
  const { id } = said(last(at))[0]!;
  event(at, 1, { from: "shopper", id, text: "a" });
  assert.equal(at.client.unsent.length, 0);
  frame(at, { verb: "ack", id, seq: 1, at: 1 });
  assert.equal(at.client.events.length, 1);
});

test("session, place and unsent words outlive the page", () => {
  const keep = memoryKeep();
  const before = stage(keep);
  before.client.start();
  welcome(before);
  for (let seq = 1; seq <= 60; ++seq) event(before, seq);
  before.client.say("unsent");
  const { id } = said(last(before))[0]!;
  before.client.stop();

  const after = stage(keep);
  assert.equal(after.client.hasPast, true);
  after.client.start();
  const { hello } = last(after);
  assert.equal(hello.session, "secret");
  assert.equal(hello.last_seq, 20, "the last forty are shown again");
  welcome(after, 60);
  for (let seq = 21; seq <= 60; ++seq) event(after, seq);
  assert.equal(said(last(after))[0]!.id, id);
  assert.equal(after.client.events.length, 40);
  assert.equal(after.client.hasEarlier, true);
});

test("a gap is pulled after a moment, unless it closes by itself", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  event(at, 1);
  event(at, 3);
  event(at, 2);
  clock.tick(2_000);
  assert.equal(last(at).sent.some((one) => one.verb === "pull"), false);
  event(at, 6);
  clock.tick(700);
  assert.deepEqual(last(at).sent.filter((one) => one.verb === "pull"),
    [{ verb: "pull", after: 3, max: 200 }]);
});

test("more missed than a resume sends is pulled page by page", () => {
  const keep = memoryKeep();
  const before = stage(keep);
  before.client.start();
  welcome(before);
  before.client.stop();
  const at = stage(keep);
  at.client.start();
  assert.equal(last(at).hello.last_seq, 0);
  welcome(at, 501);
  for (let seq = 1; seq <= 200; ++seq) event(at, seq);
  for (const after of [200, 400]) {
    clock.tick(700);
    assert.deepEqual(last(at).sent.filter((one) => one.verb === "pull").at(-1),
      { verb: "pull", after, max: 200 });
    for (let seq = after + 1; seq <= Math.min(501, after + 200); ++seq) event(at, seq);
  }
  assert.equal(at.client.events.length, 501);
  clock.tick(5_000);
  assert.equal(last(at).sent.filter((one) => one.verb === "pull").length, 2);
});

test("a busy clerk is asked again with the same id when it said", () => {
  const at = stage();
  at.client.say("a");
  welcome(at);
  const { id } = said(last(at))[0]!;
  frame(at, { verb: "nack", code: "rate_limited", id, message: "", retry_after: 300 });
  at.client.say("b");
  clock.tick(299);
  assert.equal(said(last(at)).length, 1);
  clock.tick(2);
  assert.deepEqual(said(last(at)).map((one) => one.id), [id, id]);
});

test("a message refused for good is kept with its reason and does not stop the others", () => {
  const at = stage();
  at.client.say("x".repeat(9));
  at.client.say("b");
  welcome(at);
  const { id } = said(last(at))[0]!;
  frame(at, { verb: "nack", code: "too_long", id, message: "" });
  assert.equal(at.client.unsent[0]?.refused, "too_long");
  assert.equal(said(last(at))[1]?.text, "b");
  at.client.drop(id);
  assert.deepEqual(at.client.unsent.map((one) => one.text), ["b"]);
});

test("a session that is not valid any more begins anew and keeps unsent words", () => {
  const keep = memoryKeep();
  const before = stage(keep);
  before.client.start();
  welcome(before);
  before.client.say("unsent");
  before.client.stop();
  const at = stage(keep);
  at.client.start();
  frame(at, { verb: "nack", code: "not_found", message: "" });
  clock.tick(1);
  assert.deepEqual(last(at).hello, { verb: "hello", lang: "zh" });
  welcome(at, 0, { session: "other", conversation: "8" });
  assert.equal(said(last(at))[0]?.text, "unsent");
});

test("a clerk that refuses every hello is not hammered", () => {
  const at = stage();
  at.client.start();
  for (let i = 0; i < 20; ++i) {
    frame(at, { verb: "nack", code: "unauthorized", message: "" });
    clock.tick(1);
  }
  assert.ok(at.lines.length <= 3, `${at.lines.length} connections within 20 ms`);
});

test("two sockets that never open: over HTTP from then on", () => {
  const at = stage();
  at.client.start();
  cut(at, false);
  clock.tick(1_000);
  cut(at, false);
  clock.tick(2_000);
  assert.deepEqual(at.lines.map((one) => one.http), [false, false, true]);
  cut(at, false);
  clock.tick(5_000);
  assert.equal(last(at).http, false, "that does not open either: back to the socket");
});

test("over HTTP a socket is tried again, less and less often", () => {
  const at = stage();
  at.client.start();
  for (let i = 0; i < 2; ++i) {
    cut(at, false);
    clock.tick(1_000);
  }
  assert.equal(last(at).http, true);
  const again = (ms: number) => {
    welcome(at);
    const lines = at.lines.length;
    for (let waited = 0; waited < ms; waited += 5_000) {
      frame(at, { verb: "pong" });
      assert.equal(at.lines.length, lines, `${waited} ms`);
      clock.tick(5_000);
    }
    clock.tick(1);
    assert.equal(at.lines.length, lines + 1, `after ${ms} ms`);
    assert.equal(last(at).http, false);
  };
  again(60_000);
  cut(at, false);
  clock.tick(1_000);
  assert.equal(last(at).http, true, "one failure is enough this time");
  again(120_000);
  welcome(at);
  clock.tick(5_000);
  assert.equal(last(at).http, false, "and a socket that opens is kept");
});

test("reconnecting waits longer each time, and not after a steady while", () => {
  const at = stage();
  at.client.start();
  let waited = 0;
  for (let i = 0; i < 8; ++i) {
    cut(at);
    const lines = at.lines.length;
    waited = 0;
    while (at.lines.length === lines) {
      clock.tick(100);
      waited += 100;
      assert.ok(waited <= 31_000);
    }
  }
  assert.ok(waited > 5_000);
  welcome(at);
  clock.tick(11_000);
  cut(at);
  const lines = at.lines.length;
  clock.tick(500);
  assert.equal(at.lines.length, lines + 1);
});

test("a line that answers nothing is given up", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  clock.tick(25_000);
  assert.equal(last(at).sent.at(-1)?.verb, "ping");
  clock.tick(10_001);
  assert.equal(last(at).open, false);
});

test("a line that answers its pings is kept", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  for (let i = 0; i < 5; ++i) {
    clock.tick(25_000);
    frame(at, { verb: "pong" });
  }
  assert.equal(at.lines.length, 1);
});

test("a token signs the guest's conversation in, and is not used again", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  at.client.setToken(token("c1"));
  clock.tick(1);
  const { hello } = last(at);
  assert.equal(hello.token, token("c1"));
  assert.equal(hello.session, "secret");
  welcome(at, 0, { session: "new" });
  cut(at);
  clock.tick(1_000);
  assert.equal(last(at).hello.token, undefined);
  assert.equal(last(at).hello.session, "new");
});

test("another customer's token leaves the first one's conversation and words behind", () => {
  const at = stage();
  at.client.setToken(token("c1"));
  at.client.start();
  welcome(at);
  event(at, 1);
  at.client.say("private");
  at.client.setToken(token("c2"));
  assert.equal(at.client.events.length, 0);
  assert.equal(at.client.unsent.length, 0);
  clock.tick(1);
  assert.deepEqual(last(at).hello, { verb: "hello", lang: "zh", token: token("c2") });
});

test("signing out ends with a guest's hello", () => {
  const at = stage();
  at.client.setToken(token("c1"));
  at.client.start();
  welcome(at);
  at.client.setToken("");
  clock.tick(1);
  assert.deepEqual(last(at).hello, { verb: "hello", lang: "zh" });
});

test("a refused token asks the page for a fresh one", () => {
  const at = stage();
  at.client.setToken(token("c1"));
  at.client.start();
  frame(at, { verb: "nack", code: "unauthorized", message: "" });
  assert.equal(at.asked, 1);
  at.client.setToken(token("c1") + "2");
  clock.tick(1);
  assert.equal(last(at).hello.token, token("c1") + "2");
});

/** Two tabs of one browser: what one stores, the other is told of. */
function tabs(): [Stage, Stage] {
  const keep = memoryKeep();
  const one = stage(keep);
  one.client.start();
  welcome(one);
  return [one, stage(keep)];
}

test("a sign-in in another tab hands its new session to this one", () => {
  const [one, two] = tabs();
  two.client.setToken(token("c1"));
  two.client.start();
  welcome(two, 0, { session: "new" });
  cut(one);
  clock.tick(1_000);
  assert.equal(last(one).hello.session, "new");
  assert.equal(one.asked, 0);
  const after = stage(one.keep);
  after.client.start();
  assert.equal(last(after).hello.session, "new", "and nobody has thrown it away");
});

test("a session that another tab has ended is told so, and takes over the new one", () => {
  const [one, two] = tabs();
  two.client.setToken(token("c1"));
  two.client.start();
  welcome(two, 0, { session: "new" });
  event(one, 1);
  assert.match(one.keep.get("k") ?? "", /"new"/, "news over the old session do not bring it back");
  frame(one, { verb: "nack", code: "unauthorized", message: "" });
  clock.tick(1);
  assert.equal(last(one).hello.session, "new");
  assert.equal(one.asked, 0);
});

test("a tab that is told of a sign-in goes over to it at once", () => {
  const [one, two] = tabs();
  two.client.setToken(token("c1"));
  two.client.start();
  welcome(two, 3, { session: "new", conversation: "9" });
  one.client.storedElsewhere();
  clock.tick(1);
  assert.equal(last(one).hello.session, "new");
  assert.equal(last(one).hello.conversation, "9");
  assert.equal(one.client.events.length, 0);
});

test("a sign-out in another tab ends the conversation here too", () => {
  const keep = memoryKeep();
  const one = stage(keep);
  one.client.setToken(token("c1"));
  one.client.start();
  welcome(one);
  event(one, 1);
  const two = stage(keep);
  two.client.start();
  welcome(two, 1);
  two.client.setToken("");
  one.client.storedElsewhere();
  assert.equal(one.client.events.length, 0);
  clock.tick(1);
  assert.deepEqual(last(one).hello, { verb: "hello", lang: "zh" });
});

test("two tabs that were two customers end as the one who signed in last", () => {
  const keep = memoryKeep();
  const one = stage(keep);
  one.client.setToken(token("c1"));
  one.client.start();
  welcome(one, 0, { session: "s1" });
  const two = stage(keep);
  two.client.setToken(token("c2"));
  two.client.start();
  welcome(two, 0, { session: "s2", conversation: "8" });
  one.client.storedElsewhere();
  clock.tick(1);
  assert.deepEqual(last(one).hello,
    { verb: "hello", lang: "zh", session: "s2", conversation: "8", last_seq: 0 });
  assert.equal(one.asked + two.asked, 0, "and no page is asked for a token");
});

test("a page's token signs in what a guest's tab has begun meanwhile", () => {
  const keep = memoryKeep();
  const two = stage(keep);
  two.client.setToken(token("c1"));
  const one = stage(keep);
  one.client.start();
  welcome(one);
  two.client.start();
  assert.equal(last(two).hello.token, token("c1"));
  assert.equal(last(two).hello.session, "secret");
});

test("a chat that was begun in another tab since this page came is gone on with", () => {
  const keep = memoryKeep();
  const two = stage(keep);
  const one = stage(keep);
  one.client.start();
  welcome(one);
  two.client.say("hi");
  assert.equal(last(two).hello.conversation, "7");
});

test("what one tab has shown is read in the other", () => {
  const [one, two] = tabs();
  two.client.start();
  welcome(two);
  for (const tab of [one, two]) event(tab, 1);
  one.client.seen();
  assert.equal(two.client.unread, 1);
  two.client.storedElsewhere();
  assert.equal(two.client.unread, 0);
  assert.equal(two.lines.length, 1, "and nobody hangs up for that");
});

const ask = (at: Stage, seq: number) =>
  event(at, seq, { buttons: [{ id: "yes", label: "Yes" }, { id: "no", label: "No" }] });

const asked = (at: Stage) => at.client.question?.seq ?? 0;

test("a button is there while its question is the last thing said", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  ask(at, 1);
  assert.equal(asked(at), 1);
  event(at, 2, { type: "notice", from: "system", notice: "signed_in" });
  assert.equal(asked(at), 1, "a notice is no answer");
  event(at, 3, { from: "shopper", text: "no", id: "elsewhere" });
  assert.equal(asked(at), 0);
  ask(at, 4);
  event(at, 6);
  assert.equal(asked(at), 0, "not while something is missing");
  event(at, 5);
  assert.equal(asked(at), 0);
  ask(at, 7);
  assert.equal(asked(at), 7);
  frame(at, { verb: "status", owner: "queue", position: 1 });
  assert.equal(asked(at), 0, "the clerk does not listen now");
});

test("a tap on an earlier question's button is not sent", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  ask(at, 1);
  ask(at, 2);
  at.client.say("Yes", { choice: "yes", asked: 1 });
  assert.equal(said(last(at)).length, 0);
  assert.equal(at.client.unsent[0]?.refused, "stale");
});

test("a tap that waited for the line answers its own question or none", () => {
  for (const [since, refused] of [[0, undefined], [1, "stale"]] as const) {
    const at = stage();
    at.client.start();
    welcome(at);
    ask(at, 1);
    cut(at);
    at.client.say("Yes", { choice: "yes", asked: 1 });
    clock.tick(1_000);
    welcome(at, 1 + since);
    if (since) {
      assert.equal(said(last(at)).length, 0, "what was missed is heard first");
      ask(at, 2);
    }
    assert.equal(said(last(at)).length, since ? 0 : 1);
    assert.equal(at.client.unsent[0]?.refused, refused);
  }
});

test("a tap that had arrived before the line broke is not sent to the next question", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  ask(at, 1);
  at.client.say("Yes", { choice: "yes", asked: 1 });
  const { id } = said(last(at))[0]!;
  cut(at);
  clock.tick(1_000);
  welcome(at, 3);
  event(at, 2, { from: "shopper", id, text: "Yes", choice: "yes" });
  ask(at, 3);
  assert.equal(said(last(at)).length, 0);
  assert.equal(at.client.unsent.length, 0);
  assert.equal(asked(at), 3);
});

test("a clock that is days off does not move the clerk's time", () => {
  const at = stage();
  at.client.start();
  welcome(at, 1);
  const days = 3 * 86_400_000;
  event(at, 1, { at: Date.now() - 2 * days });
  assert.equal(at.client.now, Date.now(), "what is past tells nothing");
  event(at, 2, { at: Date.now() - days });
  assert.equal(at.client.now, Date.now() - days);
  at.client.say("a");
  frame(at, { verb: "ack", id: said(last(at))[0]!.id, seq: 3, at: Date.now() + days });
  assert.equal(at.client.now, Date.now() + days);
  cut(at);
  at.client.say("b");
  clock.tick(60_000);
  welcome(at, 3);
  frame(at, { verb: "ack", id: said(last(at))[0]!.id, seq: 4, at: 5 });
  assert.equal(at.client.now, Date.now() + days, "an old ack that is told again is not now");
});

test("a line that is known to be gone is not waited for", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  at.client.lost();
  assert.equal(at.client.link, "waiting");
  assert.equal(last(at).open, false);
  at.client.hurry();
  assert.equal(at.client.link, "connecting");
});

test("an event of another conversation is not shown", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  event(at, 1, { conversation: "8" });
  assert.equal(at.client.events.length, 0);
});

test("typing is told only while an agent listens, and not with every key", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  at.client.typing(true);
  assert.equal(last(at).sent.length, 0);
  frame(at, { verb: "status", owner: "agent" });
  for (let i = 0; i < 10; ++i) at.client.typing(true);
  assert.equal(last(at).sent.length, 1);
});

test("an agent's typing fades when nothing more is heard of it", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  frame(at, { verb: "typing", on: true, from: "agent" });
  assert.equal(at.client.agentTyping, true);
  clock.tick(6_001);
  assert.equal(at.client.agentTyping, false);
});

test("seen is told once for what is new", () => {
  const at = stage();
  at.client.start();
  welcome(at);
  event(at, 1);
  assert.equal(at.client.unread, 1);
  at.client.seen();
  at.client.seen();
  assert.deepEqual(last(at).sent.filter((one) => one.verb === "seen"), [{ verb: "seen", seq: 1 }]);
  assert.equal(at.client.unread, 0);
  event(at, 2);
  cut(at);
  at.client.seen();
  clock.tick(1_000);
  welcome(at, 2);
  const told = last(at).sent.filter((one) => one.verb === "seen");
  assert.deepEqual(told, [{ verb: "seen", seq: 2 }], "also what was read while the line was gone");
});

test("the subject of a token is read, and of rubbish is none", () => {
  assert.equal(subjectOf(token("顾客".replace(/./g, "c"))), "cc");
  for (const bad of ["", "x", "a.b.c", "..", `x.${btoa("3")}.x`]) assert.equal(subjectOf(bad), "");
});
