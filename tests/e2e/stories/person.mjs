/** The whole story: a shopper opens a return, wants a person, an agent answers and resolves. */
import assert from "node:assert/strict";
import { agentOf, colleagueOf, received } from "../demo.mjs";
import { Desk, Widget } from "../pages.mjs";
import { DeskLine } from "../protocol_client.mjs";
import { story } from "../story.mjs";
import { returnFirstItem } from "./errands.mjs";

const deskView = { viewport: { width: 1360, height: 860 }, locale: "zh-CN" };

/** Holds up what the desk is sent, but for what `passes`: news travels slower than an answer. */
async function lateLine(page, passes) {
  const held = [];
  let holding = false;
  await page.routeWebSocket(/\/v1\/desk/, (desk) => {
    const server = desk.connectToServer();
    server.onMessage((message) => {
      if (holding && !passes.test(String(message))) held.push(() => desk.send(message));
      else desk.send(message);
    });
  });
  return {
    hold: () => (holding = true),
    release: () => {
      holding = false;
      held.splice(0).forEach((send) => send());
    },
  };
}

story("a return, then a person: queued, claimed, answered, resolved", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const order = received();
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.ask(`我要退货，订单 ${order.no}`);
  await widget.ask(order.tail);
  await returnFirstItem(widget);
  await widget.card("return").waitFor();
  const number = await widget.card("return").locator("strong small").innerText();
  await guest.shot("widget-return", { image: "widget" });

  await widget.say("转人工");
  await widget.panel.and(guest.page.locator("[data-owner=queue]")).waitFor();
  assert.match(await widget.status.innerText(), /排队|转接/);

  const agent = await visit(deskView);
  const desk = new Desk(agent.page);
  await desk.signIn(shop.base, agentOf(shop));
  await desk.queue.locator(".ticket").first().waitFor();
  await agent.shot("desk-queue");
  await desk.claim("");
  await desk.transcript.locator(".card", { hasText: number }).waitFor();
  await widget.log.locator(".system", { hasText: "加入" }).waitFor();
  await widget.panel.and(guest.page.locator("[data-owner=agent]")).waitFor();

  await desk.say("您好，我来帮您看这笔退货。");
  await widget.said("agent").filter({ hasText: "我来帮您看" }).waitFor();
  await desk.reply.pressSequentially("请稍");
  await widget.log.locator(".typing").waitFor();
  await desk.reply.fill("");

  await widget.field.pressSequentially("取件");
  await desk.page.locator("p.typing").waitFor();
  await widget.type("取件能约在周六吗？");
  await desk.transcript.locator(".said.shopper", { hasText: "周六" }).waitFor();
  assert.equal(await widget.said("bot").filter({ hasText: "没听懂" }).count(), 0);

  await desk.note.fill("约周六上门取件");
  await desk.note.press("Enter");
  await agent.page.locator(".notes li", { hasText: "周六" }).waitFor();
  await desk.say("可以，周六上午十点到十二点上门。");
  await agent.shot("desk-chat", { image: "desk" });
  await widget.said("agent").filter({ hasText: "周六上午" }).waitFor();
  await guest.shot("widget-agent");
  assert.equal((await widget.log.innerText()).includes("约周六上门取件"), false, "notes stay inside");

  await agent.page.locator(".matter .done").click();
  await widget.log.locator(".system", { hasText: "处理完毕" }).waitFor();
  await widget.panel.and(guest.page.locator("[data-owner=bot]")).waitFor();
  assert.equal(await desk.mine.locator(".ticket").count(), 0);
  await widget.ask("谢谢");
});

story("a reply that the shopper has overtaken is not sent, and keeps its words",
  async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const guest = await visit();
    await guest.page.goto(shop.base);
    const widget = new Widget(guest.page);
    await widget.open();
    await widget.say("转人工");
    const agent = await visit(deskView);
    const desk = new Desk(agent.page);
    const line = await lateLine(agent.page, /"verb":"(stale|ack)"/);
    await desk.signIn(shop.base, agentOf(shop));
    await desk.claim("");
    await desk.say("您好");
    line.hold();
    await widget.say("等一下，我说错了");
    await desk.reply.fill("好的，马上给您办");
    await desk.reply.press("Enter");
    await agent.page.locator(".stale-words").waitFor();
    assert.equal(await desk.reply.inputValue(), "好的，马上给您办");
    await desk.transcript.locator(".said.stale", { hasText: "我说错了" }).waitFor();
    await agent.shot("desk-stale");
    assert.equal(await widget.said("agent").count(), 1, "the shopper did not see it");
    await desk.reply.press("Enter");
    await widget.said("agent").filter({ hasText: "马上给您办" }).waitFor();
    line.release();
    assert.equal(await desk.transcript.locator(".said", { hasText: "我说错了" }).count(), 1);
  });

story("two agents want one chat: one wins, the other is told who", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const guest = await visit();
  await guest.page.goto(shop.base);
  const widget = new Widget(guest.page);
  await widget.open();
  await widget.say("转人工");
  const agent = await visit(deskView);
  const desk = new Desk(agent.page);
  const line = await lateLine(agent.page, /"verb":"(lost|won)"/);
  await desk.signIn(shop.base, agentOf(shop));
  await desk.queue.locator(".ticket").first().click();
  await desk.transcript.locator(".said").first().waitFor();
  line.hold();
  const { login, password } = colleagueOf(shop);
  const colleague = await DeskLine.signIn(shop.base, login, password);
  const [ticket] = colleague.welcome.queue;
  assert.equal((await colleague.claim(ticket.id, ticket.version)).verb, "won");
  await agent.page.locator(".matter header .primary").click();
  await agent.page.locator(".banner", { hasText: "王强" }).waitFor();
  line.release();
  await agent.page.locator(".reply.closed", { hasText: "王强" }).waitFor();
  assert.equal(await desk.queue.locator(".ticket").count(), 0);
  colleague.close();
});

story("a wrong password is refused in words, a right one after it is not", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const agent = await visit({ ...deskView, locale: "en-GB" });
  const desk = new Desk(agent.page);
  await agent.page.goto(`${shop.base}/desk`);
  await agent.page.locator("input[name=login]").fill(agentOf(shop).login);
  await agent.page.locator("input[name=password]").fill("certainly not");
  await agent.page.keyboard.press("Enter");
  await agent.page.locator(".problem", { hasText: "not right" }).waitFor();
  await agent.shot("desk-sign-in");
  await desk.signIn(shop.base, agentOf(shop));
  await agent.page.reload();
  await agent.page.locator(".link.online").waitFor();
  await agent.page.getByRole("button", { name: "Sign out" }).click();
  await agent.page.locator("input[name=login]").waitFor();
  await agent.page.reload();
  await agent.page.locator("input[name=login]").waitFor();
});
