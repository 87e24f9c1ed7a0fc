/** Who is waiting and who is being served, live. Arrow keys walk through both lists. */
import type { Ticket } from "./frames";
import { mineOf, queueOf } from "./state";
import type { DeskState } from "./state";
import { ago } from "./texts";
import type { DeskTexts } from "./texts";

interface Props {
  t: DeskTexts;
  state: DeskState;
  now: number;
  onChoose(ticket: string): void;
}

/** Whoever waits longer is shown to. */
const longMs = 5 * 60_000;

const tickets = () => [...document.querySelectorAll<HTMLButtonElement>("button.ticket")];

function walk(event: KeyboardEvent): void {
  const all = tickets();
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const next = to === undefined || event.altKey ? undefined : all[to];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Alt with an arrow goes to the chat above or below, wherever the focus is. */
export function walkTickets(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.altKey) return;
  const all = tickets();
  const at = all.findIndex((one) => one.ariaCurrent === "true");
  const next = at < 0 && step < 0 ? all.at(-1) : all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

function TicketRow({ t, state, now, ticket, onChoose }: Props & { ticket: Ticket }) {
  const unseen = state.unseen[ticket.id] ?? 0;
  const waiting = ticket.state === "queued" || ticket.state === "new";
  const long = waiting && now - ticket.queued_at > longMs;
  const toAnswer = ticket.state === "open" && ticket.holds_chat;
  const age = ago(waiting ? ticket.queued_at : ticket.opened_at, now, t);
  return (
    <li>
      <button type="button" class={`ticket ${ticket.priority}`} data-ticket={ticket.number}
        aria-current={state.selected === ticket.id} onClick={() => onChoose(ticket.id)}>
        <span class="who">
          <b>{ticket.customer || t.guest}</b>
          {ticket.tier && ticket.tier !== "basic" && (
            <span class={`tier ${ticket.tier}`}>{t.tiers[ticket.tier] ?? ticket.tier}</span>
          )}
          {unseen > 0 && <span class="unseen">{unseen}</span>}
        </span>
        <span class="subject">{ticket.subject || t.categories[ticket.category]}</span>
        {state.typing[ticket.id] ? (
          <span class="last writing">{t.typingShort}</span>
        ) : (
          ticket.last_text && ticket.last_text !== ticket.subject
            && <span class="last">{ticket.last_text}</span>
        )}
        <span class="marks">
          <span class="category">{t.categories[ticket.category] ?? ticket.category}</span>
          {(ticket.priority === "high" || ticket.priority === "urgent") && (
            <span class={`priority ${ticket.priority}`}>{t.priorities[ticket.priority]}</span>
          )}
          {toAnswer && <span class="state open">{t.toAnswer}</span>}
          {state.drafts[ticket.id] && state.selected !== ticket.id && (
            <span class="category">{t.drafted}</span>
          )}
          <span class={`age${long ? " long" : ""}`}>{waiting ? t.waited(age) : t.since(age)}</span>
        </span>
      </button>
    </li>
  );
}

export function TicketLists(props: Props) {
  const { t, state } = props;
  const list = (id: string, title: string, empty: string, tickets: Ticket[]) => (
    <section aria-labelledby={id}>
      <h2 id={id}>{title} <span class="number">{tickets.length}</span></h2>
      {tickets.length === 0 && <p class="empty">{empty}</p>}
      <ol>{tickets.map((one) => <TicketRow key={one.id} {...props} ticket={one} />)}</ol>
    </section>
  );
  return (
    <nav class="lists" aria-label={t.title} onKeyDown={walk}>
      {list("queue", t.queue, t.queueEmpty, queueOf(state))}
      {list("mine", t.mine, t.mineEmpty, mineOf(state))}
    </nav>
  );
}
