/**
 * What the shopper has said and the clerk has not yet acknowledged. Every message is stored under
 * a key of its own until then, so a reload, a crash or a second tab loses none and overwrites
 * none; a retry carries the same id, so none is doubled. Sent in order, one at a time: the order
 * of the words is the shopper's.
 */
import { newId } from "./frames";

export interface Unsent {
  id: string;
  text: string;
  choice?: string;
  at: number;
  /** Refused for good: shown with the reason, kept until tried anew or thrown away. */
  refused?: string;
}

/** The part of `Storage` that is needed; a private window may refuse even that. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

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

  add(text: string, choice: string | undefined, now: number): Unsent {
    // Later than all others even when the clock stands still: the order survives a reload.
    const at = Math.max(now, ...this.#messages.map((one) => one.at + 1));
    const message: Unsent = { id: newId(), text, at, ...(choice ? { choice } : {}) };
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
    if (message) this.add(message.text, message.choice, now);
  }

  clear(): void {
    for (const one of [...this.#messages]) this.drop(one.id);
  }

  #save(message: Unsent): void {
    this.#keep.set(this.#prefix + message.id, JSON.stringify(message));
  }
}

/** localStorage where there is one; else the messages live as long as the page. */
export function pageKeep(): Keep {
  try {
    const storage = globalThis.localStorage;
    storage.setItem("shopclerk:probe", "1");
    storage.removeItem("shopclerk:probe");
    return {
      get: (key) => storage.getItem(key),
      set: (key, value) => {
        try {
          storage.setItem(key, value);
        } catch {
          // Full: the message is still held by this page.
        }
      },
      remove: (key) => storage.removeItem(key),
      keys: () => Object.keys(storage),
    };
  } catch {
    return memoryKeep();
  }
}

export function memoryKeep(): Keep {
  const held = new Map<string, string>();
  return {
    get: (key) => held.get(key) ?? null,
    set: (key, value) => void held.set(key, value),
    remove: (key) => void held.delete(key),
    keys: () => [...held.keys()],
  };
}
