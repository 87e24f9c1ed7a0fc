/** Nothing said is lost or doubled, whatever happens to the page, the line or the server. */
import assert from "node:assert/strict";
import { remembered, Widget } from "../pages.mjs";
import { request, transcript } from "../protocol_client.mjs";
import { story } from "../story.mjs";

const texts = (rows, from = "shopper") => rows.filter((one) => one.from === from).map((one) => one.text);

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

story("an ack that is lost on its way makes no second message", async ({ shop, visit }) => {
  const guest = await visit();
  guest.offline = true;
  const ids = [];
  let lost = false;
  await guest.page.routeWebSocket(/\/v1\/chat/, (chat) => {
    const server = chat.connectToServer();
    let broken = false;
    chat.onMessage((message) => {
      const { verb, id } = JSON.parse(String(message));
      if (verb === "send") ids.push(id);
      server.send(message);
    });
    server.onMessage((message) => {
      const ack = JSON.parse(String(message)).verb === "ack";
      if (!ack || lost) return broken || chat.send(message);
      // What comes after the ack is lost with it and the line.
      lost = broken = true;
      chat.close();
    });
  });
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.say("你好");
  await widget.answer(0);
  assert.equal(new Set(ids).size, 1, "the same id again");
  const { conversation, session } = await remembered(guest.page);
  assert.deepEqual(texts(await transcript(shop.base, conversation, session)), ["你好"]);
});

story("a phone that loses its network says so and goes on by itself", async ({ shop, visit }) => {
  const guest = await visit({ viewport: { width: 360, height: 740 } });
  const { page, context } = guest;
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("你好");
  guest.offline = true;
  await context.setOffline(true);
  await widget.root.locator(".strip:not([hidden])").waitFor();
  await widget.type("还在吗");
  await widget.log.locator(".pending.unsent").waitFor();
  assert.deepEqual(await guest.axe(), [], "offline");
  await guest.shot("phone-offline");
  const before = await widget.newest();
  await context.setOffline(false);
  await widget.acknowledged();
  await widget.answer(before);
  assert.equal(await widget.root.locator(".strip").isHidden(), true);
});

story("a browser that keeps nothing can chat all the same", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    }
  });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await page.locator("#people button").nth(2).waitFor();
  await widget.open();
  assert.match(await widget.ask("查订单"), /订单号/);
});

story("a clock that is days ahead calls today today", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 3 * 86_400_000;
  });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("你好");
  assert.match(await widget.log.locator(".time").last().innerText(), /今天/);
});

story("a refused message is kept, with the reason and a way on", async ({ shop, visit }) => {
  const guest = await visit({ locale: "en-GB" });
  await guest.page.routeWebSocket(/\/v1\/chat/, (chat) => {
    const server = chat.connectToServer();
    chat.onMessage((message) => {
      const { verb, id } = JSON.parse(String(message));
      if (verb !== "send" || refusing === 0) return server.send(message);
      refusing -= 1;
      chat.send(JSON.stringify({ verb: "nack", code: "too_long", id, message: "too long" }));
    });
  });
  let refusing = 1;
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.type("hello");
  const failed = widget.log.locator(".failed");
  await failed.locator("[role=alert]", { hasText: "in parts" }).waitFor();
  assert.deepEqual(await guest.axe(), [], "a refusal");
  await guest.shot("widget-refused");
  await failed.getByRole("button", { name: "Try again" }).click();
  await widget.acknowledged();
  assert.equal(await widget.said("shopper").count(), 1);
});
