/** The chosen ticket: what it is about, what was said, and the box to answer in. */
import { useEffect, useRef } from "preact/hooks";
import type { Acts } from "./acts";
import type { Ticket } from "./frames";
import { isEnter } from "./parts";
import { isMine, isOpen } from "./state";
import type { DeskState } from "./state";
import type { DeskLang, DeskTexts } from "./texts";
import { Transcript } from "./transcript";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  state: DeskState;
  ticket: Ticket;
  acts: Acts;
  /** Where there is no room for it, the customer's side is shown on demand. */
  details: boolean;
  onDetails(): void;
  onBack(): void;
}

function problemWords({ code, by }: NonNullable<DeskState["problem"]>, t: DeskTexts): string {
  return code === "lost" ? t.lost(by ?? "") : (t.problems[code] ?? t.problemElse);
}

/** Why there is no box to answer in. */
function closedWords(t: DeskTexts, ticket: Ticket, mine: boolean): string {
  if (ticket.state === "queued" || ticket.state === "new") return t.notClaimed;
  if (!isOpen(ticket)) return t.ended;
  return mine ? t.withoutChat : t.otherAgent(ticket.agent?.name ?? "");
}

function ReplyBox({ t, state, ticket, acts }: Pick<Props, "t" | "state" | "ticket" | "acts">) {
  const field = useRef<HTMLTextAreaElement>(null);
  const text = state.drafts[ticket.id] ?? "";
  const stale = state.opened?.stale.length ?? 0;
  useEffect(() => field.current?.focus(), [ticket.id]);
  useEffect(() => {
    const node = field.current;
    if (!node) return;
    node.style.height = "auto";
    node.style.height = `${node.scrollHeight + 2}px`;
  }, [text]);
  const submit = (event: Event) => {
    event.preventDefault();
    acts.submit("reply");
  };
  return (
    <form class="reply" onSubmit={submit}>
      {stale > 0 && text && (
        <div class="stale-words" role="alert"><b>{t.staleTitle}</b> {t.stale(stale)}</div>
      )}
      <textarea ref={field} rows={2} value={text} aria-label={t.reply} placeholder={t.reply}
        onInput={(event) => acts.write("reply", event.currentTarget.value)}
        onKeyDown={(event) => isEnter(event) && submit(event)} />
      <div class="under">
        <span class="soft">{t.replyHint}</span>
        <button class="primary" disabled={!text.trim() || !state.opened}>{t.send}</button>
      </div>
    </form>
  );
}

export function TicketView(props: Props) {
  const { t, lang, state, ticket, acts, details, onDetails, onBack } = props;
  const mine = isMine(state, ticket);
  const waiting = ticket.state === "queued" || ticket.state === "new";
  const title = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: the focus stays with the matter.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, [ticket.state, mine]);
  return (
    <main class="matter" aria-label={`${t.ticket} ${ticket.number}`}>
      <header>
        <button type="button" class="plain back" onClick={onBack} aria-label={t.queue}>‹</button>
        <div>
          <h2 ref={title} tabIndex={-1}>
            {ticket.subject || t.categories[ticket.category] || ticket.number}
          </h2>
          <p class="soft">
            <span class="code">{ticket.number}</span>
            <span class={`state ${ticket.state}`}>{t.states[ticket.state] ?? ticket.state}</span>
          </p>
        </div>
        <span class="space" />
        <button type="button" class="more" aria-expanded={details} aria-controls="customer"
          onClick={onDetails}>{t.details}</button>
        {waiting && (
          <button type="button" class="primary" onClick={acts.claim}>{t.claim}</button>
        )}
        {mine && ticket.holds_chat && (
          <button type="button" onClick={acts.release}>{t.release}</button>
        )}
        {mine && <button type="button" class="done" onClick={acts.resolve}>{t.resolve}</button>}
      </header>
      {state.problem && (
        <p class="banner" role="alert">
          {problemWords(state.problem, t)}
          <button type="button" class="plain" onClick={acts.dismiss}>{t.dismiss}</button>
        </p>
      )}
      {state.opened ? (
        <Transcript key={ticket.id} t={t} lang={lang} state={state} opened={state.opened}
          onEarlier={acts.earlier} />
      ) : (
        <div class="reading" aria-busy="true" />
      )}
      {mine && ticket.holds_chat ? (
        <ReplyBox t={t} state={state} ticket={ticket} acts={acts} />
      ) : (
        <p class="reply closed soft">
          {closedWords(t, ticket, mine)}
        </p>
      )}
    </main>
  );
}
