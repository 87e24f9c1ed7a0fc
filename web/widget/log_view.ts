/**
 * The transcript in the window: rows that are built once and kept, the place where the shopper is
 * reading, and the voice that reads what is new to those who don't see it.
 */
import type { Lang } from "../protocol/frames";
import type { Tapped } from "../protocol/outbox";
import { eventNode, spoken, timeMark, unsentNode } from "./bubbles";
import type { ChatClient } from "./client";
import { h, icon, Rows } from "./dom";
import type { Row } from "./dom";
import type { Parts } from "./panel";
import { texts } from "./texts";
import type { Texts } from "./texts";

const nearEndPx = 80;
const spokenKept = 20;

type Say = (text: string, tapped?: Tapped) => void;

export class LogView {
  readonly #parts: Pick<Parts, "log" | "newer" | "voice">;
  readonly #client: ChatClient;
  readonly #say: Say;
  readonly #rows = new Rows();
  #open = false;
  #lang: Lang = "zh";
  #heading = "";
  #atEnd = true;
  #topShown: number | undefined;
  /** What has been read out: everything up to this seq of this conversation. */
  #spokenIn = "";
  #spokenTo = 0;

  constructor(parts: Pick<Parts, "log" | "newer" | "voice">, client: ChatClient, say: Say) {
    this.#parts = parts;
    this.#client = client;
    this.#say = say;
    parts.newer.addEventListener("click", () => this.toEnd());
    parts.log.addEventListener("scroll", () => this.#scrolled());
    // The log gets shorter when the field grows or a keyboard comes up: its end stays in sight.
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(parts.log);
  }

  show(open: boolean, lang: Lang, heading: string): void {
    [this.#open, this.#lang, this.#heading] = [open, lang, heading];
    const { log } = this.#parts;
    const [top, height] = [log.scrollTop, log.scrollHeight];
    const before = this.#client.events[0]?.seq;
    this.#rows.show(log, this.#list());
    if (before !== this.#topShown && this.#topShown !== undefined && !this.#atEnd) {
      // Earlier messages came in above: what is being read stays where it is.
      log.scrollTop = top + log.scrollHeight - height;
    } else if (this.#atEnd && open) {
      log.scrollTop = log.scrollHeight;
    }
    this.#topShown = before;
    this.#read();
    this.#speak();
  }

  toEnd(): void {
    const { log } = this.#parts;
    log.scrollTop = log.scrollHeight;
    this.#atEnd = true;
    this.#read();
  }

  /** Says something to those who don't see the window. */
  tell(words: string): void {
    const { voice } = this.#parts;
    voice.append(h("p", {}, words));
    while (voice.childElementCount > spokenKept) voice.firstChild?.remove();
  }

  #scrolled(): void {
    const { log } = this.#parts;
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
    this.#read();
  }

  #read(): void {
    if (this.#open && this.#atEnd) this.#client.seen();
    this.#parts.newer.hidden = this.#atEnd || this.#client.unread === 0;
  }

  #list(): Row[] {
    const [lang, client] = [this.#lang, this.#client];
    const [t, now] = [texts[lang], client.now];
    const rows: Row[] = [this.#beginning(t)];
    let [before, from] = [0, ""];
    for (const event of client.events) {
      const mark = timeMark(before, event.at, now, lang, t);
      if (mark) {
        const build = () => h("div", { class: "time" }, mark);
        rows.push({ key: `time ${event.seq}`, is: mark, build });
      }
      const sender = event.type === "notice" ? "system" : event.from + (event.name ?? "");
      const first = sender !== from || mark !== "";
      const build = () => eventNode(event, first, lang, t);
      rows.push({ key: `event ${event.seq}`, is: `${lang} ${first} ${event.at}`, build });
      [before, from] = [event.at, sender];
    }
    return [...rows, ...this.#unsent(t), ...this.#now(t)];
  }

  /** Above everything: more of it, or who answers here. */
  #beginning(t: Texts): Row {
    const [lang, client] = [this.#lang, this.#client];
    if (client.hasEarlier) {
      const ask = () => client.earlier();
      const build = () => h("button", { type: "button", class: "earlier", onclick: ask }, t.earlier);
      return { key: "earlier", is: lang, build };
    }
    // Suggestions only where the clerk's own greeting is not about to come.
    const silent = client.newest === 0 && client.link === "waiting" && client.unsent.length === 0;
    const build = () =>
      h("div", { class: "greeting" },
        h("span", { class: "face" }, icon("bell")),
        h("h3", {}, this.#heading),
        h("p", {}, t.intro),
        silent && h("div", { class: "replies", role: "group", "aria-label": t.suggestions },
          ...t.suggest.map((words) =>
            h("button", { type: "button", onclick: () => this.#say(words) }, words))));
    return { key: "hello", is: `${lang} ${silent} ${this.#heading}`, build };
  }

  #unsent(t: Texts): Row[] {
    const client = this.#client;
    return client.unsent.map((message) => {
      const state = message.refused ? "failed" : client.link === "online" ? "sending" : "unsent";
      const [retry, drop] = [() => client.retry(message.id), () => client.drop(message.id)];
      const build = () => unsentNode(message, { state, retry, drop }, t);
      const is = `${this.#lang} ${state} ${message.refused}`;
      return { key: `unsent ${message.id}`, is, build };
    });
  }

  /** Below everything: what is true at this moment. */
  #now(t: Texts): Row[] {
    const [lang, client] = [this.#lang, this.#client];
    const rows: Row[] = [];
    if (client.events.at(-1)?.from === "shopper" && client.unsent.length === 0) {
      const build = () => h("div", { class: "delivered" }, icon("sent"), t.delivered);
      rows.push({ key: "delivered", is: lang, build });
    }
    if (client.agentTyping) {
      const words = t.isTyping(client.agentName || t.agent);
      const build = () =>
        h("div", { class: "row agent typing", role: "img", "aria-label": words },
          h("span", { class: "bubble dots" }, h("i"), h("i"), h("i")));
      rows.push({ key: "typing", is: words, build });
    }
    const question = client.unsent.length === 0 ? client.question : null;
    if (question) {
      const { seq, buttons = [] } = question;
      const tap = (id: string, label: string) => () => this.#say(label, { choice: id, asked: seq });
      const build = () =>
        h("div", { class: "replies", role: "group", "aria-label": t.replies },
          ...buttons.map(({ id, label }) =>
            h("button", { type: "button", "data-choice": id, onclick: tap(id, label) }, label)));
      rows.push({ key: `replies ${seq}`, is: lang, build });
    }
    return rows;
  }

  /** Reads out what is new: never the history, never the shopper's own words. */
  #speak(): void {
    const { events, conversation, newest, link } = this.#client;
    if (conversation !== this.#spokenIn) {
      if (link === "online") [this.#spokenIn, this.#spokenTo] = [conversation, newest];
      return;
    }
    for (const event of events) {
      if (event.seq <= this.#spokenTo) continue;
      this.#spokenTo = event.seq;
      if (event.from !== "shopper") this.tell(spoken(event, texts[this.#lang]));
    }
  }
}
