/** A day at the desk: the line breaks, the sign-in ends, several chats at once, a small screen. */
import assert from "node:assert/strict";
import { agentOf } from "../demo.mjs";
import { Desk, focused, focusIs, titleIs, Widget } from "../pages.mjs";
import { ShopperLine } from "../protocol_client.mjs";
import { story } from "../story.mjs";

const deskView = { viewport: { width: 1360, height: 860 }, locale: "zh-CN" };

/** A shopper who has asked for a person, and waits. */
async function waiting(shop, text = "转人工") {
  const line = await ShopperLine.open(shop.base, { lang: "zh" });
  await line.say(text);
  await line.event((one) => one.notice === "queued");
  return line;
}

async function signedIn(shop, visit, view = deskView) {
  const agent = await visit(view);
  const desk = new Desk(agent.page);
  await desk.signIn(shop.base, agentOf(shop));
  return { agent, desk };
}

story("the desk tells that its line is gone, and sends what was written then, once",
  async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const line = await waiting(shop);
    const { agent, desk } = await signedIn(shop, visit);
    await desk.claim("");
    await desk.say("您好");
    const { conversation, session } = line;
    line.close();
    agent.offline = true;
    await shop.kill();
    await agent.page.locator(".banner.line[role=alert]", { hasText: "连接断开" }).waitFor();
    assert.deepEqual(await agent.axe(), [], "the banner");
    await desk.reply.fill("我去查一下");
    await desk.reply.press("Enter");
    await desk.transcript.locator(".said.pending", { hasText: "等待连接" }).waitFor();
    await agent.shot("desk-line-lost");
    await shop.start();
    await agent.page.getByRole("button", { name: "马上重连" }).click();
    // The server has forgotten who was signed in: the agent signs in again and finds the words.
    await agent.page.locator(".expired[role=alert]").waitFor();
    await agent.shot("desk-expired");
    await desk.signInAgain(agentOf(shop));
    await desk.transcript.locator(".said.agent:not(.pending)", { hasText: "我去查一下" }).waitFor();
    const back = await ShopperLine.open(shop.base, { session, conversation, last_seq: 0 });
    await back.event((one) => one.from === "agent" && one.text === "我去查一下");
    const replies = [...back.events.values()].filter((one) => one.from === "agent");
    assert.deepEqual(replies.map((one) => one.text), ["您好", "我去查一下"]);
    back.close();
  });

story("a sign-in that ends says so, and keeps the half of an answer", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  (await waiting(shop)).close();
  const { agent, desk } = await signedIn(shop, visit);
  await desk.claim("");
  await desk.reply.fill("请稍等，我正在");
  // In another tab of the same browser, somebody signs out.
  const other = await agent.tab();
  await other.page.goto(`${shop.base}/desk`);
  await other.page.locator(".link.online").waitFor();
  await other.page.getByRole("button", { name: "退出" }).click();
  await agent.page.locator(".expired", { hasText: "过期" }).waitFor();
  assert.deepEqual(await agent.axe(), [], "an expired sign-in");
  await desk.signInAgain(agentOf(shop));
  await desk.reply.waitFor();
  assert.equal(await desk.reply.inputValue(), "请稍等，我正在");
});

story("between chats without a mouse, none lost sight of", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const lines = [await waiting(shop, "第一位，转人工"), await waiting(shop, "第二位，转人工")];
  const { agent, desk } = await signedIn(shop, visit);
  const { page } = agent;
  for (const words of ["第一位", "第二位"]) await desk.claim(words);
  await desk.reply.focus();
  await page.keyboard.type("一半");
  await page.keyboard.press("Alt+ArrowUp");
  await page.locator(".matter h2", { hasText: "第一位" }).waitFor();
  assert.equal(await desk.reply.inputValue(), "");
  await lines[1].say("还在吗");
  await desk.mine.locator(".unseen", { hasText: "1" }).waitFor();
  await titleIs(page, /^\(1\)/);
  await desk.mine.locator(".ticket[aria-current=true]").focus();
  await page.keyboard.press("Alt+ArrowDown");
  await page.locator(".matter h2", { hasText: "第二位" }).waitFor();
  assert.equal(await desk.reply.inputValue(), "一半", "each chat has its own draft");
  await desk.mine.locator(".unseen").waitFor({ state: "detached" });
  for (const line of lines) line.close();
});

story("a shopper who writes is seen, and not for ever", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.say("转人工");
  const { agent, desk } = await signedIn(shop, visit);
  await desk.claim("");
  await widget.panel.and(guest.page.locator("[data-owner=agent]")).waitFor();
  await widget.field.pressSequentially("我想");
  await agent.page.locator("p.typing", { hasText: "正在输入" }).waitFor();
  await desk.mine.locator(".writing").waitFor();
  await guest.context.close();
  await agent.page.locator("p.typing .dots").waitFor({ state: "detached" });
});

story("new words below what is being read get a button", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const line = await waiting(shop);
  const low = { ...deskView, viewport: { width: 1360, height: 600 } };
  const { agent, desk } = await signedIn(shop, visit, low);
  await desk.claim("");
  for (let i = 0; i < 12; ++i) await line.say(`第 ${i} 句`);
  await desk.transcript.locator(".said", { hasText: "第 11 句" }).waitFor();
  // The page hears of the scrolling with its next frame.
  await desk.transcript.evaluate((node) => new Promise((seen) => {
    node.addEventListener("scroll", () => requestAnimationFrame(seen), { once: true });
    node.scrollTop = 0;
  }));
  await line.say("最后一句");
  await agent.page.locator(".newer").click();
  const last = desk.transcript.locator(".said", { hasText: "最后一句" });
  const [box, frame] = [await last.boundingBox(), await desk.transcript.boundingBox()];
  assert.ok(box.y + box.height <= frame.y + frame.height + 1, "it is in sight");
  line.close();
});

story("the desk on a phone: list, chat, customer, one at a time", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  (await waiting(shop)).close();
  const { agent, desk } = await signedIn(shop, visit,
    { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: "en-GB" });
  const { page } = agent;
  await desk.claim("");
  await desk.say("Hello");
  assert.ok((await desk.transcript.boundingBox()).height > 200, "there is room to read");
  await page.getByRole("button", { name: "Details", exact: true }).click();
  await desk.note.waitFor();
  assert.deepEqual(await agent.axe(), [], "the customer's side");
  await agent.shot("desk-phone-details");
  await page.keyboard.press("Escape");
  await desk.note.waitFor({ state: "hidden" });
  await page.locator(".back").click();
  await desk.mine.locator(".ticket").waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, 360, "nothing is wider than the screen");
  assert.doesNotMatch(await focused(page), /^textarea/);
});

story("a chat given back is the clerk's again, and its ticket is still the agent's",
  async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const guest = await visit();
    await guest.page.goto(shop.base);
    const widget = new Widget(guest.page);
    await widget.open();
    await widget.say("转人工");
    const { agent, desk } = await signedIn(shop, visit);
    await desk.claim("");
    await desk.say("您好");
    await agent.page.getByRole("button", { name: "交回智能客服" }).click();
    await widget.panel.and(guest.page.locator("[data-owner=bot]")).waitFor();
    await widget.log.locator(".system", { hasText: "智能客服继续" }).waitFor();
    await agent.page.locator(".reply.closed", { hasText: "在智能客服手里" }).waitFor();
    assert.equal(await desk.reply.count(), 0);
    assert.match(await widget.ask("查订单"), /订单号/);
    assert.equal(await desk.mine.locator(".ticket").count(), 1, "the matter is not solved yet");
    await agent.page.getByRole("button", { name: "解决并结束" }).press("Enter");
    await desk.mine.locator(".ticket").waitFor({ state: "detached" });
    await focusIs(agent.page, /^h2/, "the focus stays with the matter");
  });
