/**
 * How long to wait before the next try to connect. The ceiling doubles with every failure; the
 * wait is drawn from its upper half, so that the shoppers of a restarted server don't come back
 * all in the same moment and yet nobody hammers it.
 */
export class Backoff {
  #failures = 0;
  readonly #first: number;
  readonly #most: number;
  readonly #random: () => number;

  constructor(firstMs = 500, mostMs = 30_000, random: () => number = Math.random) {
    this.#first = firstMs;
    this.#most = mostMs;
    this.#random = random;
  }

  get failures(): number {
    return this.#failures;
  }

  next(): number {
    const ceiling = Math.min(this.#most, this.#first * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    return Math.round(ceiling * (0.5 + this.#random() / 2));
  }

  reset(): void {
    this.#failures = 0;
  }
}
