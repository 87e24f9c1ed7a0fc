/** What shoppers come for, by themselves: an order, a return, points; in three languages. */
import assert from "node:assert/strict";
import { Widget } from "../pages.mjs";
import { received } from "../demo.mjs";
import { shoppers, story } from "../story.mjs";

story("a guest greets, asks for an order and sees it on a card", async ({ shop, visit }) => {
  const [shopper] = await shoppers(shop);
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.said("bot").first().waitFor();
  await guest.shot("widget-greeting");
  await widget.ask("你好");
  await widget.log.locator(".replies button").first().waitFor();
  assert.match(await widget.ask("帮我查一下订单"), /订单号/);
  assert.match(await widget.ask(shopper.orders[0]), /后四位/);
  await widget.ask(shopper.phone_tail);
  const card = widget.card("order");
  await card.waitFor();
  assert.match(await card.innerText(), new RegExp(shopper.orders[0]));
  assert.ok(await card.locator(".chip").innerText(), "the card tells its status");
});

story("a guest who guesses the digits is told nothing of the order", async ({ shop, visit }) => {
  const [shopper] = await shoppers(shop);
  const { page } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask(`查订单 ${shopper.orders[0]}`);
  const wrong = shopper.phone_tail === "0000" ? "1111" : "0000";
  const answer = await widget.ask(wrong);
  assert.equal(await widget.log.locator(".card").count(), 0);
  assert.doesNotMatch(answer, /¥/);
});

story("a guest asks in English on a phone at night", async ({ shop, visit }) => {
  const [shopper] = await shoppers(shop);
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true,
    deviceScaleFactor: 2, locale: "en-GB", colorScheme: "dark" };
  const guest = await visit(phone);
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await guest.shot("phone-greeting-en-dark");
  assert.match(await widget.ask("Where is my order?"), /number/i);
  assert.match(await widget.ask(shopper.orders[0]), /last four/i);
  await widget.ask(shopper.phone_tail);
  const card = widget.card("order");
  await card.waitFor();
  const [box, wide] = [await card.boundingBox(), 360];
  assert.ok(box.x >= 0 && box.x + box.width <= wide, "the card fits the screen");
  const overflow = await widget.log.evaluate((log) => log.scrollWidth > log.clientWidth);
  assert.equal(overflow, false, "nothing is cut off at 360 px");
  await guest.shot("phone-order-en-dark");
});

story("a return is opened, with its number on the card", async ({ shop, visit }) => {
  const order = received();
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.ask(`我要退货，订单 ${order.no}`);
  await widget.ask(order.tail);
  await returnFirstItem(widget);
  const card = widget.card("return");
  await card.waitFor();
  assert.match(await card.innerText(), /[A-Z0-9]{4,}/);
  await guest.shot("return-zh");
});

/** Answers what the flow asks on its way: which item, why, and yes. */
export async function returnFirstItem(widget) {
  for (let i = 0; i < 4; ++i) {
    if (await widget.log.locator(".card.return").count()) return;
    const replies = widget.log.locator(".replies button");
    await replies.first().waitFor();
    const labels = await replies.allInnerTexts();
    const damaged = labels.find((one) => /坏|damaged/i.test(one));
    await widget.tap(damaged ?? labels[0]);
  }
}

story("a signed-in shopper is known, and sees points without giving a number", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.goto(shop.base);
  await page.locator("#people button").nth(1).click();
  await page.locator("#people button[aria-pressed=true]").nth(0).waitFor();
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("查积分");
  const card = widget.card("points");
  await card.waitFor();
  assert.match(await card.locator("[data-field=balance]").innerText(), /\d/);
});

story("one shopper never sees what another said on the same computer", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.goto(shop.base);
  const people = page.locator("#people button");
  const widget = new Widget(page);
  await people.nth(1).click();
  await widget.open();
  await widget.ask("查积分");
  await people.nth(2).click();
  await widget.card("points").waitFor({ state: "detached" });
  await widget.said("bot").first().waitFor();
  assert.equal(await widget.said("shopper").count(), 0);
  await people.nth(1).click();
  await widget.card("points").waitFor();
});

story("traditional characters are answered in traditional characters", async ({ shop, visit }) => {
  const { page } = await visit({ locale: "zh-TW" });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  assert.equal(await widget.field.getAttribute("placeholder"), "請輸入訊息…", "as the browser asks");
  await widget.root.locator("select").selectOption("zh");
  assert.match(await widget.ask("查订单"), /订单号/);
  await widget.root.locator("select").selectOption("zh-Hant");
  assert.match(await widget.ask("查訂單"), /訂單號/);
  await page.reload();
  await widget.open();
  assert.equal(await widget.root.locator("select").inputValue(), "zh-Hant", "the choice is kept");
});
