import type { Pending } from "./state";

/** What the agent can do to the chosen ticket: the console does it, the panels ask for it. */
export interface Acts {
  write(kind: Pending["kind"], text: string): void;
  submit(kind: Pending["kind"]): void;
  claim(): void;
  release(): void;
  resolve(): void;
  earlier(): void;
  dismiss(): void;
}
