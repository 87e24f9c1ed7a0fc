/** Who it is, as far as it is proven, what they bought, and what colleagues have noted. */
import type { Acts } from "./acts";
import type { Order, Ticket } from "./frames";
import { date, isEnter, time } from "./parts";
import type { DeskState } from "./state";
import type { DeskLang, DeskTexts } from "./texts";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  state: DeskState;
  ticket: Ticket;
  acts: Acts;
}

const short = { month: "numeric", day: "numeric" } as const;
const placed = (at: number, lang: DeskLang) =>
  new Date(at).toLocaleDateString(lang === "en" ? "en-GB" : lang, { year: "numeric", ...short });

/** A day as 2026-07-03, of no time zone. */
const day = (iso: string, lang: DeskLang) =>
  new Date(`${iso}T00:00`).toLocaleDateString(lang === "en" ? "en-GB" : lang, short);

function OrderRow({ t, lang, order }: { t: DeskTexts; lang: DeskLang; order: Order }) {
  const { placed_at, eta, received } = order;
  const facts = [
    placed_at > 0 && placed(placed_at, lang),
    received && t.receivedOn(day(received, lang)),
    eta && !received && t.expectedOn(day(eta, lang)),
  ].filter(Boolean);
  return (
    <li>
      <span class="first">
        <span class="code">{order.no}</span>
        <span class={`state ${order.status}`}>{t.orderStates[order.status] ?? order.status}</span>
      </span>
      {order.items.map((item, i) => (
        <span key={i} class="item">
          <span>
            {item.name[lang]}{item.quantity > 1 ? ` × ${item.quantity}` : ""}
            {item.returned > 0 && <small class="returned">{t.returned(item.returned)}</small>}
          </span>
          {order.items.length > 1 && <small class="soft">{item.price}</small>}
        </span>
      ))}
      <span class="soft item">
        <span>{facts.join(" · ")}</span>
        <span class="code">{order.total}</span>
      </span>
    </li>
  );
}

function Who({ t, lang, state }: Omit<Props, "ticket" | "acts">) {
  const customer = state.opened?.customer;
  if (!customer) {
    const hint = state.opened?.orders.length ? t.byOrderHint : t.unprovenHint;
    return <div class="unproven"><b>{t.guest}</b><p class="soft">{hint}</p></div>;
  }
  return (
    <div class="who">
      <span class="initial" aria-hidden="true">{[...customer.name][0]}</span>
      <div>
        <b>{customer.name}</b>
        {customer.tier && (
          <span class={`tier ${customer.tier}`}>{t.tiers[customer.tier] ?? customer.tier}</span>
        )}
        <dl>
          {customer.phone && <div><dt>{t.phone}</dt><dd class="code">{customer.phone}</dd></div>}
          {customer.lang && <div><dt>{t.speaks}</dt><dd>{t.langs[customer.lang]}</dd></div>}
          {customer.since > 0 && (
            <div><dt>{t.memberSince}</dt><dd>{date(customer.since, lang)}</dd></div>
          )}
        </dl>
      </div>
    </div>
  );
}

/** The clerk's lines `name: text`, its names in the agent's language. */
function Summary({ t, text }: { t: DeskTexts; text: string }) {
  const lines = text.split("\n").map((line) => /^([\w ]+): (.*)$/s.exec(line) ?? [line, "", line]);
  return (
    <dl class="summary">
      {lines.map(([, name = "", words], i) => (
        <div key={i}>{name && <dt>{t.summaryNames[name] ?? name}</dt>}<dd>{words}</dd></div>
      ))}
    </dl>
  );
}

function Notes({ t, lang, state, ticket, acts }: Props) {
  const notes = state.opened?.notes ?? [];
  const text = state.noteDrafts[ticket.id] ?? "";
  const submit = (event: Event) => {
    event.preventDefault();
    acts.submit("note");
  };
  return (
    <section>
      <h3>{t.note}</h3>
      {notes.length === 0 && <p class="soft">{t.noNotes}</p>}
      <ol class="notes">
        {notes.map((one, i) => (
          <li key={i}>
            <p>{one.text}</p>
            <span class="soft">{one.name} · {time(one.at, lang)}</span>
          </li>
        ))}
      </ol>
      <form class="note" onSubmit={submit}>
        <textarea rows={2} value={text} aria-label={t.note} placeholder={t.noteHint}
          onInput={(event) => acts.write("note", event.currentTarget.value)}
          onKeyDown={(event) => isEnter(event) && submit(event)} />
        <button disabled={!text.trim()}>{t.addNote}</button>
      </form>
    </section>
  );
}

export function CustomerPanel(props: Props & { onShut(): void }) {
  const { t, lang, state, ticket, onShut } = props;
  const orders = state.opened?.orders ?? [];
  return (
    <aside class="customer" id="customer" aria-label={t.customer}>
      <button type="button" class="plain shut" aria-label={t.shut} onClick={onShut}>×</button>
      <section>
        <h3>{t.customer}</h3>
        <Who t={t} lang={lang} state={state} />
      </section>
      {ticket.summary && (
        <section>
          <h3>{t.summary}</h3>
          <Summary t={t} text={ticket.summary} />
        </section>
      )}
      <section>
        <h3>{t.orders}</h3>
        {orders.length === 0 && <p class="soft">{t.noOrders}</p>}
        <ul class="orders">
          {orders.map((one) => <OrderRow key={one.no} t={t} lang={lang} order={one} />)}
        </ul>
      </section>
      <Notes {...props} />
    </aside>
  );
}
