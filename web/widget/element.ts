/**
 * <shopclerk-chat server="" lang="" token="">: the shopper's chat window as a custom element.
 *
 * `server` is where the clerk lives (default: where the page does), `lang` zh, zh-Hant or en,
 * `token` the shop's word on who the shopper is; an empty one says that they have signed out, none
 * at all says nothing (yet). Everything stands in a shadow root with its own
 * style sheet, so neither page nor widget can spoil the other. Events to the page:
 * `shopclerk-token` when a fresh token is needed, `shopclerk-open` and `shopclerk-close`.
 *
 * The conversation itself lives in client.ts; this file shows it and takes what the shopper does.
 */
import type { Lang } from "../protocol/frames";
import { utf8Length } from "../protocol/frames";
import { pageKeep } from "../protocol/outbox";
import type { Keep } from "../protocol/outbox";
import { eventNode, spoken, timeMark, unsentNode } from "./bubbles";
import { ChatClient } from "./client";
import { attributes, h, icon, Rows } from "./dom";
import type { Row } from "./dom";
import { nearestLang, texts } from "./texts";
import type { Texts } from "./texts";
import { httpTransport, socketTransport } from "./transport";
import css from "./widget.css";

interface Parts {
  field: HTMLTextAreaElement;
  send: HTMLButtonElement;
  count: HTMLElement;
  form: HTMLFormElement;
  language: HTMLSelectElement;
  shut: HTMLElement;
  title: HTMLElement;
  status: HTMLElement;
  strip: HTMLElement;
  log: HTMLElement;
  voice: HTMLElement;
  newer: HTMLElement;
  badge: HTMLElement;
  launcher: HTMLElement;
  panel: HTMLElement;
}

const nearEndPx = 80;
const spokenKept = 20;

export class ShopclerkChat extends HTMLElement {
  static readonly observedAttributes = ["lang", "token"];

  readonly #root = this.attachShadow({ mode: "open" });
  #client!: ChatClient;
  #keep: Keep = pageKeep();
  #key = "";
  #lang: Lang = "zh";
  #open = false;
  #ready = false;
  #queued = false;
  /** What has been read out: everything up to this seq of this conversation. */
  #spokenIn = "";
  #spokenTo = 0;
  readonly #rows = new Rows();
  readonly #parts = this.#build();
  readonly #wake = () => {
    if (document.visibilityState === "visible") this.#client.hurry();
  };

  connectedCallback(): void {
    if (!this.#ready) this.#begin();
    globalThis.addEventListener("online", this.#wake);
    document.addEventListener("visibilitychange", this.#wake);
    if (this.#client.hasPast) this.#client.start();
    this.#show();
  }

  disconnectedCallback(): void {
    globalThis.removeEventListener("online", this.#wake);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#client.stop();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!this.#ready || before === value) return;
    if (name === "token") this.#client.setToken(value ?? "");
    // What the shopper chose here outlives a page load; a page that changes its language wins.
    else if (before !== null || !this.#keep.get(`${this.#key}:lang`)) this.#setLang(value);
    this.#changed();
  }

  /** For the page's own "talk to us" links. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#client.start();
    this.#show();
    this.#toEnd();
    this.#parts.field.focus();
    this.dispatchEvent(new CustomEvent("shopclerk-open", { bubbles: true, composed: true }));
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#show();
    this.#parts.launcher.focus();
    this.dispatchEvent(new CustomEvent("shopclerk-close", { bubbles: true, composed: true }));
  }

  #begin(): void {
    this.#ready = true;
    const server = new URL(this.getAttribute("server") || "/", location.href).href;
    this.#key = `shopclerk:${new URL(server).host}`;
    const chosen = nearestLang(this.#keep.get(`${this.#key}:lang`));
    this.#lang = chosen ?? nearestLang(this.getAttribute("lang"))
      ?? nearestLang(navigator.language) ?? "zh";
    const asked = () => this.dispatchEvent(
      new CustomEvent("shopclerk-token", { bubbles: true, composed: true }),
    );
    this.#client = new ChatClient({
      socket: socketTransport(server),
      http: httpTransport(server),
      keep: this.#keep,
      key: this.#key,
      lang: this.#lang,
      onChange: () => this.#changed(),
      onTokenNeeded: asked,
    });
    const token = this.getAttribute("token");
    if (token !== null) this.#client.setToken(token);
    this.#root.adoptedStyleSheets = [styleSheet()];
  }

  get #t(): Texts {
    return texts[this.#lang];
  }

  #setLang(tag: string | null, chosen = false): void {
    this.#lang = nearestLang(tag) ?? this.#lang;
    if (chosen) this.#keep.set(`${this.#key}:lang`, this.#lang);
    else this.#keep.remove(`${this.#key}:lang`);
    this.#client.setLang(this.#lang);
    this.#changed();
  }

  #build(): Parts {
    const field = h("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send" });
    const send = h("button", { type: "submit", class: "send" }, icon("send"));
    const count = h("p", { class: "count", id: "count", role: "status" });
    const form = h("form", { class: "write" }, field, send);
    const language = h(
      "select",
      { class: "language" },
      h("option", { value: "zh" }, "简体"),
      h("option", { value: "zh-Hant" }, "繁體"),
      h("option", { value: "en" }, "English"),
    );
    const shut = h("button", { type: "button", class: "shut" }, icon("close"));
    const title = h("h2", { id: "title" });
    const status = h("p", { class: "status", role: "status" });
    const strip = h("p", { class: "strip", role: "status", hidden: true });
    const log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0 });
    const voice = h("div", { class: "sr", "aria-live": "polite", "aria-atomic": "false" });
    const newer = h("button", { type: "button", class: "newer", hidden: true });
    const badge = h("span", { class: "badge", hidden: true });
    const launcher = h(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-controls": "panel" },
      icon("chat"), icon("down"), badge,
    );
    const panel = h(
      "div",
      { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
      h("header", {},
        h("span", { class: "face" }, icon("bell")),
        h("div", { class: "head" }, title, status),
        language, shut),
      strip,
      h("div", { class: "middle" }, log, newer),
      voice,
      h("footer", {}, form, count),
    );
    this.#root.append(panel, launcher);
    const parts = { field, send, count, form, language, shut, title, status, strip, log, voice,
      newer, badge, launcher, panel };
    this.#listen(parts);
    return parts;
  }

  #listen({ field, form, language, shut, log, newer, launcher, panel }: Parts): void {
    launcher.addEventListener("click", () => (this.#open ? this.close() : this.open()));
    shut.addEventListener("click", () => this.close());
    language.addEventListener("change", () => this.#setLang(language.value, true));
    newer.addEventListener("click", () => this.#toEnd());
    log.addEventListener("scroll", () => this.#changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    field.addEventListener("input", () => {
      this.#client.typing(field.value !== "");
      this.#measure();
    });
    field.addEventListener("keydown", (event) => {
      // 229: the key belongs to an input method, also where isComposing is late.
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.#submit();
    });
    panel.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      } else if (event.key === "Tab") {
        this.#keepFocus(event);
      }
    });
  }

  /** Where the panel covers the page, Tab goes round inside it. */
  #keepFocus(event: KeyboardEvent): void {
    const { panel, launcher } = this.#parts;
    if (getComputedStyle(launcher).visibility !== "hidden") return;
    const stops = [...panel.querySelectorAll<HTMLElement>("button, select, textarea, [tabindex]")]
      .filter((one) => one.offsetParent && !(one as HTMLButtonElement).disabled);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.#root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }

  #submit(): void {
    const { field } = this.#parts;
    const text = field.value.trim();
    if (!text || utf8Length(text) > this.#client.limits.text_bytes) return;
    if (!this.#client.say(text)) {
      this.#parts.count.textContent = this.#t.full;
      return;
    }
    field.value = "";
    this.#client.typing(false);
    this.#measure();
    this.#toEnd();
  }

  #say(text: string, choice?: string): void {
    this.#client.say(text, choice);
    this.#toEnd();
    this.#parts.field.focus();
  }

  /** The field grows with its text, and tells when the text grows over the limit. */
  #measure(): void {
    const { field, count, send } = this.#parts;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const left = this.#client.limits.text_bytes - utf8Length(field.value.trim());
    const words = left < 0 ? this.#t.tooLong(-left) : left < 400 ? this.#t.left(left) : "";
    if (count.textContent !== words) count.textContent = words;
    count.classList.toggle("over", left < 0);
    send.disabled = left < 0 || field.value.trim() === "";
  }

  #changed(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#show();
    });
  }

  #show(): void {
    if (!this.#ready) return;
    this.#showFrame();
    const { log, newer } = this.#parts;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
    const [top, height] = [log.scrollTop, log.scrollHeight];
    const before = this.#client.events[0]?.seq;
    this.#rows.show(log, this.#list());
    if (before !== this.#topShown && this.#topShown !== undefined) {
      // Earlier messages came in above: what is being read stays where it is.
      log.scrollTop = top + log.scrollHeight - height;
    } else if (atEnd && this.#open) {
      log.scrollTop = log.scrollHeight;
    }
    this.#topShown = before;
    newer.hidden = atEnd || !this.#hasUnseen;
    if (this.#open && atEnd) this.#client.seen();
    this.#speak();
  }

  #topShown: number | undefined;

  get #hasUnseen(): boolean {
    return this.#client.unread > 0;
  }

  #showFrame(): void {
    const t = this.#t;
    const { launcher, panel, title, status, strip, badge, language, shut, log, newer, field, send } =
      this.#parts;
    const unread = this.#open ? 0 : this.#client.unread;
    this.toggleAttribute("open", this.#open);
    panel.hidden = !this.#open;
    attributes(panel, { lang: this.#lang });
    badge.hidden = unread === 0;
    badge.textContent = unread > 9 ? "9+" : String(unread);
    const label = this.#open ? t.close : unread ? `${t.open}, ${t.unread(unread)}` : t.open;
    attributes(launcher, { "aria-expanded": String(this.#open), "aria-label": label });
    setText(title, this.getAttribute("heading") || t.title);
    setText(status, this.#statusWords());
    panel.dataset.owner = this.#client.owner;
    panel.dataset.link = this.#client.link;
    const trouble = this.#client.link === "waiting";
    strip.hidden = !trouble;
    setText(strip, trouble ? t.waiting : "");
    language.value = this.#lang;
    attributes(language, { "aria-label": t.language });
    attributes(shut, { "aria-label": t.close });
    attributes(log, { "aria-label": t.log });
    attributes(send, { "aria-label": t.send });
    attributes(field, { placeholder: t.write, "aria-label": t.message, "aria-describedby": "count" });
    setText(newer, t.newMessages);
    this.#measure();
  }

  #statusWords(): string {
    const [t, client] = [this.#t, this.#client];
    if (client.link === "connecting") return t.connecting;
    if (client.owner === "agent") return t.served(client.agentName);
    if (client.owner === "queue") return client.position ? t.queued(client.position) : t.queuedSoon;
    return t.bot;
  }

  #list(): Row[] {
    const [t, lang, client] = [this.#t, this.#lang, this.#client];
    const now = Date.now();
    const rows: Row[] = [];
    if (client.hasEarlier) {
      const ask = () => client.earlier();
      const build = () =>
        h("button", { type: "button", class: "earlier", onclick: ask }, t.earlier);
      rows.push({ key: "earlier", is: lang, build });
    }
    // Not while the clerk's own greeting may be on its way.
    const silent = client.newest === 0 && client.link !== "connecting";
    if (silent && client.unsent.length === 0) {
      rows.push({ key: "hello", is: lang, build: () => this.#greeting() });
    }
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
    return [...rows, ...this.#afterEvents()];
  }

  #afterEvents(): Row[] {
    const [t, lang, client] = [this.#t, this.#lang, this.#client];
    const rows: Row[] = client.unsent.map((message) => {
      const state = message.refused ? "failed" : client.link === "online" ? "sending" : "unsent";
      const [retry, drop] = [() => client.retry(message.id), () => client.drop(message.id)];
      const build = () => unsentNode(message, { state, retry, drop }, t);
      return { key: `unsent ${message.id}`, is: `${lang} ${state} ${message.refused}`, build };
    });
    const last = client.events.at(-1);
    if (last?.from === "shopper" && rows.length === 0) {
      const build = () => h("div", { class: "delivered" }, icon("sent"), t.delivered);
      rows.push({ key: "delivered", is: lang, build });
    }
    if (client.agentTyping) {
      const words = t.isTyping(client.agentName || t.agent);
      const dots = () =>
        h("div", { class: "row agent typing", role: "img", "aria-label": words },
          h("span", { class: "bubble" }, h("i"), h("i"), h("i")));
      rows.push({ key: "typing", is: words, build: dots });
    }
    // Quick replies belong to the last word; once the shopper has answered they are gone.
    const buttons = last?.from === "bot" && client.unsent.length === 0 ? last.buttons : undefined;
    if (buttons) {
      const build = () =>
        h("div", { class: "replies", role: "group", "aria-label": t.replies },
          ...buttons.map(({ id, label }) =>
            h("button", { type: "button", "data-choice": id, onclick: () => this.#say(label, id) },
              label)));
      rows.push({ key: `replies ${last!.seq}`, is: lang, build });
    }
    return rows;
  }

  #greeting(): HTMLElement {
    const t = this.#t;
    return h(
      "div",
      { class: "greeting" },
      h("span", { class: "face" }, icon("bell")),
      h("h3", {}, t.hello),
      h("p", {}, t.intro),
      h("div", { class: "replies", role: "group", "aria-label": t.suggestions },
        ...t.suggest.map((words) =>
          h("button", { type: "button", onclick: () => this.#say(words) }, words))),
    );
  }

  /** Reads out what is new: never the history, never the shopper's own words. */
  #speak(): void {
    const { voice } = this.#parts;
    const { events, conversation, newest, link } = this.#client;
    if (conversation !== this.#spokenIn) {
      if (link === "online") [this.#spokenIn, this.#spokenTo] = [conversation, newest];
      return;
    }
    for (const event of events) {
      if (event.seq <= this.#spokenTo) continue;
      this.#spokenTo = event.seq;
      if (event.from !== "shopper") voice.append(h("p", {}, spoken(event, this.#t)));
    }
    while (voice.childElementCount > spokenKept) voice.firstChild?.remove();
  }

  #toEnd(): void {
    const { log, newer } = this.#parts;
    log.scrollTop = log.scrollHeight;
    newer.hidden = true;
    this.#client.seen();
  }
}

function setText(node: Element, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

let shared: CSSStyleSheet | undefined;

function styleSheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}
