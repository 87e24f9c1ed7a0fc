/**
 * `story(name, work)`: a test with a shop and a browser at hand. Stories share one open shop unless
 * they ask for their own; STORIES names those to run.
 */
import { after, test } from "node:test";
import { closeBrowser, Visit } from "./browser.mjs";
import { files, options } from "./demo.mjs";
import { request } from "./protocol_client.mjs";
import { Shop } from "./shop.mjs";

const wanted = (process.env.STORIES ?? "").split("\n").filter(Boolean);
const storyMs = 120_000;

let shared;

export const theShop = () => (shared ??= Shop.open({ files, options }));

/** Made-up customers with a fresh token each: [{name, tier, orders, phone_tail, token}]. */
export async function shoppers(shop) {
  return (await request(shop.base, "GET", "/demo/shoppers")).body;
}

export function story(name, work) {
  if (wanted.length && !wanted.some((one) => name.includes(one))) return;
  test(name, { timeout: storyMs }, async () => {
    const visits = [];
    const own = [];
    const tools = {
      visit: async (options) => {
        visits.push(await Visit.begin(options));
        return visits.at(-1);
      },
      ownShop: async () => {
        own.push(await Shop.open({ files, options }));
        return own.at(-1);
      },
    };
    const troubles = [];
    try {
      await work({ ...tools, shop: await theShop() });
    } catch (error) {
      for (const [i, visit] of visits.entries()) {
        await visit.shot(`failed-${name.replace(/[^a-z0-9]+/gi, "-")}-${i}`).catch(() => {});
      }
      for (const one of [await theShop(), ...own]) troubles.push(...one.log.slice(-8));
      error.message += `\n${[...troubles, ...visits.flatMap((one) => one.troubles)].join("\n")}`;
      throw error;
    } finally {
      const ends = await Promise.allSettled(visits.map((one) => one.end()));
      await Promise.allSettled(own.map((one) => one.close()));
      const bad = ends.find((one) => one.status === "rejected");
      if (bad && !troubles.length) throw bad.reason;
    }
  });
}

after(async () => {
  await closeBrowser();
  await (await shared?.catch(() => null))?.close();
});
