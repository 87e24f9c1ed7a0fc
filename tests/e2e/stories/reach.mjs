/** Everybody can use it: by keyboard, with a screen reader, in any language, under a strict policy. */
import assert from "node:assert/strict";
import { agentOf } from "../demo.mjs";
import { Desk, focused, focusIs, remembered, Widget } from "../pages.mjs";
import { request, ShopperLine } from "../protocol_client.mjs";
import { shoppers, story } from "../story.mjs";

story("the widget works without a mouse", async ({ shop, visit }) => {
  const { page } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.launcher.waitFor();
  for (let i = 0; i < 60 && !(await focused(page)).includes("launcher"); ++i) {
    await page.keyboard.press("Tab");
  }
  await focusIs(page, /launcher/, "Tab reaches the launcher");
  await page.keyboard.press("Enter");
  await widget.panel.waitFor();
  await focusIs(page, /^textarea/, "the field has the focus");
  await page.keyboard.type("你好");
  await page.keyboard.press("Enter");
  await widget.answer(0);
  await page.keyboard.press("Shift+Tab");
  await focusIs(page, /^button/, "the last quick reply is one step back");
  const before = await widget.newest();
  await page.keyboard.press("Enter");
  await widget.answer(before);
  await focusIs(page, /^textarea/, "and the focus comes back");
  await page.keyboard.press("Escape");
  await widget.panel.waitFor({ state: "hidden" });
  await focusIs(page, /launcher/, "Escape gives the focus back");
  assert.equal(await widget.launcher.getAttribute("aria-expanded"), "false");
});

story("Enter that ends a word in an input method sends nothing", async ({ shop, visit }) => {
  const { page, context } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  const typist = await context.newCDPSession(page);
  const compose = (text) => typist.send("Input.imeSetComposition",
    { text, selectionStart: text.length, selectionEnd: text.length });
  await compose("ni hao");
  await typist.send("Input.dispatchKeyEvent",
    { type: "rawKeyDown", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 });
  await typist.send("Input.insertText", { text: "你好" });
  assert.equal(await widget.field.inputValue(), "你好", "the word is there, and nowhere else");
  for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
    await widget.field.dispatchEvent("keydown", { key: "Enter", bubbles: true, ...how });
  }
  await widget.field.press("Shift+Enter");
  assert.equal(await widget.field.inputValue(), "你好\n");
  assert.equal(await widget.log.locator(".row.shopper").count(), 0);
  await widget.field.press("Enter");
  await widget.log.locator(".row.shopper").waitFor();
});

story("a screen reader is told what is new, and only that", async ({ shop, visit }) => {
  const { page } = await visit({ locale: "en-GB" });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  const voice = widget.root.locator("[aria-live=polite]").first();
  const answer = (await widget.ask("where is my order")).split("\n").at(-1);
  await voice.locator("p", { hasText: answer }).waitFor();
  await page.evaluate(() => globalThis.dispatchEvent(new Event("offline")));
  await page.evaluate(() => globalThis.dispatchEvent(new Event("online")));
  await widget.root.locator("[data-link=online]").waitFor();
  assert.equal(await voice.locator("p", { hasText: answer }).count(), 1, "once, also after a break");
  await page.reload();
  await widget.open();
  await widget.log.locator(".row.bot").first().waitFor();
  assert.equal(await voice.locator("p").count(), 0, "the history is not read out again");
});

story("markup in what people write stays text", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const { page } = await visit();
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  const bad = '<img src=x onerror="document.title=1"><b>bold</b>';
  await widget.say(bad);
  assert.equal(await widget.said("shopper").last().locator(".bubble").innerText(), bad);
  assert.equal(await widget.log.locator("img, b").count(), 0);
  await widget.say("转人工");
  const agent = await visit({ viewport: { width: 1360, height: 860 } });
  const desk = new Desk(agent.page);
  await desk.signIn(shop.base, agentOf(shop));
  await desk.claim("");
  await desk.transcript.locator(".said.shopper p", { hasText: "<b>bold</b>" }).waitFor();
  assert.equal(await desk.transcript.locator("img, .said p b").count(), 0);
  await desk.say("<script>document.title=1</script>");
  await widget.said("agent").filter({ hasText: "<script>" }).waitFor();
});

story("too long a text is told before it is sent", async ({ shop, visit }) => {
  const { page } = await visit({ locale: "en-GB" });
  await page.goto(shop.base);
  const widget = new Widget(page);
  await widget.open();
  await widget.field.fill("啊".repeat(1400));
  await widget.root.locator(".count.over").waitFor();
  assert.equal(await widget.root.locator(".send").isDisabled(), true);
  await widget.field.fill("啊".repeat(1300));
  assert.match(await widget.root.locator(".count").innerText(), /left/);
});

for (const colorScheme of ["light", "dark"]) {
  story(`axe finds nothing serious, ${colorScheme}`, async ({ ownShop, visit }) => {
    const shop = await ownShop();
    const [shopper] = await shoppers(shop);
    const guest = await visit({ colorScheme });
    await guest.page.goto(shop.base);
    const widget = new Widget(guest.page);
    await widget.launcher.waitFor();
    await guest.page.locator("#people button").nth(2).waitFor();
    assert.deepEqual(await guest.axe(), [], "the shop's page");
    await guest.shot(`shop-${colorScheme}`);
    await widget.open();
    assert.deepEqual(await guest.axe(), [], "the greeting");
    await widget.ask(`查订单 ${shopper.orders[0]}`);
    await widget.ask(shopper.phone_tail);
    await widget.card("order").waitFor();
    assert.deepEqual(await guest.axe(), [], "a card");
    await guest.shot(`widget-order-${colorScheme}`);
    await widget.say("转人工");

    const agent = await visit({ colorScheme, viewport: { width: 1360, height: 860 } });
    await agent.page.goto(`${shop.base}/desk`);
    await agent.page.locator("input[name=login]").waitFor();
    assert.deepEqual(await agent.axe(), [], "the sign-in");
    const desk = new Desk(agent.page);
    await desk.signIn(shop.base, agentOf(shop));
    await desk.claim("");
    await desk.say("您好");
    assert.deepEqual(await agent.axe(), [], "a chat on the desk");
    await agent.shot(`desk-${colorScheme}`);
    await agent.page.setViewportSize({ width: 420, height: 860 });
    await agent.shot(`desk-narrow-${colorScheme}`);
  });
}

story("the desk is reached from the keyboard, ticket by ticket", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  for (let i = 0; i < 3; ++i) {
    const line = await ShopperLine.open(shop.base, { lang: "zh" });
    await line.say("转人工");
    await line.event((one) => one.notice === "queued");
    line.close();
  }
  const agent = await visit({ viewport: { width: 1360, height: 860 } });
  const desk = new Desk(agent.page);
  await desk.signIn(shop.base, agentOf(shop));
  await desk.queue.locator(".ticket").nth(2).waitFor();
  await desk.queue.locator(".ticket").first().focus();
  await agent.page.keyboard.press("ArrowDown");
  await agent.page.keyboard.press("Enter");
  await agent.page.locator(".matter header .primary").press("Enter");
  await desk.reply.waitFor();
  await focusIs(agent.page, /^textarea/, "the reply box has the focus");
  assert.equal(await desk.queue.locator(".ticket").count(), 2);
});

story("pages and scripts come with a strict policy", async ({ shop }) => {
  for (const path of ["/", "/desk", "/widget.js", "/assets/desk.js"]) {
    const { status, headers } = await request(shop.base, "GET", path);
    assert.equal(status, 200, path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
});

story("no page asks for an address with a secret in it", async ({ ownShop, visit }) => {
  const shop = await ownShop();
  const shopper = await visit();
  const agent = await visit();
  const asked = [];
  for (const { page } of [shopper, agent]) {
    page.on("request", (one) => asked.push(one.url(), one.headers().referer ?? ""));
    page.on("websocket", (one) => asked.push(one.url()));
    page.on("framenavigated", (one) => asked.push(one.url()));
  }
  const secrets = [];
  shopper.page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => {
    const { session, token } = JSON.parse(payload);
    secrets.push(session, token);
  }));
  await shopper.page.goto(shop.base);
  const widget = new Widget(shopper.page);
  await widget.open();
  await widget.say("转人工");
  // What the page remembers opens the chat again after a reload.
  secrets.push((await remembered(shopper.page)).session);
  await shopper.page.reload();
  await widget.open();
  await widget.said("shopper").first().waitFor();

  const desk = new Desk(agent.page);
  const { login, password } = agentOf(shop);
  agent.page.on("response", async (reply) => {
    if (!reply.url().includes("/v1/desk")) return;
    const { csrf, pass } = await reply.json().catch(() => ({}));
    secrets.push(csrf, pass);
  });
  await desk.signIn(shop.base, { login, password });
  await desk.claim("");
  const cookies = await agent.context.cookies();
  secrets.push(password, ...cookies.map((one) => one.value));

  const told = [...new Set(secrets.filter(Boolean))];
  assert.ok(told.length >= 5, "the session, the cookie, the token, the pass and the password");
  assert.ok(asked.filter((url) => url.startsWith("ws")).length >= 2, "both sockets were seen");
  for (const url of asked) {
    for (const secret of told) assert.ok(!url.includes(secret), `a secret in ${url}`);
  }
});
