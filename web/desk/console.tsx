/**
 * The signed-in desk: lists on the left, the chosen ticket in the middle, its customer on the
 * right. Holds the one DeskState and the one DeskLink, and turns acts into frames.
 */
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { newId } from "../protocol/frames";
import { CustomerPanel } from "./customer";
import type { DeskFrame, ToServer } from "./frames";
import { DeskLink } from "./link";
import { TicketLists } from "./lists";
import { LangSwitch, Logo } from "./parts";
import { disconnected, draft, emptyDesk, gapAfter, lastSeen, queueOf, select, sent, take }
  from "./state";
import type { DeskState, Pending } from "./state";
import type { DeskLang, DeskTexts } from "./texts";
import { TicketView } from "./ticket_view";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  setLang(lang: DeskLang): void;
  csrf: string;
  onLeave(): void;
  onSignedOut(): void;
}

/** What the agent can do to the chosen ticket. */
export interface Acts {
  write(kind: Pending["kind"], text: string): void;
  submit(kind: Pending["kind"]): void;
  claim(): void;
  release(): void;
  resolve(): void;
  earlier(): void;
  dismiss(): void;
}

type Change = (state: DeskState) => DeskState;

const tickMs = 15_000;
const typingMs = 3_000;
const earlierCount = 100;

function frameOf(pending: Pending): ToServer {
  const { kind, ticket, id, text, expect_seq } = pending;
  return kind === "reply"
    ? { verb: "reply", ticket, id, text, expect_seq }
    : { verb: "note", ticket, id, text };
}

/** State with a handle on its newest value, for the callbacks of a socket. */
function useDesk(): [DeskState, { now: DeskState }, (change: Change) => void] {
  const held = useRef({ now: emptyDesk }).current;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const change = useRef((next: Change) => {
    held.now = next(held.now);
    redraw(undefined);
  }).current;
  return [held.now, held, change];
}

function useLink(
  { csrf, onSignedOut }: Props, held: { now: DeskState }, change: (change: Change) => void,
): DeskLink | null {
  const link = useRef<DeskLink | null>(null);
  useEffect(() => {
    const frame = (frame: DeskFrame) => {
      change((state) => take(state, frame));
      const { selected, pending, opened } = held.now;
      if (frame.verb === "welcome") {
        if (selected) one.send({ verb: "open", ticket: selected });
        pending.forEach((waiting) => one.send(frameOf(waiting)));
      }
      if (frame.verb === "won") one.send({ verb: "open", ticket: frame.ticket });
      const gap = frame.verb === "event" && opened ? gapAfter(opened.events) : null;
      if (gap !== null && opened) one.send({ verb: "pull", ticket: opened.ticket, after: gap });
    };
    const one = new DeskLink(csrf, {
      frame,
      broken: () => change(disconnected),
      signedOut: onSignedOut,
    });
    link.current = one;
    const hurry = () => one.hurry();
    addEventListener("online", hurry);
    return () => {
      removeEventListener("online", hurry);
      one.stop();
    };
  }, [csrf]);
  return link.current;
}

export function Console(props: Props) {
  const { t, lang, setLang, onLeave } = props;
  const [state, held, change] = useDesk();
  const link = useLink(props, held, change);
  const [now, setNow] = useState(Date.now);
  const typedAt = useRef(0);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);

  const waiting = queueOf(state).length;
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ""}Shopclerk ${t.title}`;
  }, [waiting, t]);

  const choose = (ticket: string) => {
    change((before) => select(before, ticket));
    link?.send({ verb: "open", ticket });
  };
  const ticket = state.tickets[state.selected];
  const acts: Acts = {
    write: (kind, text) => {
      change((before) => draft(before, before.selected, kind, text));
      if (kind !== "reply" || Date.now() - typedAt.current < typingMs || !text) return;
      typedAt.current = Date.now();
      link?.send({ verb: "typing", ticket: held.now.selected, on: true });
    },
    submit: (kind) => {
      const { selected, opened, drafts, noteDrafts } = held.now;
      const text = ((kind === "reply" ? drafts : noteDrafts)[selected] ?? "").trim();
      if (!text || !opened) return;
      const pending: Pending =
        { id: newId(), ticket: selected, kind, text, expect_seq: lastSeen(opened) };
      typedAt.current = 0;
      change((before) => sent(before, pending));
      link?.send(frameOf(pending));
    },
    claim: () => ticket && link?.send({ verb: "claim", ticket: ticket.id, version: ticket.version }),
    release: () => link?.send({ verb: "release", ticket: held.now.selected }),
    resolve: () => link?.send({ verb: "resolve", ticket: held.now.selected }),
    earlier: () => {
      const first = held.now.opened?.events[0]?.seq ?? 1;
      const after = Math.max(0, first - 1 - earlierCount);
      const max = first - 1 - after;
      if (max > 0) link?.send({ verb: "pull", ticket: held.now.selected, after, max });
    },
    dismiss: () => change((before) => ({ ...before, problem: null })),
  };

  return (
    <div class={`console${ticket ? " chosen" : ""}`}>
      <header class="bar">
        <Logo />
        <h1>{t.title}</h1>
        <p class={`link ${state.link}`} role="status">{t[state.link]}</p>
        <span class="space" />
        <LangSwitch t={t} lang={lang} setLang={setLang} />
        <span class="me">{state.agent?.name}</span>
        <button type="button" class="plain" onClick={onLeave}>{t.signOut}</button>
      </header>
      <TicketLists t={t} state={state} now={now} onChoose={choose} />
      {ticket ? (
        <TicketView t={t} lang={lang} state={state} ticket={ticket} acts={acts}
          onBack={() => change((before) => select(before, ""))} />
      ) : (
        <main class="nothing">
          <Logo />
          <h2>{t.choose}</h2>
          <p class="soft">{t.chooseHint}</p>
        </main>
      )}
      {ticket && <CustomerPanel t={t} lang={lang} state={state} ticket={ticket} acts={acts} />}
    </div>
  );
}
