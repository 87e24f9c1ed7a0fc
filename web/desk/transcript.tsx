/** The conversation as the agent reads it. Shoppers' words are text nodes, never markup. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { besideCard } from "../protocol/card_text";
import type { Card, ChatEvent } from "../protocol/frames";
import { Dots, time } from "./parts";
import type { DeskState, Opened } from "./state";
import type { DeskLang, DeskTexts } from "./texts";

interface Props {
  t: DeskTexts;
  lang: DeskLang;
  state: DeskState;
  opened: Opened;
  onEarlier(): void;
}

const nearEndPx = 80;

function CardView({ card }: { card: Card }) {
  return (
    <div class="card">
      <b>{card.title}</b>
      <dl>
        {card.lines.map((line) => (
          <div key={line.name + line.label}><dt>{line.label}</dt><dd>{line.text}</dd></div>
        ))}
      </dl>
      {card.rows.length > 0 && (
        <ul>{card.rows.map((row, i) => <li key={i}>{row.text} <small>{row.note}</small></li>)}</ul>
      )}
    </div>
  );
}

function noticeWords(event: ChatEvent, t: DeskTexts): string {
  const words = t.notices[event.notice ?? ""];
  return typeof words === "function" ? words(event.name ?? "") : (words ?? event.text);
}

function Said({ t, lang, event, state, stale }: Omit<Props, "opened" | "onEarlier"> & {
  event: ChatEvent;
  stale: boolean;
}) {
  if (event.type === "notice" || event.from === "system") {
    return <li class="notice">{noticeWords(event, t)} <time>{time(event.at, lang)}</time></li>;
  }
  const text = besideCard(event.text, event.card);
  const who = event.from === "agent" ? event.name || state.agent?.name : t[event.from];
  return (
    <li class={`said ${event.from}${stale ? " stale" : ""}`} data-seq={event.seq}>
      <span class="meta">
        {who} <time>{time(event.at, lang)}</time>
        {event.choice && <span class="tapped">{t.tapped}</span>}
      </span>
      {text && <p>{text}</p>}
      {event.card && <CardView card={event.card} />}
      {event.buttons && (
        <span class="offered">{event.buttons.map((one) => one.label).join(" · ")}</span>
      )}
    </li>
  );
}

export function Transcript({ t, lang, state, opened, onEarlier }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pending = state.pending.filter((one) => one.ticket === opened.ticket && one.kind === "reply");
  const first = opened.events[0]?.seq ?? 1;
  const last = opened.events.at(-1)?.seq ?? 0;
  const [atEnd, setAtEnd] = useState(true);
  const [seenTo, setSeenTo] = useState(0);
  const shown = useRef({ first, fromEnd: 0 });
  const toEnd = () => {
    box.current!.scrollTop = box.current!.scrollHeight;
  };
  // The box gets shorter when the reply grows or a keyboard comes up: its end stays in sight.
  const stays = useRef(atEnd);
  stays.current = atEnd;
  useEffect(() => {
    const observer = new ResizeObserver(() => stays.current && box.current && toEnd());
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  // Before it is painted: what is being read stays where it is.
  useLayoutEffect(() => {
    const node = box.current!;
    if (atEnd) toEnd();
    else if (first < shown.current.first) node.scrollTop = node.scrollHeight - shown.current.fromEnd;
    shown.current.first = first;
    if (atEnd) setSeenTo(last);
  }, [first, last, pending.length, atEnd, state.typing[opened.ticket]]);
  const watch = () => {
    const node = box.current!;
    shown.current.fromEnd = node.scrollHeight - node.scrollTop;
    setAtEnd(shown.current.fromEnd - node.clientHeight < nearEndPx);
  };
  return (
    <div class="reading">
      <div class="transcript" ref={box} onScroll={watch} tabIndex={0} role="log"
        aria-label={t.transcript}>
        {first > 1 && <button type="button" class="plain" onClick={onEarlier}>{t.earlier}</button>}
        <ol>
          {opened.events.map((event) => (
            <Said key={event.seq} t={t} lang={lang} state={state} event={event}
              stale={opened.stale.includes(event.seq)} />
          ))}
          {pending.map((one) => (
            <li key={one.id} class="said agent pending">
              <span class="meta">
                {state.agent?.name} · {state.link === "online" ? t.sending : t.queuedToSend}
              </span>
              <p>{one.text}</p>
            </li>
          ))}
        </ol>
      </div>
      {!atEnd && last > seenTo && (
        <button type="button" class="newer" onClick={toEnd}>{t.newMessages} ↓</button>
      )}
      <p class="typing" role="status">
        {state.typing[opened.ticket] && <><Dots /> {t.typing}</>}
      </p>
    </div>
  );
}
