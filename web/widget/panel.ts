/**
 * The chat window: shows the conversation of client.ts and takes what the shopper does. Made once,
 * when it is first needed (element.ts); from then on it is shown and hidden.
 */
import { utf8Length } from "../protocol/frames";
import type { Lang } from "../protocol/frames";
import { ChatClient } from "./client";
import { attributes, h, icon, setText } from "./dom";
import type { Host } from "./element";
import { LogView } from "./log_view";
import css from "./panel.css";
import { texts } from "./texts";
import type { Texts } from "./texts";
import { httpTransport, socketTransport } from "./transport";

const bytesLeftTold = 400;

/** How a language is called on the button, and in the list of all three. */
const languages: [Lang, string, string][] = [
  ["zh", "简", "简体中文"], ["zh-Hant", "繁", "繁體中文"], ["en", "EN", "English"],
];

function buildParts() {
  const field = h("textarea", { rows: 1, autocomplete: "off", enterkeyhint: "send" });
  const send = h("button", { type: "submit", class: "send" }, icon("send"));
  const count = h("p", { class: "count", id: "count" });
  const form = h("form", { class: "write" }, field, send);
  const short = h("span", { "aria-hidden": "true" });
  const options = languages.map(([value, , name]) => h("option", { value, lang: value }, name));
  const select = h("select", {}, ...options);
  const shut = h("button", { type: "button", class: "shut" }, icon("close"));
  const title = h("h2", { id: "title" });
  const status = h("p", { class: "status", role: "status" });
  const strip = h("p", { class: "strip", role: "status", hidden: true });
  const log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: 0 });
  const voice = h("div", { class: "sr", "aria-live": "polite", "aria-atomic": "false" });
  const newer = h("button", { type: "button", class: "newer", hidden: true });
  const panel = h(
    "div",
    { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "title", hidden: true },
    h("header", {},
      h("span", { class: "face" }, icon("bell")),
      h("div", { class: "head" }, title, status),
      h("span", { class: "language" }, short, icon("down"), select),
      shut),
    strip,
    h("div", { class: "middle" }, log, newer),
    voice,
    h("footer", {}, form, count),
  );
  return { field, send, count, form, short, select, shut, title, status, strip, log, voice, newer,
    panel };
}

export type Parts = ReturnType<typeof buildParts>;

export class Panel {
  readonly #host: Host;
  readonly #client: ChatClient;
  readonly #parts = buildParts();
  readonly #log: LogView;
  #open = false;
  #queued = false;
  #over = false;

  readonly #wake = () => {
    if (document.visibilityState === "visible") this.#client.hurry();
  };
  readonly #lost = () => this.#client.lost();
  readonly #fit = () => this.#fitScreen();
  readonly #stored = ({ key }: StorageEvent) => {
    if (key === this.#host.key) this.#client.storedElsewhere();
  };

  constructor(host: Host) {
    this.#host = host;
    const { element, root, server, keep, key, lang } = host;
    this.#client = new ChatClient({
      socket: socketTransport(server),
      http: httpTransport(server),
      keep,
      key,
      lang,
      onChange: () => this.#changed(),
      onTokenNeeded: () => element.dispatchEvent(
        new CustomEvent("shopclerk-token", { bubbles: true, composed: true })),
    });
    this.#log = new LogView(this.#parts, this.#client, (text, tapped) => {
      this.#client.say(text, tapped);
      this.#log.toEnd();
      this.#focus();
    });
    this.attribute("token", element.getAttribute("token"));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    root.prepend(this.#parts.panel);
    this.#listen();
  }

  get unread(): number {
    return this.#client.unread;
  }

  /** The element is in a page. */
  start(): void {
    globalThis.addEventListener("online", this.#wake);
    globalThis.addEventListener("offline", this.#lost);
    globalThis.addEventListener("storage", this.#stored);
    globalThis.visualViewport?.addEventListener("resize", this.#fit);
    document.addEventListener("visibilitychange", this.#wake);
    if (this.#open || this.#client.hasPast) this.#client.start();
    this.#changed();
  }

  stop(): void {
    globalThis.removeEventListener("online", this.#wake);
    globalThis.removeEventListener("offline", this.#lost);
    globalThis.removeEventListener("storage", this.#stored);
    globalThis.visualViewport?.removeEventListener("resize", this.#fit);
    document.removeEventListener("visibilitychange", this.#wake);
    this.#client.stop();
  }

  show(open: boolean): void {
    this.#open = open;
    if (open) this.#client.start();
    this.#fitScreen();
    this.#show();
    if (!open) return;
    this.#log.toEnd();
    this.#focus();
  }

  /** The element's `token` or `heading` is another. */
  attribute(name: string, value: string | null): void {
    if (name === "token" && value !== null) this.#client.setToken(value);
    this.#changed();
  }

  setLang(lang: Lang): void {
    this.#client.setLang(lang);
    this.#changed();
  }

  get #t(): Texts {
    return texts[this.#host.lang];
  }

  #listen(): void {
    const { field, form, select, send, shut, panel } = this.#parts;
    // The field keeps the focus, and a phone its keyboard.
    send.addEventListener("mousedown", (event) => event.preventDefault());
    shut.addEventListener("click", () => this.#host.close());
    select.addEventListener("change", () => this.#host.setLang(select.value as Lang));
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
        this.#host.close();
      } else if (event.key === "Tab") {
        this.#keepFocus(event);
      }
    });
  }

  /** Ready to write; but where that brings a keyboard up over the answers, ready to read. */
  #focus(): void {
    const { field, log } = this.#parts;
    (matchMedia("(pointer: coarse)").matches ? log : field).focus({ preventScroll: true });
  }

  /** On a phone the panel covers the page. */
  get #covers(): boolean {
    return getComputedStyle(this.#parts.panel).position === "fixed";
  }

  /** Where the panel covers the page, Tab goes round inside it. */
  #keepFocus(event: KeyboardEvent): void {
    if (!this.#covers) return;
    const { panel } = this.#parts;
    const stops = [...panel.querySelectorAll<HTMLElement>("button, select, textarea, [tabindex]")]
      .filter((one) => one.offsetParent && !(one as HTMLButtonElement).disabled);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.#host.root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }

  /** A keyboard on the screen takes its part of it: the panel keeps to what is left. */
  #fitScreen(): void {
    const { panel } = this.#parts;
    const screen = globalThis.visualViewport;
    const covers = this.#open && this.#covers;
    attributes(panel, { "aria-modal": covers ? "true" : null });
    const squeezed = covers && screen && screen.scale === 1 && screen.height < innerHeight - 1;
    panel.style.height = squeezed ? `${screen.height}px` : "";
    panel.style.top = squeezed ? `${screen.offsetTop}px` : "";
  }

  #submit(): void {
    const { field } = this.#parts;
    const text = field.value.trim();
    if (!text || utf8Length(text) > this.#client.limits.text_bytes) return;
    if (!this.#client.say(text)) {
      this.#parts.count.textContent = this.#t.full;
      this.#log.tell(this.#t.full);
      return;
    }
    field.value = "";
    // The button is about to be of no use: a focus on it would be lost.
    if (this.#host.root.activeElement === this.#parts.send) field.focus();
    this.#client.typing(false);
    this.#measure();
    this.#log.toEnd();
  }

  /** The field grows with its text, and tells when the text grows over the limit. */
  #measure(): void {
    const { field, count, send } = this.#parts;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const left = this.#client.limits.text_bytes - utf8Length(field.value.trim());
    const over = left < 0;
    const words = over ? this.#t.tooLong(-left) : left < bytesLeftTold ? this.#t.left(left) : "";
    setText(count, words);
    count.classList.toggle("over", over);
    // Not with every key: a screen reader hears it when the limit is crossed.
    if (over && !this.#over) this.#log.tell(words);
    this.#over = over;
    attributes(field, { "aria-invalid": over ? "true" : null });
    send.disabled = over || field.value.trim() === "";
  }

  /** Whatever changes in one go is shown in one go. */
  #changed(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#show();
    });
  }

  #show(): void {
    this.#showFrame();
    const { root, lang, element } = this.#host;
    const focused = root.activeElement;
    this.#log.show(this.#open, lang, element.getAttribute("heading") || this.#t.title);
    // A button that had the focus is gone: the focus stays in the chat.
    if (focused && !root.activeElement && this.#open) this.#focus();
    this.#host.changed();
  }

  #showFrame(): void {
    const [t, lang, client] = [this.#t, this.#host.lang, this.#client];
    const { panel, title, status, strip, short, select, shut, log, newer, field, send } = this.#parts;
    panel.hidden = !this.#open;
    attributes(panel, { lang, "data-owner": client.owner, "data-link": client.link });
    setText(title, this.#host.element.getAttribute("heading") || t.title);
    setText(status, this.#statusWords());
    const trouble = client.link === "waiting";
    strip.hidden = !trouble;
    setText(strip, trouble ? t.waiting : "");
    select.value = lang;
    setText(short, languages.find(([one]) => one === lang)![1]);
    attributes(select, { "aria-label": t.language });
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
    if (client.link === "waiting") return t.offline;
    if (client.owner === "agent") return t.served(client.agentName);
    if (client.owner === "queue") return client.position ? t.queued(client.position) : t.queuedSoon;
    return t.bot;
  }
}
