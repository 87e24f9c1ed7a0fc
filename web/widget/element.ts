/**
 * <shopclerk-chat server="" lang="" token="" heading="">: the shopper's chat as a custom element.
 *
 * `server` is where the clerk lives (default: where the page does), `lang` zh, zh-Hant or en,
 * `token` the shop's word on who the shopper is; an empty one says that they have signed out, none
 * at all says nothing (yet). Everything stands in a shadow root with its own style sheet, so
 * neither page nor widget can spoil the other. Events to the page: `shopclerk-token` when a fresh
 * token is needed, `shopclerk-open` and `shopclerk-close`.
 *
 * This file is the button in the corner, all that most visitors of a shop ever see. The chat
 * itself (panel.ts) is a script of its own, fetched when somebody reaches for the button or has a
 * conversation to come back to.
 */
import type { Lang } from "../protocol/frames";
import { pageKeep } from "../protocol/keep";
import type { Keep } from "../protocol/keep";
import { attributes, h, icon } from "./dom";
import { langAround, launcherTexts, nearestLang } from "./lang";
import css from "./launcher.css";
import type { Panel } from "./panel";

/** What the chat needs of the element around it. */
export interface Host {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly server: string;
  readonly keep: Keep;
  /** Names this shop's things in `keep`. */
  readonly key: string;
  readonly lang: Lang;
  close(): void;
  setLang(lang: Lang): void;
  /** The number of unread messages may be another. */
  changed(): void;
}

/** Part of the address, so that no cache gives a new button an old chat. */
declare const CHAT_VERSION: string;

function fetchPanel(failures: number): Promise<typeof import("./panel")> {
  // Some browsers remember a failed fetch for ever: another try has another address.
  const again = failures ? `&try=${failures}` : "";
  const url = new URL(`assets/chat.js?v=${CHAT_VERSION}${again}`, import.meta.url);
  return import(url.href) as Promise<typeof import("./panel")>;
}

export class ShopclerkChat extends HTMLElement {
  static readonly observedAttributes = ["lang", "token", "heading"];

  readonly #root = this.attachShadow({ mode: "open" });
  readonly #badge = h("span", { class: "badge", hidden: true });
  readonly #launcher = h(
    "button",
    { type: "button", class: "launcher", "aria-haspopup": "dialog" },
    icon("chat"), icon("down"), this.#badge,
  );
  readonly #fault = h("p", { class: "fault", role: "alert" });
  #host: Host | null = null;
  #lang: Lang = "zh";
  #open = false;
  #panel: Panel | null = null;
  #fetching: Promise<void> | null = null;
  #failures = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#launcher, this.#fault);
    this.#launcher.addEventListener("click", () => (this.#open ? this.close() : this.open()));
    for (const reach of ["pointerenter", "focus"]) {
      this.#launcher.addEventListener(reach, () => void this.#fetch(), { once: true });
    }
  }

  connectedCallback(): void {
    const { keep, key } = (this.#host ??= this.#settle());
    const unsent = `${key}:out:`;
    const past = keep.get(key) !== null || keep.keys().some((one) => one.startsWith(unsent));
    if (past) void this.#fetch();
    this.#panel?.start();
    this.#show();
  }

  disconnectedCallback(): void {
    this.#panel?.stop();
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (!this.#host || before === value) return;
    if (name === "lang") {
      const { keep, key } = this.#host;
      // What the shopper chose here outlives a page load; a page that changes its language wins.
      if (before === null && keep.get(`${key}:lang`)) return;
      keep.remove(`${key}:lang`);
      this.#setLang(nearestLang(value) ?? this.#lang);
    } else {
      this.#panel?.attribute(name, value);
    }
  }

  /** For the page's own "talk to us" links. */
  open(): void {
    if (this.#open) return;
    this.#open = true;
    this.#fault.textContent = "";
    this.#show();
    void this.#fetch().then(() => this.#open && this.#panel?.show(true));
    this.#tell("open");
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#panel?.show(false);
    this.#show();
    this.#launcher.focus();
    this.#tell("close");
  }

  #settle(): Host {
    const server = new URL(this.getAttribute("server") || "/", location.href).href;
    const key = `shopclerk:${new URL(server).host}`;
    const keep = pageKeep();
    this.#lang = nearestLang(keep.get(`${key}:lang`)) ?? langAround(this);
    const lang = () => this.#lang;
    return {
      element: this,
      root: this.#root,
      server,
      keep,
      key,
      get lang() {
        return lang();
      },
      close: () => this.close(),
      setLang: (chosen) => {
        keep.set(`${key}:lang`, chosen);
        this.#setLang(chosen);
      },
      changed: () => this.#show(),
    };
  }

  #setLang(lang: Lang): void {
    this.#lang = lang;
    this.#panel?.setLang(lang);
    this.#show();
  }

  #fetch(): Promise<void> {
    this.#fetching ??= fetchPanel(this.#failures).then(
      ({ Panel }) => {
        this.#panel = new Panel(this.#host!);
        if (this.isConnected) this.#panel.start();
        this.#show();
      },
      () => {
        this.#fetching = null;
        this.#failures += 1;
        if (!this.#open) return;
        this.close();
        this.#fault.textContent = launcherTexts[this.#lang].failed;
      },
    );
    return this.#fetching;
  }

  #show(): void {
    const t = launcherTexts[this.#lang];
    const unread = this.#open ? 0 : (this.#panel?.unread ?? 0);
    this.toggleAttribute("open", this.#open);
    this.#badge.hidden = unread === 0;
    this.#badge.textContent = unread > 9 ? "9+" : String(unread);
    const label = this.#open ? t.close : unread ? `${t.open}, ${t.unread(unread)}` : t.open;
    attributes(this.#launcher, {
      lang: this.#lang,
      "aria-label": label,
      "aria-expanded": String(this.#open),
      "aria-controls": this.#panel && "panel",
      "aria-busy": this.#open && !this.#panel ? "true" : null,
    });
  }

  #tell(what: string): void {
    this.dispatchEvent(new CustomEvent(`shopclerk-${what}`, { bubbles: true, composed: true }));
  }
}
