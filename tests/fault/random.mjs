/** Randomness that can be had again: the same seed makes the same run, as far as time allows. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1): mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(n) {
    return Math.floor(this.next() * n);
  }

  between(low, high) {
    return low + this.next() * (high - low);
  }

  of(list) {
    return list[this.below(list.length)];
  }

  chance(probability) {
    return this.next() < probability;
  }

  /** A stream of its own for each of many: one's draws don't move another's. */
  fork(n) {
    return new Random((this.#state ^ Math.imul(n + 1, 0x9e3779b1)) >>> 0);
  }
}
