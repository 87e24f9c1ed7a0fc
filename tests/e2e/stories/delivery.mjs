/** Nothing said is lost or doubled, whatever happens to the page, the line or the server. */
import assert from "node:assert/strict";
import { Widget } from "../pages.mjs";
import { request, transcript } from "../protocol_client.mjs";
import { story } from "../story.mjs";

const texts = (rows, from = "shopper") => rows.filter((one) => one.from === from).map((one) => one.text);

/** Session and conversation as the page remembers them, to look behind it. */
const remembered = (page) => page.evaluate(() => {
  const key = Object.keys(localStorage).find((one) => /^shopclerk:[^:]+:\d+$/.test(one));
  return JSON.parse(localStorage.getItem(key));
});

story("a conversation is the same after a reload", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  for (const text of ["你好", "查订单", "算了"]) await widget.ask(text);
  const before = await widget.transcript();
  await page.reload();
  await widget.open();
  await page.waitForFunction((n) => document.querySelector("shopclerk-chat").shadowRoot
    .querySelectorAll(".row[data-seq]").length === n, before.length);
  assert.deepEqual(await widget.transcript(), before);
});

story("words written while the server is away arrive once, after a reload and a restart",
  async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const guest = await visit();
    const { page } = guest;
    await page.goto(shop.base);
    const widget = new Widget(page);
    await widget.open();
    await widget.ask("你好");
    guest.offline = true;
    assert.equal(await shop.stop(), 0, "SIGTERM ends it cleanly");
    await widget.root.locator(".strip:not([hidden])").waitFor();
    await widget.type("我的冰箱不制冷了");
    await widget.type("能退吗");
    assert.equal(await widget.log.locator(".pending").count(), 2);
    await guest.shot("widget-offline");
    // The page itself comes from the server, so it is reloaded once that is back.
    await shop.start();
    await page.reload();
    await widget.open();
    await widget.acknowledged();
    guest.offline = false;
    await page.waitForFunction(() => document.querySelector("shopclerk-chat").shadowRoot
      .querySelectorAll(".row.shopper[data-seq]").length === 3);
    const { conversation, session } = await remembered(page);
    const stored = await transcript(shop.base, conversation, session);
    assert.deepEqual(texts(stored), ["你好", "我的冰箱不制冷了", "能退吗"]);
    assert.deepEqual(stored.map((one) => one.seq), stored.map((_, i) => i + 1));
  });

story("a server that is killed and restarted is found again by itself", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.ask("你好");
  guest.offline = true;
  await shop.kill();
  await widget.type("还在吗");
  await shop.start();
  await guest.page.evaluate(() => globalThis.dispatchEvent(new Event("online")));
  await widget.acknowledged();
  await widget.ask("查订单");
  const { conversation, session } = await remembered(guest.page);
  assert.deepEqual(texts(await transcript(shop.base, conversation, session)),
    ["你好", "还在吗", "查订单"]);
});

story("where no WebSocket passes, the chat goes over HTTP", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.addInitScript(() => {
    globalThis.WebSocket = class extends EventTarget {
      static OPEN = 1;
      constructor() {
        super();
        setTimeout(() => this.onclose?.({ code: 1006 }));
      }
      close() {}
      send() {}
    };
  });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("你好");
  assert.match(await widget.ask("查订单"), /订单号/);
  const { conversation, session } = await remembered(page);
  assert.deepEqual(texts(await transcript(shop.base, conversation, session)), ["你好", "查订单"]);
});

story("what arrives while the window is shut is counted on the launcher", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("你好");
  await page.keyboard.press("Escape");
  const { conversation, session } = await remembered(page);
  const { status } = await request(shop.base, "POST", `/v1/conversations/${conversation}/messages`,
    { session, body: { id: "from-another-device", text: "查订单" } });
  assert.equal(status, 200);
  await widget.root.locator(".badge:not([hidden])").waitFor();
  await widget.open();
  await widget.root.locator(".badge[hidden]").waitFor({ state: "attached" });
});
