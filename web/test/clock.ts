/** A clock that the test turns: setTimeout, clearTimeout and Date.now of this process. */
interface Timer {
  id: number;
  at: number;
  work: () => void;
}

export class Clock {
  #now = 1_700_000_000_000;
  #timers: Timer[] = [];
  #last = 0;

  install(): void {
    globalThis.setTimeout = ((work: () => void, ms = 0) => {
      this.#timers.push({ id: ++this.#last, at: this.#now + ms, work });
      return this.#last;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((id: number) => {
      this.#timers = this.#timers.filter((one) => one.id !== id);
    }) as unknown as typeof clearTimeout;
    Date.now = () => this.#now;
  }

  reset(): void {
    this.#timers = [];
  }

  tick(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter((one) => one.at <= until)
        .sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = until;
  }
}
