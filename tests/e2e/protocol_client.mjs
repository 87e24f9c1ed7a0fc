/**
 * A second client of docs/PROTOCOL.md, written from that page alone and sharing no line with web/:
 * where the two agree, the page is right; where they don't, somebody misread it. Used by the
 * browser stories to look behind the page, and by the fault test to be fifty shoppers at once.
 *
 * Nothing here retries or hides anything: a promise is rejected when the line breaks, and the
 * caller decides what that means.
 */
import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { WebSocketClient } from "./websocket.mjs";

export const newId = () => randomBytes(16).toString("base64url");

export class Refused extends Error {
  constructor(nack) {
    super(`${nack.code}: ${nack.message ?? ""}`);
    this.code = nack.code;
    this.nack = nack;
  }
}

export class LineBroken extends Error {
  constructor(code) {
    super(`the line broke (${code})`);
    this.closeCode = code;
  }
}

export class TimedOut extends Error {}

const socketUrl = (base, path) => new URL(path, base.replace(/^http/, "ws")).href;

/** What shoppers' and agents' lines share: JSON frames, and waiting for one that fits. */
class Line extends EventEmitter {
  #socket;
  #waiting = new Set();
  frames = [];

  attach(socket) {
    this.#socket = socket;
    socket.on("text", (text) => this.#take(text));
    socket.on("closed", ({ code }) => {
      this.closeCode = code;
      for (const one of this.#waiting) one.fail(new LineBroken(code));
      this.emit("closed", code);
    });
  }

  get open() {
    return this.#socket?.open ?? false;
  }

  get socket() {
    return this.#socket;
  }

  tell(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  /** The first frame from now on that `fits`; rejected when the line breaks or time is up. */
  next(fits, timeoutMs = 10_000, what = "a frame") {
    return new Promise((resolve, reject) => {
      const done = (work) => (value) => {
        clearTimeout(timer);
        this.#waiting.delete(one);
        work(value);
      };
      const one = { fits, take: done(resolve), fail: done(reject) };
      const timer = setTimeout(
        () => one.fail(new TimedOut(`${what} did not come within ${timeoutMs} ms`)), timeoutMs);
      this.#waiting.add(one);
      if (!this.open) one.fail(new LineBroken(this.closeCode));
    });
  }

  async ask(frame, fits, timeoutMs) {
    const answer = this.next((one) => fits(one), timeoutMs, `the answer to ${frame.verb}`);
    this.tell(frame);
    return answer;
  }

  close(code = 1000) {
    this.#socket?.close(code);
  }

  destroy() {
    this.#socket?.destroy();
  }

  #take(text) {
    const frame = JSON.parse(text);
    this.frames.push(frame);
    this.seen?.(frame);
    this.emit("frame", frame);
    for (const one of [...this.#waiting]) if (one.fits(frame)) one.take(frame);
  }
}

export class ShopperLine extends Line {
  /** By seq, as they came over this line; the same seq twice must be the same event. */
  events = new Map();
  doubled = [];

  static async open(base, hello = {}, options = {}) {
    const line = new ShopperLine();
    line.attach(await WebSocketClient.open(socketUrl(base, "/v1/chat"), options));
    const answer = await line.ask({ verb: "hello", ...hello },
      ({ verb }) => verb === "welcome" || verb === "nack");
    if (answer.verb === "nack") {
      line.close();
      throw new Refused(answer);
    }
    line.welcome = answer;
    line.conversation = answer.conversation;
    line.session = answer.session ?? hello.session;
    return line;
  }

  seen(frame) {
    if (frame.verb !== "event") return;
    const before = this.events.get(frame.seq);
    if (before && JSON.stringify(before) !== JSON.stringify(frame)) this.doubled.push(frame);
    this.events.set(frame.seq, frame);
  }

  /** The ack; a nack is thrown as Refused. */
  async send(message, timeoutMs = 10_000) {
    const answer = await this.ask({ verb: "send", ...message },
      ({ verb, id }) => (verb === "ack" || verb === "nack") && id === message.id, timeoutMs);
    if (answer.verb === "nack") throw new Refused(answer);
    return answer;
  }

  say(text, more = {}) {
    return this.send({ id: newId(), text, ...more });
  }

  /** An event that is here or still comes. */
  async event(fits, timeoutMs = 10_000, what = "an event") {
    for (const one of this.events.values()) if (fits(one)) return one;
    return this.next((one) => one.verb === "event" && fits(one), timeoutMs, what);
  }

  /** Says something and gives the clerk's first answer after it. */
  async ask_clerk(text, more = {}) {
    const { seq } = await this.say(text, more);
    return this.event((one) => one.seq > seq && one.from === "bot", 10_000, `an answer to ${text}`);
  }
}

/** One HTTP request with a JSON body; {status, body, headers}, never thrown for a status. */
export async function request(base, method, path, { body, headers = {}, session } = {}) {
  const response = await fetch(new URL(path, base), {
    method,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(session ? { Authorization: `Bearer ${session}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(40_000),
  });
  const text = await response.text();
  let json = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Not every answer has a JSON body.
  }
  return { status: response.status, body: json, text, headers: response.headers };
}

/** The whole transcript over plain HTTP, page by page. */
export async function transcript(base, conversation, session) {
  const events = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const path = `/v1/conversations/${conversation}/events?after=${after}&wait=0&max=200`;
    const { status, body } = await request(base, "GET", path, { session });
    if (status !== 200) throw new Error(`transcript of ${conversation}: HTTP ${status}`);
    if (body.events.length === 0) return events;
    events.push(...body.events);
  }
}

export class DeskLine extends Line {
  static async signIn(base, login, password) {
    const origin = new URL(base).origin;
    const answer = await request(base, "POST", "/v1/desk/sign-in",
      { body: { login, password }, headers: { Origin: origin } });
    if (answer.status !== 200) throw new Refused({ code: String(answer.status) });
    const cookie = (answer.headers.getSetCookie?.() ?? [answer.headers.get("set-cookie")])
      .map((one) => one.split(";")[0]).join("; ");
    const signedIn = { base, origin, cookie, csrf: answer.body.csrf, agent: answer.body.agent };
    return DeskLine.open(signedIn);
  }

  static async open(signedIn) {
    const { base, origin, cookie, csrf } = signedIn;
    const headers = { Origin: origin, Cookie: cookie };
    const { body } = await request(base, "POST", "/v1/desk/pass",
      { body: {}, headers: { ...headers, "X-CSRF-Token": csrf } });
    const line = new DeskLine();
    line.attach(await WebSocketClient.open(socketUrl(base, "/v1/desk"), { headers }));
    line.signedIn = signedIn;
    line.welcome = await line.ask({ verb: "hello", pass: body.pass },
      ({ verb }) => verb === "welcome" || verb === "nack");
    if (line.welcome.verb === "nack") throw new Refused(line.welcome);
    return line;
  }

  #about(ticket) {
    return (frame) => frame.ticket === ticket || frame.ticket?.id === ticket;
  }

  openTicket(ticket) {
    return this.ask({ verb: "open", ticket },
      (one) => ["opened", "nack"].includes(one.verb) && this.#about(ticket)(one));
  }

  claim(ticket, version) {
    return this.ask({ verb: "claim", ticket, version },
      (one) => ["won", "lost", "nack"].includes(one.verb) && this.#about(ticket)(one));
  }

  reply(ticket, text, expectSeq, id = newId()) {
    return this.ask({ verb: "reply", ticket, id, text, expect_seq: expectSeq },
      (one) => ["ack", "stale", "nack"].includes(one.verb) && one.id === id);
  }
}
