/**
 * What the shopper has said and the clerk has not yet acknowledged. Every message is stored under
 * a key of its own until then, so a reload, a crash or a second tab loses none and overwrites
 * none; a retry carries the same id, so none is doubled. Sent in order, one at a time: the order
 * of the words is the shopper's.
 */
import { newId } from "./frames";
import type { Keep } from "./keep";

export interface Unsent {
  id: string;
  text: string;
  choice?: string;
  /** Of a tapped button: the seq of the question that offered it. It answers no other one. */
  asked?: number;
  at: number;
  /** Refused for good: shown with the reason, kept until tried anew or thrown away. */
  refused?: string;
}

export type Tapped = Required<Pick<Unsent, "choice" | "asked">>;

export const unsentMax = 50;

const isUnsent = (value: unknown): value is Unsent => {
  const one = value as Partial<Unsent> | null;
  return typeof one?.id === "string" && typeof one.text === "string" && typeof one.at === "number";
};

export class Outbox {
  readonly #keep: Keep;
  readonly #prefix: string;
  #messages: Unsent[] = [];

  constructor(keep: Keep, prefix: string) {
    this.#keep = keep;
    this.#prefix = prefix;
    for (const key of keep.keys().filter((one) => one.startsWith(prefix))) {
      try {
        const message: unknown = JSON.parse(keep.get(key) ?? "");
        if (isUnsent(message)) this.#messages.push(message);
      } catch {
        keep.remove(key);
      }
    }
    this.#messages.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  get messages(): readonly Unsent[] {
    return this.#messages;
  }

  get full(): boolean {
    return this.#messages.length >= unsentMax;
  }

  /** The one to send next; null: nothing waits. */
  get head(): Unsent | null {
    return this.#messages.find((one) => !one.refused) ?? null;
  }

  add(text: string, now: number, tapped?: Tapped): Unsent {
    // Later than all others even when the clock stands still: the order survives a reload.
    const at = Math.max(now, ...this.#messages.map((one) => one.at + 1));
    const message: Unsent = { id: newId(), text, at, ...tapped };
    this.#messages.push(message);
    this.#save(message);
    return message;
  }

  /** Stored by the clerk: forget it. Answers it, when it was ours. */
  done(id: string): Unsent | null {
    const message = this.#messages.find((one) => one.id === id) ?? null;
    if (message) this.drop(id);
    return message;
  }

  drop(id: string): void {
    this.#messages = this.#messages.filter((one) => one.id !== id);
    this.#keep.remove(this.#prefix + id);
  }

  refuse(id: string, code: string): void {
    const message = this.#messages.find((one) => one.id === id);
    if (!message) return;
    message.refused = code;
    this.#save(message);
  }

  /** A refused message is tried anew under a new id: the old one may stand for other words. */
  again(id: string, now: number): void {
    const message = this.done(id);
    if (!message) return;
    const { text, choice, asked } = message;
    this.add(text, now, choice ? { choice, asked: asked ?? 0 } : undefined);
  }

  clear(): void {
    for (const one of [...this.#messages]) this.drop(one.id);
  }

  #save(message: Unsent): void {
    this.#keep.set(this.#prefix + message.id, JSON.stringify(message));
  }
}
