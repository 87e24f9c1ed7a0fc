/**
 * What the desk shows, as a value, and how each frame and each act of the agent changes it. Pure:
 * no DOM, no socket, no clock. A reply stays a draft until its ack; a stale one keeps its words
 * and shows what came in between.
 */
import type { ChatEvent } from "../protocol/frames";
import type { Agent, Customer, DeskFrame, Note, Order, Ticket } from "./frames";

/** Something sent that is not yet acknowledged. */
export interface Pending {
  id: string;
  ticket: string;
  kind: "reply" | "note";
  text: string;
  /** Of a reply: the last seq the agent saw. A retry repeats it, with the id. */
  expect_seq: number;
}

export interface Opened {
  ticket: string;
  events: ChatEvent[];
  notes: Note[];
  customer: Customer | null;
  orders: Order[];
  /** The seqs that came while a reply was on its way and made it stale. */
  stale: number[];
}

export interface DeskState {
  agent: Agent | null;
  link: "connecting" | "online" | "waiting";
  tickets: Record<string, Ticket>;
  selected: string;
  opened: Opened | null;
  drafts: Record<string, string>;
  noteDrafts: Record<string, string>;
  pending: Pending[];
  /** Events of the agent's other tickets that have not been looked at. */
  unseen: Record<string, number>;
  /** Tickets whose shopper is writing at this moment. */
  typing: Record<string, boolean>;
  problem: { code: string; by?: string; message?: string } | null;
}

export const emptyDesk: DeskState = {
  agent: null,
  link: "connecting",
  tickets: {},
  selected: "",
  opened: null,
  drafts: {},
  noteDrafts: {},
  pending: [],
  unseen: {},
  typing: {},
  problem: null,
};

const priorities = ["urgent", "high", "normal", "low"];

const rank = (ticket: Ticket) => {
  const at = priorities.indexOf(ticket.priority);
  return at < 0 ? priorities.indexOf("normal") : at;
};

/** Waiting tickets in the order in which they will be served. */
export function queueOf(state: DeskState): Ticket[] {
  return Object.values(state.tickets)
    .filter((one) => one.state === "queued" || one.state === "new")
    .sort((a, b) =>
      (a.position || 1e9) - (b.position || 1e9) || rank(a) - rank(b) || a.opened_at - b.opened_at);
}

export const isOpen = (ticket: Ticket): boolean =>
  ticket.state === "open" || ticket.state.startsWith("waiting_") || ticket.state === "snoozed";

/** Chats in which the shopper has spoken last stand above those that wait for the shopper. */
const waitingFirst = (state: DeskState, ticket: Ticket): number =>
  (ticket.holds_chat ? 2 : 0) + (ticket.state === "open" || state.unseen[ticket.id] ? 1 : 0);

export function mineOf(state: DeskState): Ticket[] {
  return Object.values(state.tickets)
    .filter((one) => isOpen(one) && one.agent?.id === state.agent?.id)
    .sort((a, b) => waitingFirst(state, b) - waitingFirst(state, a) || a.opened_at - b.opened_at);
}

export const isMine = (state: DeskState, ticket: Ticket): boolean =>
  isOpen(ticket) && ticket.agent?.id === state.agent?.id;

/** The last seq the agent has before their eyes: what a reply expects. */
export const lastSeen = (opened: Opened): number => opened.events.at(-1)?.seq ?? 0;

/** Events in order, each seq once. */
export function mergeEvents(known: ChatEvent[], more: ChatEvent[]): ChatEvent[] {
  const bySeq = new Map(known.map((one) => [one.seq, one]));
  for (const one of more) bySeq.set(one.seq, one);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** After which seq events are missing inside what is shown; null: none. */
export function gapAfter(events: ChatEvent[]): number | null {
  const before = events.find((one, i) => events[i + 1] && events[i + 1]!.seq !== one.seq + 1);
  return before?.seq ?? null;
}

function putTicket(state: DeskState, ticket: Ticket): DeskState {
  const known = state.tickets[ticket.id];
  if (known && known.version > ticket.version) return state;
  return { ...state, tickets: { ...state.tickets, [ticket.id]: ticket } };
}

function addEvent(state: DeskState, ticket: string, event: ChatEvent): DeskState {
  const known = state.tickets[ticket];
  let next = event.from === "shopper" ? typing(state, ticket, false) : state;
  if (known && event.seq > known.last_seq) {
    const words = event.from === "shopper" ? { last_text: event.text } : {};
    const changed = { ...known, last_seq: event.seq, ...words };
    next = { ...next, tickets: { ...next.tickets, [ticket]: changed } };
  }
  if (state.opened?.ticket !== ticket) {
    if (event.from !== "shopper") return next;
    return { ...next, unseen: { ...next.unseen, [ticket]: (next.unseen[ticket] ?? 0) + 1 } };
  }
  const opened = { ...state.opened, events: mergeEvents(state.opened.events, [event]) };
  return { ...next, opened };
}

const typing = (state: DeskState, ticket: string, on: boolean): DeskState =>
  (state.typing[ticket] ?? false) === on
    ? state
    : { ...state, typing: { ...state.typing, [ticket]: on } };

/** The ack of a reply carries its seq: it joins the transcript as the shopper sees it. */
function acked(state: DeskState, id: string, seq: number, at: number): DeskState {
  const sent = state.pending.find((one) => one.id === id);
  if (!sent) return state;
  const next = { ...state, pending: state.pending.filter((one) => one !== sent) };
  const name = state.agent?.name ?? "";
  if (sent.kind === "note") {
    const opened = next.opened?.ticket === sent.ticket
      ? { ...next.opened, notes: [...next.opened.notes, { at, name, text: sent.text }] }
      : next.opened;
    return { ...next, opened };
  }
  if (!seq) return next;
  const event: ChatEvent = {
    conversation: "", seq, at, from: "agent", type: "message", text: sent.text, id, name,
  };
  const added = addEvent(next, sent.ticket, event);
  const opened = added.opened && { ...added.opened, stale: [] };
  return { ...added, opened };
}

/** The words go back into the box, before whatever was begun there since. */
function takeBack(state: DeskState, id: string): DeskState {
  const sent = state.pending.find((one) => one.id === id);
  if (!sent) return state;
  const pending = state.pending.filter((one) => one !== sent);
  const box = sent.kind === "reply" ? "drafts" : "noteDrafts";
  const draft = [sent.text, state[box][sent.ticket] ?? ""].filter(Boolean).join("\n");
  return { ...state, pending, [box]: { ...state[box], [sent.ticket]: draft } };
}

export function take(state: DeskState, frame: DeskFrame): DeskState {
  switch (frame.verb) {
    case "welcome": {
      const all = [...frame.queue, ...frame.mine];
      const tickets = Object.fromEntries(all.map((one) => [one.id, one]));
      const opened = state.opened && state.tickets[state.opened.ticket];
      // A solved ticket that is being read stays on the screen.
      if (opened && !tickets[opened.id]) tickets[opened.id] = opened;
      return { ...state, agent: frame.agent, link: "online", tickets, problem: null };
    }
    case "ticket":
      return putTicket(state, frame.ticket);
    case "opened": {
      const { ticket, events, notes, customer, orders } = frame;
      const next = putTicket(state, ticket);
      if (state.selected !== ticket.id) return next;
      const stale = state.opened?.ticket === ticket.id ? state.opened.stale : [];
      const known = state.opened?.ticket === ticket.id ? state.opened.events : [];
      const shown = mergeEvents(known, events);
      const opened = { ticket: ticket.id, events: shown, notes, customer, orders, stale };
      return { ...next, opened, unseen: { ...next.unseen, [ticket.id]: 0 } };
    }
    case "won":
      return { ...state, problem: null };
    case "lost":
      return { ...state, problem: { code: "lost", by: frame.by } };
    case "ack":
      return acked(state, frame.id, frame.seq, frame.at);
    case "stale": {
      const next = takeBack(state, frame.id);
      if (next.opened?.ticket !== frame.ticket) return next;
      const events = mergeEvents(next.opened.events, frame.events);
      const stale = frame.events.map((one) => one.seq);
      return { ...next, opened: { ...next.opened, events, stale } };
    }
    case "event":
      return addEvent(state, frame.ticket, frame.event);
    case "typing":
      return typing(state, frame.ticket, frame.on);
    case "nack": {
      const next = frame.id ? takeBack(state, frame.id) : state;
      return { ...next, problem: { code: frame.code, message: frame.message } };
    }
    case "pong":
      return state;
  }
}

export function select(state: DeskState, ticket: string): DeskState {
  if (state.selected === ticket) return state;
  const unseen = { ...state.unseen, [ticket]: 0 };
  return { ...state, selected: ticket, opened: null, unseen, problem: null };
}

export function draft(state: DeskState, ticket: string, kind: Pending["kind"], text: string): DeskState {
  const box = kind === "reply" ? "drafts" : "noteDrafts";
  return { ...state, [box]: { ...state[box], [ticket]: text } };
}

/** What was written leaves the box and waits for its ack. */
export function sent(state: DeskState, pending: Pending): DeskState {
  const emptied = draft(state, pending.ticket, pending.kind, "");
  return { ...emptied, pending: [...emptied.pending, pending], problem: null };
}

/** The line is gone. What waited for an ack is sent again under its id when it is back. */
export const disconnected = (state: DeskState): DeskState => ({
  ...state,
  link: "waiting",
  typing: {},
});

/**
 * What an agent who has to sign in again finds as they left it: words begun, the chosen ticket, and
 * what waited for an ack, which is sent again under its id.
 */
export function resumed(before: DeskState | null, agent: string): DeskState {
  if (before?.agent?.id !== agent) return emptyDesk;
  const { selected, drafts, noteDrafts, pending } = before;
  return { ...emptyDesk, selected, drafts, noteDrafts, pending };
}

/** Said in the chosen chat while the agent looked elsewhere. */
export const missed = (state: DeskState, ticket: string): DeskState =>
  ({ ...state, unseen: { ...state.unseen, [ticket]: (state.unseen[ticket] ?? 0) + 1 } });

/** The agent is back at the desk. */
export const looked = (state: DeskState): DeskState =>
  ({ ...state, unseen: { ...state.unseen, [state.selected]: 0 } });

/** How many wait for somebody to look: in the queue, and words in chats of one's own. */
export const waitingCount = (state: DeskState): number =>
  queueOf(state).length + Object.values(state.unseen).reduce((sum, n) => sum + n, 0);
