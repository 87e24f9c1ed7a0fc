/** One shopper, several tabs: one conversation, and a tap that answers its own question alone. */
import assert from "node:assert/strict";
import { received } from "../demo.mjs";
import { remembered, Widget } from "../pages.mjs";
import { transcript } from "../protocol_client.mjs";
import { story } from "../story.mjs";

/** A switch for a page's way to the clerk; to be asked for before the page is loaded. */
async function lineOf(page) {
  const line = { cut: false };
  await page.routeWebSocket(/\/v1\/chat/, (chat) =>
    line.cut ? chat.close() : chat.connectToServer());
  await page.route(/\/v1\/conversations/, (route) => line.cut ? route.abort() : route.fallback());
  return line;
}

/** Two tabs of one guest, both loaded before anything is said. */
async function twoTabs(shop, visit) {
  const one = await visit();
  const line = await lineOf(one.page);
  const two = await one.tab();
  for (const { page } of [one, two]) await page.goto(shop.base);
  return { one, two, line, here: new Widget(one.page), there: new Widget(two.page) };
}

story("what is said in one tab stands in the other, once", async ({ shop, visit }) => {
  const { one, here, there } = await twoTabs(shop, visit);
  await here.open();
  await here.ask("你好");
  await there.open();
  await there.said("shopper").filter({ hasText: "你好" }).waitFor();
  await there.ask("查订单");
  await here.said("shopper").filter({ hasText: "查订单" }).waitFor();
  await here.said("bot").filter({ hasText: "订单号" }).waitFor();
  assert.deepEqual(await here.transcript(), await there.transcript());
  const { conversation, session } = await remembered(one.page);
  const stored = await transcript(shop.base, conversation, session);
  assert.deepEqual(stored.filter((each) => each.from === "shopper").map((each) => each.text),
    ["你好", "查订单"]);
});

story("who signs in and out in one tab does so in the other", async ({ shop, visit }) => {
  const { one, two, here, there } = await twoTabs(shop, visit);
  await here.open();
  await here.ask("你好");
  await there.open();
  await there.said("shopper").first().waitFor();
  await one.page.locator("#people button").nth(1).click();
  await here.log.locator(".system", { hasText: "已登录" }).waitFor();
  await there.log.locator(".system", { hasText: "已登录" }).waitFor();
  await there.ask("查积分");
  await there.card("points").waitFor();
  await here.card("points").waitFor();
  await one.page.locator("#people button").first().click();
  await here.card("points").waitFor({ state: "detached" });
  await there.card("points").waitFor({ state: "detached" });
  assert.equal(await there.said("shopper").count(), 0, "nothing of the customer is left");
  two.offline = true;
});

story("buttons go when their question has gone, and a late tap answers nothing",
  async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const order = received();
    const { one, two, line, here, there } = await twoTabs(shop, visit);
    await here.open();
    await here.ask(`我要退货，订单 ${order.no}`);
    await here.ask(order.tail);
    const reasons = here.log.locator(".replies button");
    await reasons.first().waitFor();
    await there.open();
    await there.log.locator(".replies button").first().waitFor();

    one.offline = true;
    // This tab's line is gone, and the other one goes on with the conversation.
    line.cut = true;
    await one.page.evaluate(() => globalThis.dispatchEvent(new Event("offline")));
    await here.root.locator(".strip:not([hidden])").waitFor();
    const label = await reasons.first().innerText();
    await reasons.first().click();
    await here.log.locator(".pending").waitFor();
    assert.equal(await reasons.count(), 0, "one question, one tap");
    await there.ask("算了，不退了");

    line.cut = false;
    await one.page.evaluate(() => globalThis.dispatchEvent(new Event("online")));
    const failed = here.log.locator(".failed");
    await failed.locator("[role=alert]", { hasText: "问题已经变了" }).waitFor();
    await one.shot("widget-stale-tap");
    assert.deepEqual(await one.axe(), [], "a tap that came too late");
    const { conversation, session } = await remembered(two.page);
    const stored = await transcript(shop.base, conversation, session);
    assert.equal(stored.filter((each) => each.from === "shopper" && each.text === label).length, 0);
    await failed.getByRole("button", { name: "删除" }).click();
    await failed.waitFor({ state: "detached" });
    await here.ask("你好");
  });
