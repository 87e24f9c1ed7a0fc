/**
 * The demo shop's few moving parts: who to be, in which language, and the button that opens the
 * chat. A shop's own page would set the element's `token` from its own sign-in; here the server
 * mints one for made-up customers, when it runs on demo data. Each token is used once, so a fresh
 * one is fetched whenever it is needed.
 */
import { pageKeep } from "../protocol/keep";
import type { ShopclerkChat } from "../widget/element";
import { nearestLang } from "../widget/lang";

interface Shopper {
  name: string;
  tier: string;
  orders: string[];
  phone_tail: string;
  token: string;
}

const chosenKey = "warmhouse:shopper";
const langKey = "warmhouse:lang";

const local = pageKeep();

const chat = document.querySelector("shopclerk-chat") as ShopclerkChat;
const people = document.getElementById("people")!;
const hint = document.getElementById("hint")!;

const tiers: Record<string, [string, string]> = {
  basic: ["普通会员", "Basic"],
  silver: ["银卡", "Silver"],
  gold: ["黄金卡", "Gold"],
  platinum: ["白金卡", "Platinum"],
};

/** Both languages stand in the page; its style sheet shows one. */
function both([zh, en]: [string, string], tag: "span" | "small" = "span"): HTMLElement[] {
  return ([["zh", zh], ["en", en]] as const).map(([lang, text]) => {
    const node = document.createElement(tag);
    node.lang = lang;
    node.textContent = text;
    return node;
  });
}

async function shoppers(): Promise<Shopper[]> {
  try {
    const response = await fetch("/demo/shoppers", { cache: "no-store" });
    return response.ok ? ((await response.json()) as Shopper[]) : [];
  } catch {
    return [];
  }
}

function showHint(one: Shopper): void {
  const orders = one.orders.slice(0, 3).join(" · ");
  hint.replaceChildren(
    ...both([
      `订单 ${orders}，手机尾号 ${one.phone_tail}`,
      `Orders ${orders}, phone ends in ${one.phone_tail}`,
    ]),
  );
}

function mark(name: string): void {
  for (const button of people.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.name === name));
  }
}

/** An empty name is the guest; a guest may try the first shopper's order. */
async function become(name: string): Promise<void> {
  const all = await shoppers();
  const one = all.find((shopper) => shopper.name === name);
  local.set(chosenKey, one?.name ?? "");
  mark(one?.name ?? "");
  chat.setAttribute("token", one?.token ?? "");
  const shown = one ?? all[0];
  if (shown) showHint(shown);
}

/** The page has no words in traditional characters; the chat has. */
function setLang(lang: "zh" | "zh-Hant" | "en"): void {
  document.documentElement.lang = lang === "en" ? "en" : "zh";
  local.set(langKey, lang);
  chat.setAttribute("lang", lang);
}

async function begin(): Promise<void> {
  for (const one of await shoppers()) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.name = one.name;
    button.append(one.name, ...both(tiers[one.tier] ?? ["", ""], "small"));
    people.append(button);
  }
  await become(local.get(chosenKey) ?? "");
}

people.addEventListener("click", (event) => {
  const button = (event.target as Element).closest("button");
  if (button) void become(button.dataset.name ?? "");
});
// Who signs in or out in another tab does so here; the chat finds out by itself.
globalThis.addEventListener("storage", ({ key, newValue }) => {
  if (key === chosenKey) mark(newValue ?? "");
});
chat.addEventListener("shopclerk-token", () => void become(local.get(chosenKey) ?? ""));
document.getElementById("ask")!.addEventListener("click", () => chat.open());
document.getElementById("language")!.addEventListener("click", () =>
  setLang(document.documentElement.lang === "en" ? "zh" : "en"));

setLang(nearestLang(local.get(langKey)) ?? nearestLang(navigator.language) ?? "en");
void begin();
