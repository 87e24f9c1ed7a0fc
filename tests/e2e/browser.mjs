/**
 * One Chromium for all stories, and pages that complain: a script error, a violation of the
 * Content-Security-Policy or a failed request of ours fails the story that caused it.
 */
import { mkdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const top = join(here, "../..");
// The pages' own packages bring the driver: tests/ has none of its own.
const web = createRequire(join(top, "web/package.json"));
const { chromium } = web("playwright-core");

const shots = join(top, "build/screenshots");
const images = join(top, "docs/images");

let browser;

export async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/** What a story may expect to see in the console, by part of its text. */
const expected = ["401 (Unauthorized)"];

export class Visit {
  troubles = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** A second tab of the same browser: the same storage and cookies. */
  async tab() {
    const tab = new Visit(this.context, await this.context.newPage());
    tab.troubles = this.troubles;
    tab.#listen();
    return tab;
  }

  /** A fresh profile: its own storage and cookies. */
  static async begin(options = {}) {
    const context = await (await launch()).newContext({
      viewport: { width: 1280, height: 860 }, locale: "zh-CN", timezoneId: "Asia/Shanghai",
      reducedMotion: "reduce", ...options,
    });
    context.setDefaultTimeout(15_000);
    const visit = new Visit(context, await context.newPage());
    await visit.#watch();
    return visit;
  }

  async #watch() {
    const { troubles } = this;
    await this.context.exposeFunction("tellViolation", (words) => troubles.push(`CSP: ${words}`));
    await this.context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", (event) =>
        globalThis.tellViolation(`${event.violatedDirective} ${event.blockedURI}`)));
    this.#listen();
  }

  #listen() {
    const { page, troubles } = this;
    page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" || this.#excused(text)) return;
      troubles.push(`console: ${text}`);
    });
  }

  offline = false;

  #excused(text) {
    // A server that is down on purpose makes the browser say so.
    const network = /ERR_(CONNECTION|EMPTY|CONTENT_LENGTH|INTERNET|FAILED)|WebSocket connection/;
    return expected.some((one) => text.includes(one)) || (this.offline && network.test(text));
  }

  async shot(name, { image } = {}) {
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: join(shots, `${name}.png`) });
    if (!image || process.env.UPDATE_SCREENSHOTS !== "1") return;
    mkdirSync(images, { recursive: true });
    await this.page.screenshot({ path: join(images, `${image}.png`) });
  }

  /** Serious and critical findings of axe-core, as lines of text. */
  async axe() {
    await this.page.evaluate(await readFile(web.resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document));
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.target.flat().join(" ")).join(", ")}`);
  }

  async end() {
    await this.context.close();
    if (this.troubles.length) throw new Error(`the page complained:\n${this.troubles.join("\n")}`);
  }
}
