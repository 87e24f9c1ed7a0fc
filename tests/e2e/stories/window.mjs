/** The window in a shop's page: what it costs, where it fits, how it is reached and named. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { files, options } from "../demo.mjs";
import { focused, focusIs, Widget } from "../pages.mjs";
import { Shop } from "../shop.mjs";
import { story } from "../story.mjs";

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

story("a visitor who does not chat loads the button alone", async ({ shop, visit }) => {
  const { page } = await visit();
  const loaded = new Map();
  page.on("response", async (response) => {
    const { pathname } = new URL(response.url());
    loaded.set(pathname, (await response.body().catch(() => "")).length);
  });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.launcher.waitFor();
  await page.waitForLoadState("networkidle");
  assert.ok(loaded.get("/widget.js") < 10_000, `${loaded.get("/widget.js")} bytes`);
  assert.equal(loaded.has("/assets/chat.js"), false);
  assert.equal(loaded.has("/v1/conversations"), false);
  const chat = page.waitForResponse(/\/assets\/chat\.js/);
  await widget.launcher.hover();
  await chat;
  await widget.open();
  await widget.ask("你好");
});

story("a chat that cannot be fetched is told, and tried again", async ({ shop, visit }) => {
  const guest = await visit({ locale: "en-GB" });
  guest.offline = true;
  const { page } = guest;
  await page.route(/chat\.js/, (route) => route.abort());
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.launcher.click();
  const fault = widget.root.locator(".fault[role=alert]");
  await fault.filter({ hasText: "could not be opened" }).waitFor();
  await guest.shot("widget-not-fetched");
  assert.equal(await widget.launcher.getAttribute("aria-expanded"), "false");
  assert.deepEqual(await guest.axe(), [], "the fault");
  await page.unroute(/chat\.js/);
  await widget.open();
  assert.equal(await fault.innerText(), "");
  await widget.ask("hello");
});

story("on a phone everything is large enough for a finger", async ({ shop, visit }) => {
  const guest = await visit({ ...phone, locale: "en-GB" });
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.log.locator(".replies button").first().waitFor();
  const small = await widget.panel.locator("button, select, textarea").evaluateAll((all) =>
    all.filter((one) => one.checkVisibility())
      .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 44 || height < 44)
      .map(([name, { width, height }]) => `${name}: ${width} × ${height}`));
  assert.deepEqual(small, []);
  await focusIs(guest.page, /^div\.log/, "no keyboard comes up over the greeting");
  await widget.log.locator(".replies button").first().tap();
  await widget.answer(1);
  await focusIs(guest.page, /^div\.log/, "nor over an answer");
});

story("on a phone Tab stays in the window; beside a page it does not", async ({ shop, visit }) => {
  const { page } = await visit({ viewport: { width: 360, height: 740 } });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  assert.equal(await widget.panel.getAttribute("aria-modal"), "true");
  const round = [];
  for (let i = 0; i < 14; ++i) {
    round.push(await focused(page));
    await page.keyboard.press("Tab");
  }
  assert.ok(round.every((one) => /^(button|select|textarea|div\.log)/.test(one)), round.join(", "));
  assert.ok(round.filter((one) => one.startsWith("textarea")).length >= 2, "round and round");
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.keyboard.press("Escape");
  await widget.open();
  assert.equal(await widget.panel.getAttribute("aria-modal"), null);
  await page.keyboard.press("Tab");
  await focusIs(page, /launcher/);
  await page.keyboard.press("Tab");
  assert.doesNotMatch(await focused(page), /launcher/, "on into the page");
});

story("at 200 % the whole window is there", async ({ shop, visit }) => {
  // What the browser's zoom makes of a window of 1280 × 860.
  const guest = await visit({ viewport: { width: 640, height: 430 }, deviceScaleFactor: 2 });
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.ask("你好");
  const [shut, send] = [".shut", ".send"].map((one) => widget.root.locator(one));
  for (const part of [widget.field, widget.status, shut, send]) {
    const { x, y, width, height } = await part.boundingBox();
    assert.ok(x >= 0 && y >= 0 && x + width <= 640 && y + height <= 430, "nothing is cut off");
  }
  assert.ok((await widget.log.boundingBox()).height > 200, "and there is room to read");
  await guest.shot("widget-200-percent");
});

story("the page's own language is the widget's", async ({ shop, visit }) => {
  const { page } = await visit({ locale: "en-GB" });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.launcher.waitFor();
  const labels = await page.evaluate(() => ["zh-HK", "zh-TW", "zh-CN", "en-US", "fr"].map((lang) => {
    document.documentElement.lang = lang;
    const chat = document.createElement("shopclerk-chat");
    document.body.append(chat);
    const label = chat.shadowRoot.querySelector(".launcher").ariaLabel;
    chat.remove();
    return label;
  }));
  assert.deepEqual(labels,
    ["開啟客服聊天", "開啟客服聊天", "打开客服聊天", "Open the chat", "Open the chat"]);
});

story("every control has its name in the shopper's language", async ({ shop, visit }) => {
  const names = {
    "zh-TW": ["語言", "關閉聊天", "聊天記錄", "訊息", "傳送"],
    "en-GB": ["Language", "Close the chat", "Conversation", "Message", "Send"],
  };
  for (const [locale, expected] of Object.entries(names)) {
    const guest = await visit({ locale });
    await guest.page.goto(shop.base);
    const widget = new Widget(guest.page);
    await widget.open();
    const { select, shut, log, field, send } = { select: widget.root.locator("select"),
      shut: widget.root.locator(".shut"), log: widget.log, field: widget.field,
      send: widget.root.locator(".send") };
    const got = [];
    for (const one of [select, shut, log, field, send]) got.push(await one.getAttribute("aria-label"));
    assert.deepEqual(got, expected);
    assert.equal(await widget.panel.getAttribute("lang"), locale === "zh-TW" ? "zh-Hant" : "en");
    await guest.shot(`widget-${locale}`);
  }
});

const config = join(dirname(fileURLToPath(import.meta.url)), "../../../config/shopclerk.yaml");

/** A page of another shop, with a policy of its own and the clerk's widget on it. */
const otherPage = (clerk) => `<!doctype html><html lang="en"><title>Another shop</title>
  <script type="module" src="${clerk}/widget.js"></script>
  <body bgcolor="#101418"><shopclerk-chat server="${clerk}/"></shopclerk-chat></body></html>`;

story("a page of another origin has the chat, if the configuration says so", async ({ visit }) => {
  let clerk = "";
  const server = createServer((request, response) => {
    const sockets = clerk.replace("http", "ws");
    const policy = `default-src 'none'; script-src ${clerk}; connect-src ${clerk} ${sockets}`;
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": policy });
    response.end(request.url === "/" ? otherPage(clerk) : "");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${server.address().port}`;
  const file = join(tmpdir(), `shopclerk-origins-${process.pid}.yaml`);
  await writeFile(file, `${await readFile(config, "utf8")}\norigins:\n  - ${origin}\n`);
  const shop = await Shop.open({ files, options: [...options, "--config", file] });
  try {
    clerk = shop.base;
    const guest = await visit();
    await guest.page.goto(origin);
    const widget = new Widget(guest.page);
    await widget.open();
    await widget.ask("hello");
    await guest.shot("widget-other-origin-dark-page");
  } finally {
    server.close();
    await shop.close();
    await rm(file);
  }
});
