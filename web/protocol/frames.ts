/**
 * What travels between a shopper's client and the clerk: docs/PROTOCOL.md in types.
 *
 * `decodeFrame` is the only way in. It checks the shape of what it lets through, so that the rest
 * never meets a missing seq or a text that is a number; what it does not know is ignored, as the
 * protocol asks. Pure: no sockets, no clock.
 */

export type From = "shopper" | "bot" | "agent" | "system";
export type Owner = "bot" | "queue" | "agent";
export type Lang = "zh" | "zh-Hant" | "en";

export interface Button {
  id: string;
  label: string;
}

export interface Card {
  kind: string;
  title: string;
  lines: { name: string; label: string; text: string }[];
  rows: { text: string; note: string }[];
}

export interface ChatEvent {
  conversation: string;
  seq: number;
  at: number;
  from: From;
  type: "message" | "notice";
  text: string;
  id?: string;
  choice?: string;
  card?: Card;
  buttons?: Button[];
  name?: string;
  notice?: string;
}

export interface Limits {
  text_bytes: number;
  messages_per_second: number;
  burst: number;
}

export interface Welcome {
  verb: "welcome";
  conversation: string;
  seq: number;
  session?: string;
  lang: Lang;
  signed_in: boolean;
  owner: Owner;
  limits: Limits;
}

export interface Ack {
  verb: "ack";
  id: string;
  seq: number;
  at: number;
}

export interface Nack {
  verb: "nack";
  code: string;
  message: string;
  id?: string;
  retry_after?: number;
}

export interface Status {
  verb: "status";
  owner: Owner;
  position?: number;
}

export type ServerFrame =
  | Welcome
  | Ack
  | Nack
  | Status
  | { verb: "event"; event: ChatEvent }
  | { verb: "typing"; on: boolean; from: string }
  | { verb: "pong" };

export interface Hello {
  verb: "hello";
  session?: string;
  token?: string;
  conversation?: string;
  last_seq?: number;
  lang?: Lang;
}

export type Send = { verb: "send"; id: string; text: string; choice?: string };

export type ClientFrame =
  | Hello
  | Send
  | { verb: "pull"; after: number; max?: number }
  | { verb: "seen"; seq: number }
  | { verb: "typing"; on: boolean }
  | { verb: "lang"; lang: Lang }
  | { verb: "ping" };

const defaultLimits: Limits = { text_bytes: 4096, messages_per_second: 5, burst: 20 };

type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const listOf = <T>(value: unknown, read: (fields: Fields) => T): T[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => {
    const fields = fieldsOf(one);
    return fields ? [read(fields)] : [];
  });

function readCard(value: unknown): Card | undefined {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  return {
    kind: textOf(fields.kind),
    title: textOf(fields.title),
    lines: listOf(fields.lines, (line) => ({
      name: textOf(line.name),
      label: textOf(line.label),
      text: textOf(line.text),
    })),
    rows: listOf(fields.rows, (row) => ({ text: textOf(row.text), note: textOf(row.note) })),
  };
}

/** An event of the transcript, or null when it is none that can be shown. */
export function readEvent(value: unknown): ChatEvent | null {
  const fields = fieldsOf(value);
  if (!fields || !isSeq(fields.seq) || fields.seq < 1 || !isSeq(fields.at)) return null;
  if (!["shopper", "bot", "agent", "system"].includes(textOf(fields.from))) return null;
  const event: ChatEvent = {
    conversation: textOf(fields.conversation),
    seq: fields.seq,
    at: fields.at,
    from: fields.from as From,
    type: fields.type === "notice" ? "notice" : "message",
    text: textOf(fields.text),
  };
  for (const name of ["id", "choice", "name", "notice"] as const) {
    const text = textOf(fields[name]);
    if (text) event[name] = text;
  }
  const card = readCard(fields.card);
  if (card) event.card = card;
  const buttons = listOf(fields.buttons, (one) => ({ id: textOf(one.id), label: textOf(one.label) }))
    .filter((one) => one.id && one.label);
  if (buttons.length) event.buttons = buttons;
  return event;
}

const ownerOf = (value: unknown): Owner =>
  value === "queue" || value === "agent" ? value : "bot";

const langOf = (value: unknown): Lang => (value === "en" || value === "zh-Hant" ? value : "zh");

function readWelcome(fields: Fields): Welcome | null {
  const conversation = textOf(fields.conversation);
  if (!conversation || !isSeq(fields.seq)) return null;
  const limits = fieldsOf(fields.limits) ?? {};
  const number = (name: keyof Limits) =>
    typeof limits[name] === "number" && limits[name] > 0 ? limits[name] : defaultLimits[name];
  const session = textOf(fields.session);
  return {
    verb: "welcome",
    conversation,
    seq: fields.seq,
    ...(session ? { session } : {}),
    lang: langOf(fields.lang),
    signed_in: fields.signed_in === true,
    owner: ownerOf(fields.owner),
    limits: {
      text_bytes: number("text_bytes"),
      messages_per_second: number("messages_per_second"),
      burst: number("burst"),
    },
  };
}

export function readNack(fields: Fields): Nack {
  const id = textOf(fields.id);
  return {
    verb: "nack",
    code: textOf(fields.code) || "internal",
    message: textOf(fields.message),
    ...(id ? { id } : {}),
    ...(isSeq(fields.retry_after) ? { retry_after: fields.retry_after } : {}),
  };
}

/** A server's frame from its parsed JSON; null: not one this client knows. */
export function readFrame(value: unknown): ServerFrame | null {
  const fields = fieldsOf(value);
  switch (fields?.verb) {
    case "welcome":
      return readWelcome(fields);
    case "ack":
      return textOf(fields.id) && isSeq(fields.seq)
        ? { verb: "ack", id: textOf(fields.id), seq: fields.seq, at: Number(fields.at) || 0 }
        : null;
    case "nack":
      return readNack(fields);
    case "event": {
      const event = readEvent(fields);
      return event && { verb: "event", event };
    }
    case "typing":
      return { verb: "typing", on: fields.on === true, from: textOf(fields.from) };
    case "status":
      return {
        verb: "status",
        owner: ownerOf(fields.owner),
        ...(isSeq(fields.position) && fields.position > 0 ? { position: fields.position } : {}),
      };
    case "pong":
      return { verb: "pong" };
    default:
      return null;
  }
}

export function decodeFrame(text: string): ServerFrame | null {
  try {
    return readFrame(JSON.parse(text));
  } catch {
    return null;
  }
}

/** 128 random bits in the alphabet of client ids. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
