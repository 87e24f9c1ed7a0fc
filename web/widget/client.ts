/**
 * The widget's side of a conversation, without a pixel: connects and reconnects, resumes by seq,
 * fills gaps, and has the sender (sender.ts) say what is unsent. The view reads its getters
 * whenever `onChange` is called.
 */
import { Backoff } from "../protocol/backoff";
import type { ChatEvent, ClientFrame, Hello, Lang, Limits, Nack, Owner, ServerFrame, Welcome }
  from "../protocol/frames";
import type { Keep } from "../protocol/keep";
import type { Tapped, Unsent } from "../protocol/outbox";
import { ServerClock } from "../protocol/server_clock";
import { Transcript } from "../protocol/transcript";
import { Memory, subjectOf } from "./memory";
import { passes, Sender } from "./sender";
import type { Line } from "./sender";
import { Timers } from "./timers";
import type { OpenTransport, Transport } from "./transport";

export interface ClientSetup {
  socket: OpenTransport;
  http: OpenTransport;
  keep: Keep;
  /** Names this shop's things in `keep`. */
  key: string;
  lang: Lang;
  onChange(): void;
  /** The token was refused or the session has ended: the page may set a fresh token. */
  onTokenNeeded(): void;
}

export type Link = "idle" | "connecting" | "online" | "waiting";

const historyShown = 40;
const socketTries = 2;
/** Over HTTP: how soon a socket is tried again, at first and at most. */
const socketAgainMs = 60_000;
const socketAgainMostMs = 3_600_000;
const steadyMs = 10_000;
const pingMs = 25_000;
const answerMs = 10_000;
const gapMs = 600;
const typingMs = 6_000;

/** A message that was acknowledged this soon was not stored long before. */
const freshMs = 5_000;

export class ChatClient {
  readonly #setup: ClientSetup;
  readonly #memory: Memory;
  readonly #sender: Sender;
  readonly #backoff = new Backoff();
  readonly #timers = new Timers();
  #transport: Transport | null = null;
  #transcript: Transcript;
  #link: Link = "idle";
  #wanted = false;
  #token = "";
  #lang: Lang;
  readonly #clock = new ServerClock();
  #newest = 0;
  /** What the welcome told of: later events are said live. */
  #past = 0;
  #toldSeen = 0;
  #welcomedAt = 0;
  #socketFailures = 0;
  #overHttp = false;
  #socketAgainMs = socketAgainMs;
  #newHello = 0;

  owner: Owner = "bot";
  position = 0;
  signedIn = false;
  agentTyping = false;
  agentName = "";
  limits: Limits = { text_bytes: 4096, messages_per_second: 5, burst: 20 };

  constructor(setup: ClientSetup) {
    this.#setup = setup;
    this.#lang = setup.lang;
    this.#memory = new Memory(setup.keep, setup.key);
    this.#sender = new Sender(setup.keep, `${setup.key}:out:`, this.#line());
    this.#transcript = new Transcript();
    this.#restart();
  }

  get link(): Link {
    return this.#link;
  }
  get events(): readonly ChatEvent[] {
    return this.#transcript.events;
  }
  get unsent(): readonly Unsent[] {
    return this.#sender.messages;
  }
  get conversation(): string {
    return this.#memory.now?.conversation ?? "";
  }
  /** The newest seq that the clerk has told of, here or not. */
  get newest(): number {
    return this.#newest;
  }
  get hasEarlier(): boolean {
    return this.#transcript.before > 0;
  }
  /** The question whose buttons may be tapped: the last thing said, and the clerk's. */
  get question(): ChatEvent | null {
    if (this.#transcript.missingAfter(this.#newest) !== null) return null;
    const last = this.events.filter((one) => one.type === "message").at(-1);
    return this.owner === "bot" && last?.from === "bot" && last.buttons ? last : null;
  }
  /** The clerk's time now, on which this computer's clock may have other views. */
  get now(): number {
    return this.#clock.now();
  }
  /** There is a conversation to come back to, or something left to say. */
  get hasPast(): boolean {
    return this.#memory.now !== null || this.unsent.length > 0;
  }
  get unread(): number {
    const seen = this.#memory.now?.seen ?? 0;
    return this.events.filter((one) => one.seq > seen && one.from !== "shopper").length;
  }

  start(): void {
    this.#wanted = true;
    if (!this.#transport && !this.#timers.has("reconnect")) this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#timers.cancelAll();
    this.#hangUp();
    this.#link = "idle";
  }

  /** The network is back, or the page was woken: no need to wait for the timer. */
  hurry(): void {
    if (!this.#wanted || this.#link === "connecting") return;
    if (this.#link === "online") {
      this.#tell({ verb: "ping" });
      this.#expectAnswer();
      return;
    }
    this.#cancel("reconnect");
    this.#connect();
  }

  /** The line is known to be gone: no need to wait until it is found out. */
  lost(): void {
    if (this.#wanted && this.#link !== "waiting") this.#closed();
  }

  /** Another tab has signed in, signed out, or read on. */
  storedElsewhere(): void {
    if (this.#memory.left && this.#memory.now?.subject) {
      this.#token = "";
      this.#begin();
    } else if (!this.#adopt()) {
      return this.#changed();
    }
    this.#reconnect(0);
    this.#changed();
  }

  /** Goes over to the session that another tab has stored; false: there is none. */
  #adopt(): boolean {
    const before = this.conversation;
    if (!this.#memory.refresh()) return false;
    const subject = this.#memory.now?.subject;
    // Who signed in last is who sits here: two tabs must not sign each other out for ever.
    if (subject && subject !== subjectOf(this.#token)) this.#token = "";
    if (this.conversation !== before) this.#restart();
    return true;
  }

  say(text: string, tapped?: Tapped): boolean {
    if (!this.#sender.add(text, tapped)) return false;
    this.start();
    this.#sender.flush();
    this.#changed();
    return true;
  }

  retry(id: string): void {
    this.#sender.retry(id);
    this.#changed();
  }

  drop(id: string): void {
    this.#sender.drop(id);
    this.#changed();
  }

  typing(on: boolean): void {
    if (this.#link !== "online" || this.owner !== "agent") return;
    if (on && this.#timers.has("typed")) return;
    this.#cancel("typed");
    if (on) this.#after("typed", typingMs / 2);
    this.#tell({ verb: "typing", on });
  }

  /** Everything here is on the shopper's screen. */
  seen(): void {
    const to = this.#transcript.to;
    if (!this.#memory.now || this.#memory.now.seen >= to) return;
    this.#memory.set({ seen: to });
    this.#tellSeen();
  }

  /** Once for each place, also when it was reached while the line was gone. */
  #tellSeen(): void {
    const seq = this.#memory.now?.seen ?? 0;
    if (this.#link !== "online" || seq <= this.#toldSeen) return;
    this.#toldSeen = seq;
    this.#tell({ verb: "seen", seq });
  }

  earlier(): void {
    const before = this.#transcript.before;
    const after = Math.max(0, before - historyShown);
    if (before > 0 && this.#link === "online") {
      this.#tell({ verb: "pull", after, max: before - after });
    }
  }

  setLang(lang: Lang): void {
    if (lang === this.#lang) return;
    this.#lang = lang;
    if (this.#link === "online") this.#tell({ verb: "lang", lang });
  }

  /**
   * Signs in, or out with an empty token. A guest's conversation is signed in with what was said;
   * another customer's is left, together with what that one had not sent yet.
   */
  setToken(token: string): void {
    if (token && token === this.#token) return;
    const past = this.#memory.now;
    const subject = subjectOf(token);
    this.#token = token;
    // Still the same shopper: the session opens the conversation, the token stays unused.
    if (past?.subject === subject && (subject || !token)) return;
    if (past?.subject) {
      this.#sender.clear();
      this.#begin();
    }
    if (this.#wanted) this.#reconnect(0);
  }

  #hello(): Hello {
    const past = this.#memory.now;
    const hello: Hello = { verb: "hello", lang: this.#lang };
    if (past) {
      hello.session = past.session;
      hello.conversation = past.conversation;
      hello.last_seq = this.#transcript.to;
    }
    if (this.#token && (!past || past.subject !== subjectOf(this.#token))) hello.token = this.#token;
    return hello;
  }

  #connect(): void {
    this.#adopt();
    this.#link = "connecting";
    const overHttp = (this.#overHttp = this.#socketFailures >= socketTries);
    const hello = this.#hello();
    let mine: Transport | null = null;
    const open = overHttp ? this.#setup.http : this.#setup.socket;
    this.#transport = mine = open(hello, {
      frame: (frame) => {
        if (this.#transport === mine) this.#received(frame, hello);
      },
      closed: (opened) => {
        if (!overHttp) this.#socketFailures = opened ? 0 : this.#socketFailures + 1;
        // When that way ends too, the WebSocket gets another chance.
        else this.#socketFailures = opened ? socketTries - 1 : 0;
        if (this.#transport !== mine) return;
        this.#transport = null;
        this.#closed();
      },
    });
    this.#changed();
  }

  #closed(): void {
    if (this.#welcomedAt && Date.now() - this.#welcomedAt > steadyMs) this.#backoff.reset();
    this.#reconnect(this.#backoff.next());
  }

  #reconnect(waitMs: number): void {
    this.#hangUp();
    if (!this.#wanted) return;
    this.#link = "waiting";
    this.#after("reconnect", waitMs, () => this.#connect());
    this.#changed();
  }

  #hangUp(): void {
    const transport = this.#transport;
    this.#transport = null;
    this.#welcomedAt = 0;
    this.#toldSeen = 0;
    this.#sender.broke();
    this.agentTyping = false;
    this.#cancel("ping", "answer", "gap", "typed", "socket");
    transport?.close();
  }

  #received(frame: ServerFrame, hello: Hello): void {
    if (this.#link === "online") this.#cancel("answer");
    switch (frame.verb) {
      case "welcome":
        this.#welcomed(frame, hello);
        break;
      case "ack": {
        const message = this.#sender.stored(frame.id);
        if (message && Date.now() - message.at < freshMs) this.#clock.heard(frame.at);
        if (message) this.#add(ownEvent(message, frame.seq, frame.at));
        break;
      }
      case "nack":
        this.#refused(frame);
        break;
      case "event":
        this.#heard(frame.event);
        break;
      case "typing":
        this.agentTyping = frame.on;
        this.#after("agent", typingMs, () => {
          this.agentTyping = false;
          this.#changed();
        });
        break;
      case "status":
        this.owner = frame.owner;
        this.position = frame.position ?? 0;
        break;
      case "pong":
        break;
    }
    this.#changed();
  }

  #welcomed(welcome: Welcome, hello: Hello): void {
    const past = this.#memory.now;
    if (past?.conversation !== welcome.conversation) {
      this.#transcript = new Transcript(Math.max(0, welcome.seq - historyShown));
      this.#memory.set({ conversation: welcome.conversation, last: 0, seen: 0 });
    }
    const session = welcome.session ?? past?.session ?? "";
    const subject = hello.token ? subjectOf(hello.token) : (past?.subject ?? "");
    this.#memory.set({ session, subject });
    this.#newest = this.#past = welcome.seq;
    this.#newHello = 0;
    this.#link = "online";
    this.#welcomedAt = Date.now();
    this.owner = welcome.owner;
    this.position = 0;
    this.signedIn = welcome.signed_in;
    this.limits = welcome.limits;
    if (welcome.lang !== this.#lang) this.#tell({ verb: "lang", lang: this.#lang });
    this.#ping();
    this.#mindTheWay();
    this.#tellSeen();
    this.#heal();
    this.#sender.flush();
  }

  /** A server that was away made sockets fail too: HTTP need not be for ever. */
  #mindTheWay(): void {
    if (!this.#overHttp) {
      this.#socketAgainMs = socketAgainMs;
      return;
    }
    this.#after("socket", this.#socketAgainMs, () => {
      this.#socketAgainMs = Math.min(2 * this.#socketAgainMs, socketAgainMostMs);
      this.#hangUp();
      this.#backoff.reset();
      this.#socketFailures = socketTries - 1;
      this.#reconnect(0);
    });
  }

  #heard(event: ChatEvent): void {
    if (event.conversation && event.conversation !== this.#memory.now?.conversation) return;
    if (event.id && event.from === "shopper") this.#sender.stored(event.id);
    if (event.from === "agent") this.agentTyping = false;
    if (event.seq > this.#past) this.#clock.heard(event.at);
    this.#add(event);
  }

  #add(event: ChatEvent): void {
    this.#newest = Math.max(this.#newest, event.seq);
    if (!this.#transcript.add(event)) return;
    if (event.name && event.seq === this.#transcript.to) this.agentName = event.name;
    const to = this.#transcript.to;
    if (this.#memory.now && to > this.#memory.now.last) this.#memory.set({ last: to });
    this.#heal();
    this.#sender.flush();
  }

  /** Asks for what is missing, once what is under way has had a moment to arrive. */
  #heal(): void {
    if (this.#transcript.missingAfter(this.#newest) === null) return this.#cancel("gap");
    if (this.#timers.has("gap")) return;
    this.#after("gap", gapMs, () => {
      const after = this.#transcript.missingAfter(this.#newest);
      if (after === null || this.#link !== "online") return;
      this.#tell({ verb: "pull", after, max: 200 });
      this.#heal();
    });
  }

  #refused(nack: Nack): void {
    if (this.#link !== "online") return this.#notWelcome(nack);
    if (nack.code === "unauthorized" || nack.code === "conversation_full") return this.#startOver();
    this.#sender.refused(nack);
  }

  #notWelcome(nack: Nack): void {
    const waitMs = nack.retry_after ?? 0;
    if (passes(nack)) return this.#reconnect(Math.max(waitMs, this.#backoff.next()));
    this.#startOver();
  }

  /** The session opens nothing any more: a new conversation, and unsent words go there. */
  #startOver(): void {
    if (this.#adopt()) return this.#anew();
    const signedIn = this.#memory.now?.subject || this.#token;
    this.#token = "";
    this.#begin();
    if (signedIn) this.#setup.onTokenNeeded();
    this.#anew();
  }

  /** At once the first time; whoever refuses that too is not hammered. */
  #anew(): void {
    this.#newHello += 1;
    this.#reconnect(this.#newHello > 1 ? this.#backoff.next() : 0);
  }

  #begin(): void {
    this.#memory.forget();
    this.#restart();
  }

  /** Another conversation: nothing of the one before is shown or held against it. */
  #restart(): void {
    this.#transcript = new Transcript(Math.max(0, (this.#memory.now?.last ?? 0) - historyShown));
    this.#newest = 0;
    this.#toldSeen = 0;
    this.owner = "bot";
    this.position = 0;
    this.signedIn = false;
    this.agentName = "";
  }

  #line(): Line {
    const online = () => this.#link === "online";
    return {
      get online() {
        return online();
      },
      send: (frame) => {
        this.#tell(frame);
        this.#expectAnswer();
      },
      asks: (seq) => {
        // What was missed may hold another question, which a tap on this one must not answer.
        if (this.#transcript.missingAfter(this.#newest) !== null) return "unknown";
        return this.question?.seq === seq ? "open" : "gone";
      },
    };
  }

  #ping(): void {
    this.#after("ping", pingMs, () => {
      this.#tell({ verb: "ping" });
      this.#expectAnswer();
      this.#ping();
    });
  }

  /** Any frame is an answer; none means that the connection is dead, whatever it says. */
  #expectAnswer(): void {
    if (!this.#timers.has("answer")) this.#after("answer", answerMs, () => this.#closed());
  }

  #tell(frame: ClientFrame): void {
    this.#transport?.send(frame);
  }

  #after(name: string, ms: number, work?: () => void): void {
    this.#timers.set(name, ms, work);
  }

  #cancel(...names: string[]): void {
    this.#timers.cancel(...names);
  }

  #changed(): void {
    this.#setup.onChange();
  }
}

/** An acknowledged message as the transcript will show it: the ack has told its seq. */
const ownEvent = ({ id, text, choice }: Unsent, seq: number, at: number): ChatEvent => ({
  conversation: "",
  seq,
  at,
  from: "shopper",
  type: "message",
  text,
  id,
  ...(choice ? { choice } : {}),
});
