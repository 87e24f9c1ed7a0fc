/** One thing said, as the shopper sees it: bubble, card, notice, and the marks of time between. */
import { besideCard, headLine, isPriced } from "../protocol/card_text";
import type { Card, ChatEvent, Lang } from "../protocol/frames";
import type { Unsent } from "../protocol/outbox";
import { h, icon } from "./dom";
import type { Icon } from "./dom";
import type { Texts } from "./texts";

const pauseMs = 5 * 60_000;

export function clock(at: number, lang: Lang): string {
  return new Date(at).toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hour12: false });
}

function dayOf(at: number, now: number, lang: Lang, t: Texts): string {
  const day = (ms: number) => new Date(ms).toDateString();
  if (day(at) === day(now)) return t.today;
  if (day(at) === day(now - 86_400_000)) return t.yesterday;
  return new Date(at).toLocaleDateString(lang, { month: "long", day: "numeric", weekday: "short" });
}

/** The words above `at` when it follows `before`: a new day, or a pause. Empty: none. */
export function timeMark(before: number, at: number, now: number, lang: Lang, t: Texts): string {
  const sameDay = new Date(before).toDateString() === new Date(at).toDateString();
  if (before && sameDay && at - before < pauseMs) return "";
  return `${dayOf(at, now, lang, t)} ${clock(at, lang)}`;
}

const icons: Record<string, Icon> = {
  order: "order",
  return: "return",
  points: "points",
  complaint: "complaint",
  ticket: "ticket",
};

export function cardNode(card: Card): HTMLElement {
  const status = card.lines.find((line) => line.name === "status");
  const number = headLine(card);
  const lines = card.lines.filter((line) => line !== status && line !== number && line.text);
  const row = ({ text, note }: Card["rows"][number]) =>
    h("li", {}, h("span", {}, text), note && h("small", {}, note));
  const list = (rows: Card["rows"], kind: string) =>
    rows.length > 0 && h("ol", { class: kind }, ...rows.map(row));
  return h(
    "section",
    { class: `card ${icons[card.kind] ?? "other"}`, "aria-label": card.title },
    h(
      "header",
      {},
      h("span", { class: "mark" }, icon(icons[card.kind] ?? "ticket")),
      h("strong", {}, card.title, number && h("small", {}, number.text)),
      status && h("span", { class: "chip" }, status.text),
    ),
    list(card.rows.filter(isPriced), "goods"),
    lines.length > 0 &&
      h("dl", {}, ...lines.flatMap((line) => [
        h("dt", {}, line.label),
        h("dd", { "data-field": line.name }, line.text),
      ])),
    list(card.rows.filter((one) => !isPriced(one)), "steps"),
  );
}

/** `first`: the sender has changed, so their name stands above. */
export function eventNode(event: ChatEvent, first: boolean, lang: Lang, t: Texts): HTMLElement {
  if (event.type === "notice" || event.from === "system") {
    const words = t.notices[event.notice ?? ""];
    return h("div", { class: "row system" }, h("p", {}, words ? words(event.name ?? "") : event.text));
  }
  const who = { shopper: t.you, bot: t.clerk, agent: event.name || t.agent }[event.from];
  const theirs = event.from !== "shopper";
  const text = besideCard(event.text, event.card);
  return h(
    "div",
    { class: `row ${event.from}${first ? " first" : ""}`, "data-seq": event.seq },
    theirs && h("span", { class: "avatar", "aria-hidden": "true" }, first && avatar(event)),
    h(
      "div",
      { class: "said" },
      theirs && first ? h("span", { class: "who" }, who) : h("span", { class: "sr" }, who),
      text && h("p", { class: "bubble", title: clock(event.at, lang) }, text),
      event.card && cardNode(event.card),
    ),
  );
}

const avatar = (event: ChatEvent): Node | string =>
  event.from === "agent" && event.name ? [...event.name][0]! : icon(event.from === "bot" ? "bell" : "person");

export interface UnsentWords {
  state: "sending" | "unsent" | "failed";
  retry(): void;
  drop(): void;
}

export function unsentNode(message: Unsent, words: UnsentWords, t: Texts): HTMLElement {
  const failed = words.state === "failed";
  const reason = t.refused[message.refused ?? ""] ?? t.refusedElse;
  return h(
    "div",
    { class: `row shopper pending ${words.state}` },
    h(
      "div",
      { class: "said" },
      h("span", { class: "sr" }, t.you),
      h("p", { class: "bubble" }, message.text),
      h(
        "span",
        { class: "state", role: failed ? "alert" : undefined },
        icon(failed ? "warn" : "wait"),
        h("span", {}, words.state === "failed" ? t.failed(reason) : t[words.state]),
        failed && message.refused !== "stale"
          && h("button", { type: "button", onclick: words.retry }, t.retry),
        failed && h("button", { type: "button", onclick: words.drop }, t.discard),
      ),
    ),
  );
}

/** What a screen reader says when the event arrives. */
export function spoken(event: ChatEvent, t: Texts): string {
  if (event.type === "notice") return t.notices[event.notice ?? ""]?.(event.name ?? "") ?? event.text;
  const who = event.from === "agent" ? event.name || t.agent : t.clerk;
  const card = event.card
    ? [event.card.title, ...event.card.lines.map((line) => `${line.label} ${line.text}`)].join(", ")
    : "";
  const replies = (event.buttons ?? []).map((button) => button.label).join(", ");
  return [`${who}: ${besideCard(event.text, event.card)}`, card, replies].filter(Boolean)
    .reduce((said, more) => `${said}${/\p{P}$/u.test(said) ? "" : "."} ${more}`);
}
