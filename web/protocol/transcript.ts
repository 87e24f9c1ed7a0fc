/**
 * The events of one conversation as they are known here: a window that is dense from `from` to
 * `to`, and, above it, what has arrived out of order. A seq is taken once; a gap says what to pull.
 */
import type { ChatEvent } from "./frames";

export class Transcript {
  #events: ChatEvent[] = [];
  #ahead = new Map<number, ChatEvent>();
  #from: number;

  /** Begins after `seq`: older events are not missed, they were never asked for. */
  constructor(seq = 0) {
    this.#from = seq;
  }

  /** The dense part, oldest first. */
  get events(): readonly ChatEvent[] {
    return this.#events;
  }

  /** Everything up to here is known (or older than the window). */
  get to(): number {
    return this.#from + this.#events.length;
  }

  /** The oldest seq of the window minus one: what "earlier" means. */
  get before(): number {
    return this.#from;
  }

  /** Adds one event; false when it was known already. */
  add(event: ChatEvent): boolean {
    if (event.seq <= this.#from) return this.#prepend(event);
    if (event.seq <= this.to || this.#ahead.has(event.seq)) return false;
    this.#ahead.set(event.seq, event);
    for (;;) {
      const next = this.#ahead.get(this.to + 1);
      if (!next) return true;
      this.#ahead.delete(next.seq);
      this.#events.push(next);
    }
  }

  /** After which seq to pull, when something is missing: a gap, or less than the server has. */
  missingAfter(newest: number): number | null {
    return this.#ahead.size > 0 || newest > this.to ? this.to : null;
  }

  /** Older pages come oldest first; each event is held until it touches the window. */
  #earlier = new Map<number, ChatEvent>();

  #prepend(event: ChatEvent): boolean {
    if (event.seq < 1 || this.#earlier.has(event.seq)) return false;
    this.#earlier.set(event.seq, event);
    for (;;) {
      const next = this.#earlier.get(this.#from);
      if (!next) return true;
      this.#earlier.delete(next.seq);
      this.#events.unshift(next);
      this.#from -= 1;
    }
  }
}
