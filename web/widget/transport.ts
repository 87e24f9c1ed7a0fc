/**
 * The two ways to the clerk: a WebSocket, or HTTP request by request where none passes. Both take
 * the same frames and give the same frames back, so that the client above does not care which it
 * has. A transport says hello when it opens, is used once, and ends with exactly one `closed`.
 */
import { decodeFrame, readEvent, readFrame, readNack, fieldsOf } from "../protocol/frames";
import type { ClientFrame, Hello, ServerFrame } from "../protocol/frames";

export interface Transport {
  send(frame: ClientFrame): void;
  close(): void;
}

export interface TransportEnd {
  frame(frame: ServerFrame): void;
  /** `opened`: the way was there, whatever happened later. */
  closed(opened: boolean): void;
}

export type OpenTransport = (hello: Hello, end: TransportEnd) => Transport;

const connectTimeoutMs = 10_000;
const pollSeconds = 25;
const requestTimeoutMs = 15_000;

export const socketTransport =
  (server: string): OpenTransport =>
  (hello, end) => {
    const url = new URL("/v1/chat", server);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url, "shopclerk.v1");
    let opened = false;
    let ended = false;
    const finish = () => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      socket.close();
      end.closed(opened);
    };
    const timer = setTimeout(finish, connectTimeoutMs);
    socket.onopen = () => {
      opened = true;
      clearTimeout(timer);
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => {
      const frame = ended || typeof data !== "string" ? null : decodeFrame(data);
      if (frame) end.frame(frame);
    };
    socket.onclose = finish;
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      },
      // A socket that hangs would close much later: it counts as closed now.
      close: finish,
    };
  };

/** Long-polling: one request waits for events while others carry what is said. */
class Poller implements Transport {
  readonly #server: string;
  readonly #end: TransportEnd;
  readonly #gone = new AbortController();
  #hello: Hello;
  #opened = false;
  #session = "";
  #conversation = "";
  #after = 0;

  constructor(server: string, hello: Hello, end: TransportEnd) {
    this.#server = server;
    this.#hello = hello;
    this.#end = end;
    this.#after = hello.last_seq ?? 0;
    void this.#guard(async () => {
      if (await this.#greet(hello)) await this.#poll();
    });
  }

  send(frame: ClientFrame): void {
    void this.#guard(async () => {
      if (frame.verb === "send") await this.#say(frame);
      else if (frame.verb === "pull") await this.#events(frame.after, 0, frame.max);
      else if (frame.verb === "ping") this.#tell({ verb: "pong" });
      else if (frame.verb === "lang") {
        const { session, conversation } = { session: this.#session, conversation: this.#conversation };
        await this.#greet({ ...this.#hello, session, conversation, lang: frame.lang });
      }
    });
  }

  close(): void {
    if (this.#gone.signal.aborted) return;
    this.#gone.abort();
    this.#end.closed(this.#opened);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.close();
    }
  }

  #tell(frame: ServerFrame | null): void {
    if (frame && !this.#gone.signal.aborted) this.#end.frame(frame);
  }

  async #ask(method: string, path: string, waitMs: number, body?: object): Promise<[boolean, object]> {
    const request = new AbortController();
    const abort = () => request.abort();
    this.#gone.signal.addEventListener("abort", abort);
    const timer = setTimeout(abort, waitMs);
    try {
      const response = await fetch(new URL(path, this.#server), {
        method,
        signal: request.signal,
        credentials: "omit",
        headers: {
          ...(body ? { "Content-Type": "application/json" } : {}),
          ...(this.#session ? { Authorization: `Bearer ${this.#session}` } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return [response.ok, fieldsOf(await response.json()) ?? {}];
    } finally {
      clearTimeout(timer);
      this.#gone.signal.removeEventListener("abort", abort);
    }
  }

  async #greet({ verb: _, last_seq: __, token, ...hello }: Hello): Promise<boolean> {
    const body = this.#opened || !token ? hello : { ...hello, token };
    const [ok, answer] = await this.#ask("POST", "/v1/conversations", requestTimeoutMs, body);
    this.#opened = true;
    if (!ok) {
      this.#tell(readNack({ ...answer }));
      return false;
    }
    const frame = readFrame({ ...answer, verb: "welcome" });
    if (frame?.verb !== "welcome") throw new Error("no welcome");
    if (frame.conversation !== this.#hello.conversation) {
      this.#after = 0;
      this.#hello = { ...this.#hello, conversation: frame.conversation };
    }
    this.#session = frame.session ?? hello.session ?? "";
    this.#conversation = frame.conversation;
    this.#tell(frame);
    return true;
  }

  get #path(): string {
    return `/v1/conversations/${encodeURIComponent(this.#conversation)}`;
  }

  async #say({ verb: _, ...message }: ClientFrame & { verb: "send" }): Promise<void> {
    const [ok, answer] = await this.#ask("POST", `${this.#path}/messages`, requestTimeoutMs, message);
    const frame = readFrame({ ...answer, verb: ok ? "ack" : "nack" });
    this.#tell(frame?.verb === "nack" ? { ...frame, id: message.id } : frame);
  }

  async #events(after: number, wait: number, max = 200): Promise<number> {
    const query = `after=${after}&wait=${wait}&max=${max}`;
    const waitMs = wait * 1000 + requestTimeoutMs;
    const [ok, answer] = await this.#ask("GET", `${this.#path}/events?${query}`, waitMs);
    if (!ok) {
      this.#tell(readNack({ ...answer }));
      throw new Error("no events");
    }
    const { events, owner, position } = answer as Record<string, unknown>;
    let last = after;
    for (const one of Array.isArray(events) ? events : []) {
      const event = readEvent(one);
      if (!event) continue;
      last = Math.max(last, event.seq);
      this.#tell({ verb: "event", event });
    }
    if (owner) this.#tell(readFrame({ verb: "status", owner, position }));
    return last;
  }

  async #poll(): Promise<void> {
    while (!this.#gone.signal.aborted) {
      this.#after = await this.#events(this.#after, pollSeconds);
    }
  }
}

export const httpTransport =
  (server: string): OpenTransport =>
  (hello, end) =>
    new Poller(server, hello, end);
