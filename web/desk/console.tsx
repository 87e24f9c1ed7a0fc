/**
 * The signed-in desk: lists on the left, the chosen ticket in the middle, its customer on the
 * right. Holds the one DeskState and the one DeskLink, and turns acts into frames.
 */
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { newId } from "../protocol/frames";
import { ServerClock } from "../protocol/server_clock";
import type { Acts } from "./acts";
import { CustomerPanel } from "./customer";
import type { DeskFrame, ToServer } from "./frames";
import { DeskLink } from "./link";
import { TicketLists, walkTickets } from "./lists";
import { LangSwitch, Logo } from "./parts";
import { disconnected, draft, gapAfter, lastSeen, looked, missed, select, sent, take, waitingCount }
  from "./state";
import type { DeskState, Pending } from "./state";
import type { DeskLang, DeskTexts } from "./texts";
import { TicketView } from "./ticket_view";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  setLang(lang: DeskLang): void;
  csrf: string;
  /** What the agent had begun before signing in anew. */
  begun: DeskState;
  onLeave(): void;
  onExpired(state: DeskState): void;
}

type Change = (state: DeskState) => DeskState;

/** State with a handle on its newest value, for the callbacks of a socket. */
interface Held {
  now: DeskState;
  change(change: Change): void;
}

const tickMs = 15_000;
const typingMs = 3_000;
/** Longer than a shopper's page waits between telling that they are writing. */
const typingFadesMs = 7_000;
const earlierCount = 100;

function frameOf(pending: Pending): ToServer {
  const { kind, ticket, id, text, expect_seq } = pending;
  return kind === "reply"
    ? { verb: "reply", ticket, id, text, expect_seq }
    : { verb: "note", ticket, id, text };
}

function useDesk(begun: DeskState): Held {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const held = useRef<Held | null>(null);
  held.current ??= {
    now: begun,
    change(next) {
      this.now = next(this.now);
      redraw(undefined);
    },
  };
  return held.current;
}

/** What a frame makes the desk ask for. */
function follow(frame: DeskFrame, { selected, pending, opened }: DeskState, link: DeskLink): void {
  if (frame.verb === "welcome") {
    if (selected) link.send({ verb: "open", ticket: selected });
    pending.forEach((waiting) => link.send(frameOf(waiting)));
  }
  if (frame.verb === "won") link.send({ verb: "open", ticket: frame.ticket });
  const gap = frame.verb === "event" && opened ? gapAfter(opened.events) : null;
  if (gap !== null && opened) link.send({ verb: "pull", ticket: opened.ticket, after: gap });
}

function useLink({ csrf, onExpired }: Props, held: Held, clock: ServerClock): DeskLink | null {
  const link = useRef<DeskLink | null>(null);
  useEffect(() => {
    let fading: ReturnType<typeof setTimeout> | undefined;
    const frame = (frame: DeskFrame) => {
      held.change((state) => take(state, frame));
      if (frame.verb === "event") {
        const { ticket, event } = frame;
        clock.heard(event.at);
        const here = event.from === "shopper" && ticket === held.now.opened?.ticket;
        if (here && document.hidden) held.change((state) => missed(state, ticket));
      }
      follow(frame, held.now, one);
      if (frame.verb !== "typing" || !frame.on) return;
      const fades = { ...frame, on: false };
      clearTimeout(fading);
      fading = setTimeout(() => held.change((state) => take(state, fades)), typingFadesMs);
    };
    const one = new DeskLink(csrf, {
      frame,
      broken: () => held.change(disconnected),
      signedOut: () => onExpired(held.now),
    });
    link.current = one;
    const heard = new AbortController();
    const { signal } = heard;
    addEventListener("online", () => one.hurry(), { signal });
    addEventListener("offline", () => one.lost(), { signal });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) held.change(looked);
    }, { signal });
    return () => {
      heard.abort();
      clearTimeout(fading);
      one.stop();
    };
  }, [csrf]);
  return link.current;
}

function useActs(held: Held, link: DeskLink | null): Acts {
  const typedAt = useRef(0);
  const ticket = () => held.now.selected;
  return {
    write: (kind, text) => {
      held.change((before) => draft(before, ticket(), kind, text));
      if (kind !== "reply" || Date.now() - typedAt.current < typingMs || !text) return;
      typedAt.current = Date.now();
      link?.send({ verb: "typing", ticket: ticket(), on: true });
    },
    submit: (kind) => {
      const { selected, opened, drafts, noteDrafts } = held.now;
      const text = ((kind === "reply" ? drafts : noteDrafts)[selected] ?? "").trim();
      if (!text || !opened) return;
      const pending: Pending =
        { id: newId(), ticket: selected, kind, text, expect_seq: lastSeen(opened) };
      typedAt.current = 0;
      held.change((before) => sent(before, pending));
      link?.send(frameOf(pending));
    },
    claim: () => {
      const version = held.now.tickets[ticket()]?.version;
      if (version !== undefined) link?.send({ verb: "claim", ticket: ticket(), version });
    },
    release: () => link?.send({ verb: "release", ticket: ticket() }),
    resolve: () => link?.send({ verb: "resolve", ticket: ticket() }),
    earlier: () => {
      const first = held.now.opened?.events[0]?.seq ?? 1;
      const after = Math.max(0, first - 1 - earlierCount);
      const max = first - 1 - after;
      if (max > 0) link?.send({ verb: "pull", ticket: ticket(), after, max });
    },
    dismiss: () => held.change((before) => ({ ...before, problem: null })),
  };
}

/** Draws again now and then: waiting times go on. */
function useTick(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), tickMs);
    return () => clearInterval(timer);
  }, []);
}

export function Console(props: Props) {
  const { t, lang, setLang, onLeave } = props;
  const held = useDesk(props.begun);
  const clock = useRef(new ServerClock()).current;
  const link = useLink(props, held, clock);
  const acts = useActs(held, link);
  const [details, setDetails] = useState(false);
  const state = held.now;
  useTick();

  const waiting = waitingCount(state);
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ""}Shopclerk ${t.title}`;
  }, [waiting, t]);

  const choose = (ticket: string) => {
    setDetails(false);
    held.change((before) => select(before, ticket));
    if (ticket) link?.send({ verb: "open", ticket });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") setDetails(false);
    walkTickets(event);
  };
  const ticket = state.tickets[state.selected];
  const parts = ticket && { t, lang, state, ticket, acts };
  const shape = `console${ticket ? " chosen" : ""}${details ? " details" : ""}`;
  return (
    <div class={shape} onKeyDown={onKey}>
      <header class="bar">
        <Logo />
        <h1>{t.title}</h1>
        <p class={`link ${state.link}`} role="status">{t[state.link]}</p>
        <span class="space" />
        <LangSwitch t={t} lang={lang} setLang={setLang} />
        <span class="me">{state.agent?.name}</span>
        <button type="button" class="plain" onClick={onLeave}>{t.signOut}</button>
      </header>
      {state.link === "waiting" && (
        <p class="banner line" role="alert">
          {t.lostLine}
          <button type="button" class="plain" onClick={() => link?.hurry()}>{t.reconnect}</button>
        </p>
      )}
      <TicketLists t={t} state={state} now={clock.now()} onChoose={choose} />
      {parts ? (
        <TicketView {...parts} details={details} onDetails={() => setDetails(!details)}
          onBack={() => choose("")} />
      ) : (
        <main class="nothing">
          <Logo />
          <h2>{t.choose}</h2>
          <p class="soft">{t.chooseHint}</p>
        </main>
      )}
      {parts && <CustomerPanel {...parts} onShut={() => setDetails(false)} />}
    </div>
  );
}
