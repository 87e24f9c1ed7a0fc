/**
 * The desk's line to the clerk: sign-in over HTTP, then one WebSocket that is opened anew, with a
 * fresh pass, whenever it breaks. Ends with `onSignedOut` when the cookie is not valid any more.
 */
import { Backoff } from "../protocol/backoff";
import { fieldsOf, textOf } from "../protocol/frames";
import { decodeDeskFrame, readAgent } from "./frames";
import type { Agent, DeskFrame, ToServer } from "./frames";

export interface SignedIn {
  agent: Agent;
  csrf: string;
}

export type SignIn = SignedIn | { refused: "wrong" | "later" | "unreachable"; waitMs: number };

async function readSignIn(response: Response): Promise<SignIn> {
  const fields = fieldsOf(await response.json().catch(() => null));
  const agent = readAgent(fields?.agent);
  if (response.ok && agent) return { agent, csrf: textOf(fields?.csrf) };
  const later = response.status === 429 || response.status === 503;
  return { refused: later ? "later" : "wrong", waitMs: Number(fields?.retry_after) || 0 };
}

const post = (path: string, body: object, csrf: string) =>
  fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", ...(csrf ? { "X-CSRF-Token": csrf } : {}) },
    body: JSON.stringify(body),
  });

export async function signIn(login: string, password: string): Promise<SignIn> {
  try {
    return await readSignIn(await post("/v1/desk/sign-in", { login, password }, ""));
  } catch {
    return { refused: "unreachable", waitMs: 0 };
  }
}

/** Whether the cookie of an earlier sign-in still holds. */
export async function whoAmI(): Promise<SignIn> {
  try {
    return await readSignIn(await fetch("/v1/desk/me", { credentials: "same-origin" }));
  } catch {
    return { refused: "unreachable", waitMs: 0 };
  }
}

export async function signOut(csrf: string): Promise<void> {
  await post("/v1/desk/sign-out", {}, csrf).catch(() => undefined);
}

export interface LinkEnd {
  frame(frame: DeskFrame): void;
  broken(): void;
  signedOut(): void;
}

const pingMs = 25_000;
const answerMs = 10_000;
const steadyMs = 10_000;

export class DeskLink {
  readonly #csrf: string;
  readonly #end: LinkEnd;
  readonly #backoff = new Backoff();
  #socket: WebSocket | null = null;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #welcomedAt = 0;

  constructor(csrf: string, end: LinkEnd) {
    this.#csrf = csrf;
    this.#end = end;
    void this.#connect();
  }

  send(frame: ToServer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#hangUp();
  }

  /** The network is gone: no need to wait until it is found out. */
  lost(): void {
    if (this.#socket) this.#again();
  }

  /** The network is back: no need to wait for the timer. */
  hurry(): void {
    if (this.#stopped || this.#socket || !this.#timer) return;
    clearTimeout(this.#timer);
    void this.#connect();
  }

  async #connect(): Promise<void> {
    this.#timer = undefined;
    let pass = "";
    try {
      const response = await post("/v1/desk/pass", {}, this.#csrf);
      if (response.status === 401 || response.status === 403) {
        if (!this.#stopped) this.#end.signedOut();
        return;
      }
      pass = textOf(fieldsOf(await response.json())?.pass);
    } catch {
      // Not reachable: tried again below.
    }
    if (this.#stopped) return;
    if (pass) this.#open(pass);
    else this.#again();
  }

  #open(pass: string): void {
    const url = new URL("/v1/desk", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url, "shopclerk.v1");
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ verb: "hello", pass } satisfies ToServer));
    socket.onmessage = ({ data }) => {
      const frame = typeof data === "string" ? decodeDeskFrame(data) : null;
      if (!frame || this.#socket !== socket) return;
      this.#heardAt = Date.now();
      if (frame.verb === "welcome") this.#welcomedAt = Date.now();
      this.#end.frame(frame);
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#again();
    };
    this.#heardAt = Date.now();
    this.#ping = setInterval(() => this.#check(socket), pingMs);
  }

  /** A line that says nothing although asked is dead, whatever it looks like. */
  #check(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    if (Date.now() - this.#heardAt > pingMs + answerMs) this.#again();
    else this.send({ verb: "ping" });
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    clearInterval(this.#ping);
    socket?.close();
  }

  #again(): void {
    this.#hangUp();
    if (this.#stopped) return;
    if (this.#welcomedAt && Date.now() - this.#welcomedAt > steadyMs) this.#backoff.reset();
    this.#end.broken();
    this.#timer = setTimeout(() => void this.#connect(), this.#backoff.next());
  }
}
