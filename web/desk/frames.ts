/** What travels between a desk and the clerk: docs/PROTOCOL.md section 3 in types, checked on entry. */
import { fieldsOf, readEvent, readNack, textOf } from "../protocol/frames";
import type { ChatEvent, Nack } from "../protocol/frames";

export interface Agent {
  id: string;
  name: string;
}

export interface Ticket {
  id: string;
  number: string;
  version: number;
  state: string;
  category: string;
  priority: string;
  subject: string;
  summary: string;
  conversation: string;
  customer: string;
  tier: string;
  lang: string;
  agent: Agent | null;
  /** The conversation is in people's hands: it can be replied to. */
  holds_chat: boolean;
  opened_at: number;
  /** Since when it waits for an agent. */
  queued_at: number;
  last_seq: number;
  last_text: string;
  position: number;
}

export interface Note {
  at: number;
  name: string;
  text: string;
}

export interface Customer {
  name: string;
  tier: string;
  phone: string;
  lang: string;
  since: number;
}

/** A name in both of the shop's languages. */
export interface Named {
  zh: string;
  en: string;
}

export interface Item {
  name: Named;
  quantity: number;
  /** For how many of them a return is open or done. */
  returned: number;
  price: string;
}

export interface Order {
  no: string;
  status: string;
  placed_at: number;
  total: string;
  /** Days as 2026-07-03; empty: not known. */
  eta: string;
  received: string;
  items: Item[];
}

export type DeskFrame =
  | { verb: "welcome"; agent: Agent; queue: Ticket[]; mine: Ticket[] }
  | { verb: "ticket"; ticket: Ticket }
  | {
      verb: "opened";
      ticket: Ticket;
      events: ChatEvent[];
      notes: Note[];
      customer: Customer | null;
      orders: Order[];
    }
  | { verb: "won"; ticket: string }
  | { verb: "lost"; ticket: string; by: string }
  | { verb: "ack"; id: string; seq: number; at: number }
  | { verb: "stale"; ticket: string; id: string; events: ChatEvent[] }
  | { verb: "event"; ticket: string; event: ChatEvent }
  | { verb: "typing"; ticket: string; on: boolean }
  | (Nack & { ticket: string })
  | { verb: "pong" };

export type ToServer =
  | { verb: "hello"; pass: string }
  | { verb: "open"; ticket: string }
  | { verb: "claim"; ticket: string; version: number }
  | { verb: "reply"; ticket: string; id: string; text: string; expect_seq: number }
  | { verb: "note"; ticket: string; id: string; text: string }
  | { verb: "release"; ticket: string }
  | { verb: "resolve"; ticket: string }
  | { verb: "pull"; ticket: string; after: number; max?: number }
  | { verb: "typing"; ticket: string; on: boolean }
  | { verb: "ping" };

type Fields = Record<string, unknown>;

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

export function readAgent(value: unknown): Agent | null {
  const fields = fieldsOf(value);
  return fields && textOf(fields.id) ? { id: textOf(fields.id), name: textOf(fields.name) } : null;
}

const list = <T>(value: unknown, read: (one: unknown) => T | null): T[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => read(one) ?? []);

export function readTicket(value: unknown): Ticket | null {
  const fields = fieldsOf(value);
  if (!fields || !textOf(fields.id)) return null;
  const text = (name: string) => textOf(fields[name]);
  return {
    id: text("id"),
    number: text("number"),
    version: numberOf(fields.version),
    state: text("state"),
    category: text("category"),
    priority: text("priority"),
    subject: text("subject"),
    summary: text("summary"),
    conversation: text("conversation"),
    customer: text("customer"),
    tier: text("tier"),
    lang: text("lang"),
    agent: readAgent(fields.agent),
    holds_chat: fields.holds_chat !== false,
    opened_at: numberOf(fields.opened_at),
    queued_at: numberOf(fields.queued_at) || numberOf(fields.opened_at),
    last_seq: numberOf(fields.last_seq),
    last_text: text("last_text"),
    position: numberOf(fields.position),
  };
}

function readNote(value: unknown): Note | null {
  const fields = fieldsOf(value);
  return fields && { at: numberOf(fields.at), name: textOf(fields.name), text: textOf(fields.text) };
}

function readCustomer(value: unknown): Customer | null {
  const fields = fieldsOf(value);
  return fields && {
    name: textOf(fields.name),
    tier: textOf(fields.tier),
    phone: textOf(fields.phone),
    lang: textOf(fields.lang),
    since: numberOf(fields.since),
  };
}

function readNamed(value: unknown): Named {
  const fields = fieldsOf(value);
  const [zh, en] = [textOf(fields?.zh ?? value), textOf(fields?.en ?? value)];
  return { zh: zh || en, en: en || zh };
}

/** Minor units and a currency as people read it: ¥4,299.00. */
export function moneyOf(value: unknown): string {
  const fields = fieldsOf(value);
  if (!fields || typeof fields.minor !== "number") return textOf(value);
  const currency = textOf(fields.currency) || "CNY";
  return new Intl.NumberFormat("zh-CN", { style: "currency", currency }).format(fields.minor / 100);
}

function readItem(value: unknown): Item | null {
  const fields = fieldsOf(value);
  return fields && {
    name: readNamed(fields.name),
    quantity: numberOf(fields.quantity) || 1,
    returned: numberOf(fields.returned),
    price: moneyOf(fields.price),
  };
}

function readOrder(value: unknown): Order | null {
  const fields = fieldsOf(value);
  return fields && {
    no: textOf(fields.no),
    status: textOf(fields.status),
    placed_at: numberOf(fields.placed_at),
    total: moneyOf(fields.total),
    eta: textOf(fields.eta),
    received: textOf(fields.received),
    items: list(fields.items, readItem),
  };
}

function readOpened(fields: Fields): DeskFrame | null {
  const ticket = readTicket(fields.ticket);
  return ticket && {
    verb: "opened",
    ticket,
    events: list(fields.events, readEvent),
    notes: list(fields.notes, readNote),
    customer: readCustomer(fields.customer),
    orders: list(fields.orders, readOrder),
  };
}

export function readDeskFrame(value: unknown): DeskFrame | null {
  const fields = fieldsOf(value);
  const ticketId = textOf(fields?.ticket);
  switch (fields?.verb) {
    case "welcome": {
      const agent = readAgent(fields.agent);
      const [queue, mine] = [list(fields.queue, readTicket), list(fields.mine, readTicket)];
      return agent && { verb: "welcome", agent, queue, mine };
    }
    case "ticket": {
      const ticket = readTicket(fields.ticket);
      return ticket && { verb: "ticket", ticket };
    }
    case "opened":
      return readOpened(fields);
    case "won":
      return { verb: "won", ticket: ticketId || (readTicket(fields.ticket)?.id ?? "") };
    case "lost":
      return { verb: "lost", ticket: ticketId, by: textOf(fields.by) };
    case "ack":
      return {
        verb: "ack", id: textOf(fields.id), seq: numberOf(fields.seq), at: numberOf(fields.at),
      };
    case "stale": {
      const events = list(fields.events, readEvent);
      return { verb: "stale", ticket: ticketId, id: textOf(fields.id), events };
    }
    case "event": {
      const event = readEvent(fields);
      return event && { verb: "event", ticket: ticketId, event };
    }
    case "typing":
      return { verb: "typing", ticket: ticketId, on: fields.on === true };
    case "nack":
      return { ...readNack(fields), ticket: ticketId };
    case "pong":
      return { verb: "pong" };
    default:
      return null;
  }
}

export function decodeDeskFrame(text: string): DeskFrame | null {
  try {
    return readDeskFrame(JSON.parse(text));
  } catch {
    return null;
  }
}
