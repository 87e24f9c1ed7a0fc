/**
 * What the widget remembers of its conversation over a reload: the session's secret, how far it
 * has come, and for whom. The words themselves are not kept: they come again from the clerk.
 */
import type { Keep } from "../protocol/keep";

export interface Remembered {
  session: string;
  conversation: string;
  /** The newest seq that was received, and the newest that was on the screen. */
  last: number;
  seen: number;
  /** The customer's id in the token that signed this conversation in; empty: a guest. */
  subject: string;
}

const nobody: Remembered = { session: "", conversation: "", last: 0, seen: 0, subject: "" };

/** Two tabs read the same conversation, each at its own pace. */
const furthest = (one: Remembered, other: Remembered | null): Remembered => ({
  ...one,
  last: Math.max(one.last, other?.last ?? 0),
  seen: Math.max(one.seen, other?.seen ?? 0),
});

export class Memory {
  readonly #keep: Keep;
  readonly #key: string;
  #now: Remembered | null = null;

  constructor(keep: Keep, key: string) {
    this.#keep = keep;
    this.#key = key;
    this.#now = this.#read();
  }

  #read(): Remembered | null {
    try {
      const one = JSON.parse(this.#keep.get(this.#key) ?? "null") as Remembered | null;
      if (!one || typeof one.session !== "string" || typeof one.conversation !== "string") return null;
      const count = (value: unknown) => (Number.isSafeInteger(value) ? Number(value) : 0);
      return {
        session: one.session,
        conversation: one.conversation,
        last: count(one.last),
        seen: count(one.seen),
        subject: String(one.subject ?? ""),
      };
    } catch {
      this.#keep.remove(this.#key);
      return null;
    }
  }

  get now(): Remembered | null {
    return this.#now;
  }

  /** What another tab has stored counts here too: true when it left another session. */
  refresh(): boolean {
    const stored = this.#read();
    if (!stored) return false;
    const another = stored.session !== this.#now?.session;
    this.#now = another ? stored : furthest(stored, this.#now);
    return another;
  }

  /** The conversation was left in another tab: nothing is stored any more. */
  get left(): boolean {
    return this.#now !== null && this.#read() === null;
  }

  set(change: Partial<Remembered>): void {
    const stored = this.#read();
    const mine = !stored || !this.#now || stored.session === this.#now.session;
    const before = furthest(this.#now ?? nobody, mine ? stored : null);
    this.#now = { ...before, ...change };
    // The session that another tab has got since is the one that opens the conversation.
    if (mine || change.session) this.#keep.set(this.#key, JSON.stringify(this.#now));
  }

  forget(): void {
    this.#now = null;
    this.#keep.remove(this.#key);
  }
}

/** The `sub` of a JWT, read without checking it: only to tell one customer's token from another's. */
export function subjectOf(token: string): string {
  try {
    const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const claims = JSON.parse(atob(part)) as { sub?: unknown };
    return typeof claims.sub === "string" ? claims.sub : "";
  } catch {
    return "";
  }
}
