/**
 * Sends what the shopper says: stored before it is sent, one message at a time and in order, again
 * with its id after every break, forgotten on its ack or when the shopper throws it away.
 */
import type { Nack, Send } from "../protocol/frames";
import type { Keep } from "../protocol/keep";
import { Outbox } from "../protocol/outbox";
import type { Tapped, Unsent } from "../protocol/outbox";

export interface Line {
  readonly online: boolean;
  send(frame: Send): void;
  /** Of the question that a tap answers: still the last thing said? `unknown`: not all is heard. */
  asks(seq: number): "open" | "gone" | "unknown";
}

const retrySoonMs = 1_000;

/** Refusals that pass by themselves: the same again, later. */
const passing = new Set(["rate_limited", "busy", "unavailable", "internal"]);

export const passes = (nack: Nack): boolean => passing.has(nack.code);

export class Sender {
  readonly #outbox: Outbox;
  readonly #line: Line;
  #inFlight = "";
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(keep: Keep, prefix: string, line: Line) {
    this.#outbox = new Outbox(keep, prefix);
    this.#line = line;
  }

  get messages(): readonly Unsent[] {
    return this.#outbox.messages;
  }

  /** False: too much is unsent already. */
  add(text: string, tapped?: Tapped): boolean {
    if (this.#outbox.full) return false;
    this.#outbox.add(text, Date.now(), tapped);
    return true;
  }

  retry(id: string): void {
    this.#outbox.again(id, Date.now());
    this.flush();
  }

  drop(id: string): void {
    this.#outbox.drop(id);
    this.#landed(id);
  }

  clear(): void {
    this.#outbox.clear();
  }

  /** The clerk has it: its ack, or its own event from elsewhere. Answers it, when it was ours. */
  stored(id: string): Unsent | null {
    const message = this.#outbox.done(id);
    this.#landed(id);
    return message;
  }

  refused(nack: Nack): void {
    const { id, retry_after = retrySoonMs } = nack;
    if (!id || id !== this.#inFlight) return;
    if (passes(nack)) {
      this.#inFlight = "";
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => {
        this.#rest = undefined;
        this.flush();
      }, retry_after);
      return;
    }
    this.#outbox.refuse(id, nack.code);
    this.#landed(id);
  }

  /** The line is gone, and nobody knows what arrived. */
  broke(): void {
    this.#inFlight = "";
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }

  /** Sends what may be sent now. */
  flush(): void {
    const { head } = this.#outbox;
    if (!head || this.#inFlight || this.#rest !== undefined || !this.#line.online) return;
    const { id, text, choice, asked } = head;
    const question = asked === undefined ? "open" : this.#line.asks(asked);
    if (question === "unknown") return;
    if (question === "gone") {
      this.#outbox.refuse(id, "stale");
      return this.flush();
    }
    this.#inFlight = id;
    this.#line.send({ verb: "send", id, text, ...(choice ? { choice } : {}) });
  }

  #landed(id: string): void {
    if (this.#inFlight === id) this.#inFlight = "";
    this.flush();
  }
}
