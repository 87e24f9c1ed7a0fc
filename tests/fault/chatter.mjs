/**
 * One shopper of the fault test: runs errands one after the other, writes down each message before
 * it goes out and each answer once it is here, and says an unacknowledged message again, with its
 * id, over as many lines and servers as it takes.
 */
import { LineBroken, newId, Refused, ShopperLine, TimedOut } from "../e2e/protocol_client.mjs";

const answerMs = 4_000;
const ackMs = 5_000;
const reconnectMs = [40, 400];
const passing = new Set(["busy", "unavailable", "rate_limited", "internal"]);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Chatter {
  #line = null;
  #session;
  #conversation = "";
  /** By seq, over all lines to this conversation. */
  #events = new Map();
  #stopped = false;
  figures = { lines: 0, retries: 0, repeats: 0, cuts: 0, errands: 0, unanswered: 0 };

  constructor({ n, base, random, journal, orders, localAddress }) {
    Object.assign(this, { n, base, random, journal, orders, localAddress });
    /** Every conversation this shopper has had, with the secret that opens it. */
    this.sessions = new Map();
  }

  stop() {
    this.#stopped = true;
  }

  /** Until stopped; the errand under way is finished first. */
  async run() {
    while (!this.#stopped) {
      await this.#errand();
      this.figures.errands += 1;
    }
    this.#line?.close();
  }

  async #errand() {
    const roll = this.random.next();
    if (roll < 0.30 && this.orders.length) return this.#return(this.orders.pop());
    if (roll < 0.50) return this.#complain();
    if (roll < 0.60) return this.#person();
    if (roll < 0.75) return this.#startOver();
    return this.#greet();
  }

  async #greet() {
    await this.#ask(this.random.of(["你好", "hello", "谢谢", "你会做什么"]));
  }

  async #return({ no, tail }) {
    let last = await this.#ask(`我要退货，订单 ${no}`);
    for (let i = 0; i < 8 && last && last.card?.kind !== "return"; ++i) {
      last = await this.#answer(last, tail);
    }
  }

  async #complain() {
    let last = await this.#ask("我要投诉");
    const words = [`送货太慢了，等了${this.random.below(20) + 2}天`, "跳过"];
    for (let i = 0; i < 6 && last && last.card?.kind !== "complaint"; ++i) {
      last = last.buttons?.length ? await this.#answer(last, "") : await this.#ask(words.shift() ?? "跳过");
    }
  }

  /** The clerk is silent from here: nobody of these shoppers is ever answered by a person. */
  async #person() {
    await this.#ask("转人工", (event) => event.notice === "queued");
    await this.#say(`请快一点 ${this.random.below(1000)}`);
    await this.#startOver();
  }

  async #startOver() {
    this.#line?.close();
    this.#line = null;
    this.#conversation = "";
    this.#session = undefined;
    this.#events = new Map();
  }

  /** A tap where there are buttons, else the digits that were asked for. */
  #answer(last, tail) {
    const [button] = last.buttons ?? [];
    return button && !button.id.startsWith("intent:")
      ? this.#ask(button.label, undefined, button.id)
      : this.#ask(tail || "是");
  }

  /** Says it and gives the clerk's next word; null when none comes in time. */
  async #ask(text, fits = (event) => event.from === "bot", choice) {
    const ack = await this.#say(text, choice);
    const until = Date.now() + answerMs;
    while (Date.now() < until) {
      const newer = (event) => event.seq > ack.seq && fits(event);
      for (const event of this.#events.values()) if (newer(event)) return event;
      const line = await this.#open();
      try {
        return await line.event(newer, until - Date.now());
      } catch (error) {
        if (!(error instanceof LineBroken || error instanceof TimedOut)) throw error;
        this.#line = line.open ? line : null;
      }
    }
    this.figures.unanswered += 1;
    return null;
  }

  /** Said and acknowledged: there is no other way out of here. */
  async #say(text, choice) {
    const id = newId();
    let first = true;
    for (;;) {
      const line = await this.#open();
      const message = { id, text, ...(choice ? { choice } : {}) };
      if (first) this.#note({ kind: "send", ...message });
      else this.figures.retries += 1;
      first = false;
      try {
        if (this.random.chance(0.03)) this.#cutSoon(line);
        const ack = await line.send(message, ackMs);
        this.#note({ kind: "ack", id, seq: ack.seq, at: ack.at });
        if (this.random.chance(0.05)) await this.#repeat(line, message);
        return ack;
      } catch (error) {
        await this.#after_failure(error, line);
      }
    }
  }

  /** Once more although it is acknowledged: must be answered alike. */
  async #repeat(line, message) {
    this.figures.repeats += 1;
    const ack = await line.send(message, ackMs).catch(() => null);
    if (ack) this.#note({ kind: "ack", id: message.id, seq: ack.seq, at: ack.at });
  }

  #cutSoon(line) {
    this.figures.cuts += 1;
    setTimeout(() => line.destroy(), this.random.between(0, 3));
  }

  async #after_failure(error, line) {
    if (error instanceof Refused) {
      if (!passing.has(error.code)) throw error;
      await pause(error.nack.retry_after ?? 200);
      return;
    }
    if (!(error instanceof LineBroken || error instanceof TimedOut)) throw error;
    line.destroy();
    this.#line = null;
  }

  async #open() {
    while (!this.#line?.open) {
      try {
        this.#line = await this.#connect();
      } catch (error) {
        // A refusal of the session itself would be a loss; anything else is a server that is away.
        if (error instanceof Refused && !passing.has(error.code)) throw error;
        await pause(this.random.between(...reconnectMs));
      }
    }
    return this.#line;
  }

  async #connect() {
    const known = this.#conversation
      ? { session: this.#session, conversation: this.#conversation, last_seq: this.#newest } : {};
    const options = { localAddress: this.localAddress };
    const line = await ShopperLine.open(this.base(), { ...known, lang: "zh" }, options);
    this.figures.lines += 1;
    if (!this.#conversation) {
      this.#conversation = line.conversation;
      this.#session = line.session;
      this.sessions.set(line.conversation, line.session);
      this.#note({ kind: "conversation" });
    }
    const conversation = line.conversation;
    const shown = (frame) => {
      if (frame.verb !== "event") return;
      if (this.#conversation === conversation) this.#events.set(frame.seq, frame);
      this.journal.push({ kind: "event", client: this.n, conversation, event: frame });
    };
    line.frames.forEach(shown);
    line.on("frame", shown);
    return line;
  }

  /** The last that came; a line brings its events in order, so nothing before it is missing. */
  get #newest() {
    return Math.max(0, ...this.#events.keys());
  }

  #note(entry) {
    this.journal.push({ client: this.n, conversation: this.#conversation, ...entry });
  }
}
