/**
 * The clerk's time, as far as it can be told from here: a computer whose clock is days off must
 * not call today's words yesterday's. Whatever was stored just now tells how far the two are apart.
 */
export class ServerClock {
  #aheadMs = 0;
  readonly #local: () => number;

  constructor(local: () => number = Date.now) {
    this.#local = local;
  }

  now(): number {
    return this.#local() + this.#aheadMs;
  }

  /** `at` was the clerk's time a moment ago: of an ack, or of something said live. */
  heard(at: number): void {
    if (at > 0) this.#aheadMs = at - this.#local();
  }
}
