/** The two pages as a story speaks of them. Waits for what is seen, never for time to pass. */
import assert from "node:assert/strict";

/** Session and conversation as the page remembers them, to look behind it. */
export const remembered = (page) => page.evaluate(() => {
  const key = Object.keys(localStorage).find((one) => /^shopclerk:[^:]+:\d+$/.test(one));
  return JSON.parse(localStorage.getItem(key));
});

/** What has the focus, looking into the widget's shadow too. */
export const focused = (page) => page.evaluate(() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node ? `${node.tagName.toLowerCase()}.${node.className}` : "";
});

/** Waits until what is read from the page is so, at most two seconds: it draws after it knows. */
async function becomes(page, read, pattern, why) {
  let now = await read(page);
  for (let i = 0; i < 40 && !pattern.test(now); ++i) {
    await page.waitForTimeout(50);
    now = await read(page);
  }
  assert.match(now, pattern, why);
}

export const focusIs = (page, pattern, why) => becomes(page, focused, pattern, why);
export const titleIs = (page, pattern, why) =>
  becomes(page, (shown) => shown.title(), pattern, why);

export class Widget {
  constructor(page) {
    this.page = page;
    this.root = page.locator("shopclerk-chat");
    this.field = this.root.locator("textarea");
    this.launcher = this.root.locator(".launcher");
    this.panel = this.root.locator(".panel");
    this.log = this.root.locator(".log");
    this.status = this.root.locator(".status");
  }

  async open() {
    await this.launcher.click();
    await this.panel.waitFor();
  }

  said(from) {
    return this.log.locator(`.row.${from}[data-seq]`);
  }

  /** Types and sends, then waits until the clerk has it. */
  async say(text) {
    await this.type(text);
    await this.acknowledged();
  }

  async type(text) {
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  async acknowledged() {
    await this.log.locator(".pending").first().waitFor({ state: "detached" });
  }

  /** The clerk's next answer after what is there now. */
  async ask(text) {
    const before = await this.newest();
    await this.say(text);
    return this.answer(before);
  }

  async tap(label) {
    const before = await this.newest();
    await this.log.locator(".replies button", { hasText: label }).first().click();
    await this.acknowledged();
    return this.answer(before);
  }

  async answer(after) {
    await this.page.waitForFunction((seq) => {
      const rows = document.querySelector("shopclerk-chat").shadowRoot
        .querySelectorAll(".row.bot, .row.agent");
      return [...rows].some((row) => Number(row.dataset.seq) > seq);
    }, after);
    return (await this.said("bot").last().innerText()).trim();
  }

  async newest() {
    const seqs = await this.log.locator("[data-seq]")
      .evaluateAll((rows) => rows.map((row) => Number(row.dataset.seq)));
    return Math.max(0, ...seqs);
  }

  card(kind) {
    return this.log.locator(`.card.${kind}`).last();
  }

  /** Every message in the transcript: who and what. */
  transcript() {
    return this.log.locator(".row[data-seq]").evaluateAll((rows) => rows.map((row) => ({
      seq: Number(row.dataset.seq),
      from: ["shopper", "bot", "agent"].find((one) => row.classList.contains(one)),
      text: row.querySelector(".bubble")?.textContent ?? "",
    })));
  }
}

export class Desk {
  constructor(page) {
    this.page = page;
    this.queue = page.locator("section[aria-labelledby=queue]");
    this.mine = page.locator("section[aria-labelledby=mine]");
    this.transcript = page.locator(".transcript");
    this.reply = page.locator(".reply textarea");
    this.note = page.locator(".note textarea");
  }

  async signIn(base, agent) {
    await this.page.goto(`${base}/desk`);
    await this.signInAgain(agent);
  }

  async signInAgain({ login, password }) {
    await this.page.locator("input[name=login]").fill(login);
    await this.page.locator("input[name=password]").fill(password);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".link.online").waitFor();
  }

  async claim(words) {
    await this.queue.locator(".ticket", { hasText: words }).first().click();
    await this.page.locator(".matter header .primary").click();
    await this.reply.waitFor();
  }

  async say(text) {
    await this.reply.fill(text);
    await this.reply.press("Enter");
    await this.transcript.locator(".said.agent:not(.pending)", { hasText: text }).waitFor();
  }
}
