/**
 * The fault test: node tests/fault/fault.mjs PROGRAM [--clients 50] [--kills 20] [--seed N]
 *
 * Fifty shoppers chat, return things, complain and ask for a person while the server is killed with
 * SIGKILL at random moments and started again on the same file. Afterwards every transcript is read
 * anew and held, with the file's records, against what the shoppers wrote down (checker.mjs); then
 * the simulator's checker (tests/sim/checker.hpp), which also knows what each row should hold, reads
 * the same journal and the file itself: test_sim beside PROGRAM, or --checker.
 * Prints figures; exits 1 when anything acknowledged is lost, doubled, out of place or another's.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ShopperLine } from "../e2e/protocol_client.mjs";
import { dayBefore, Shop } from "../e2e/shop.mjs";
import { Chatter } from "./chatter.mjs";
import { check } from "./checker.mjs";
import { Random } from "./random.mjs";

const ordersEach = 12;
const lifeMs = [150, 1_500];
const settleMs = 3_000;
const finishMs = 60_000;
const pageEvents = 200;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    clients: { type: "string", default: "50" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    keep: { type: "boolean", default: false },
    checker: { type: "string" },
  },
});
if (positionals[0]) process.env.PROGRAM = resolve(positionals[0]);
const [clients, kills, seed] = [values.clients, values.kills, values.seed].map(Number);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Orders of our own, all delivered yesterday: each {no, tail}, and the files that bring them. */
function makeOrders() {
  const yesterday = dayBefore(1);
  const all = Array.from({ length: clients * ordersEach }, (_, i) => {
    const tail = String((i * 7919) % 10_000).padStart(4, "0");
    return { no: String(7_700_000_000 + i), tail, phone: `1380000${tail}` };
  });
  const orders = all.map(({ no, phone }) => ({ no, phone, status: "received",
    placed: `${yesterday} 00:00`, received: yesterday, total: 1299 }));
  const items = all.map(({ no }) => ({ order: no, line: 1, sku: "FAULT-1", price: 1299,
    name: { zh: "台扇", en: "Desk fan" }, category: "fan" }));
  return { all, files: { orders, items } };
}

async function killAndRestart(shop, random) {
  const begun = Date.now();
  await pause(random.between(...lifeMs));
  await shop.kill();
  const down = Date.now();
  await shop.start();
  return { livedMs: down - begun, startMs: Date.now() - down };
}

/** From the first event on, through the same door as any shopper's. A gap stays a gap. */
async function readTranscript(base, conversation, session) {
  const line = await ShopperLine.open(base, { session, conversation, last_seq: 0 });
  for (let seq = 1; seq <= line.welcome.seq; ++seq) {
    if (line.events.has(seq)) continue;
    line.tell({ verb: "pull", after: seq - 1, max: pageEvents });
    await line.event((one) => one.seq === seq, 3_000).catch(() => null);
  }
  line.close();
  return [...line.events.values()].sort((a, b) => a.seq - b.seq);
}

function rows(dir, sql) {
  const file = execFileSync("find", [dir, "-maxdepth", "1", "-name", "*.db"]).toString().split("\n")[0];
  const json = execFileSync("sqlite3", ["-readonly", "-json", file, sql], { maxBuffer: 1 << 28 });
  return JSON.parse(json.toString() || "[]");
}

/** What was opened since `from`; ids as text, as they are longer than a number holds. */
function readRecords(dir, from) {
  const ofKey = "substr(key, 1, instr(key, '/') - 1) AS conversation";
  return {
    returns: rows(dir, `SELECT number, key, ${ofKey} FROM rma WHERE at >= ${from}`),
    complaints: rows(dir, `SELECT number, key, ${ofKey} FROM complaint WHERE at >= ${from}`),
    tickets: rows(dir, `SELECT number, key, CAST(conversation AS TEXT) AS conversation,
      holds_chat FROM ticket WHERE opened_at >= ${from}`),
  };
}

/**
 * The simulator's checker over the same journal and file: what it found, or null where it was not
 * built (a release has no tests).
 */
function simulatorsCheck(dir, journal) {
  const checker = values.checker ?? join(dirname(process.env.PROGRAM ?? ""), "tests/test_sim");
  if (!existsSync(checker)) return null;
  const file = join(dir, "journal.ndjson");
  writeFileSync(file, journal.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const args = ["--check", join(dir, "shopclerk.db"), "--journal", file];
  const { status, stdout, stderr } = spawnSync(checker, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split("\n");
}

function report(figures) {
  for (const [name, value] of Object.entries(figures)) {
    console.log(`${name.padEnd(24)} ${String(value).padStart(8)}`);
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;

async function main() {
  console.log(`seed ${seed}: ${clients} shoppers, ${kills} kills`);
  const random = new Random(seed);
  const begun = Date.now();
  const { all: orders, files } = makeOrders();
  const shop = await Shop.make({ files });
  const journal = [];
  try {
    await shop.start();
    const chatters = Array.from({ length: clients }, (_, n) => new Chatter({
      n, journal, random: random.fork(n), base: () => shop.base,
      orders: orders.slice(n * ordersEach, (n + 1) * ordersEach),
      // Each has an address of its own: what limits one address must not limit the test.
      localAddress: `127.0.1.${n + 1}`,
    }));
    const running = chatters.map((one) => one.run());
    const failed = Promise.race(running.map((one) => one.then(() => new Promise(() => {}))));
    failed.catch(() => {});
    const lives = [];
    for (let i = 0; i < kills; ++i) {
      lives.push(await Promise.race([failed, killAndRestart(shop, random)]));
    }
    await pause(settleMs);
    chatters.forEach((one) => one.stop());
    const late = pause(finishMs).then(() => { throw new Error("the shoppers did not finish"); });
    await Promise.race([Promise.all(running), late]);

    const transcripts = new Map();
    for (const { sessions } of chatters) {
      for (const [conversation, session] of sessions) {
        transcripts.set(conversation, await readTranscript(shop.base, conversation, session));
      }
    }
    const exit = await shop.stop();
    const records = readRecords(shop.dir, begun);
    const { problems, figures } = check({ journal, transcripts, records });
    if (exit !== 0) problems.push(`the server ended with ${exit} on SIGTERM`);
    const [{ integrity_check }] = rows(shop.dir, "PRAGMA integrity_check");
    if (integrity_check !== "ok") problems.push(`integrity_check: ${integrity_check}`);
    const more = simulatorsCheck(shop.dir, journal);
    if (more) problems.push(...more.map((one) => `simulator's checker: ${one}`));
    const sum = (name) => chatters.reduce((all, one) => all + one.figures[name], 0);
    report({
      kills, ...figures, lines: sum("lines"), retries: sum("retries"), repeats: sum("repeats"),
      cuts: sum("cuts"), errands: sum("errands"), unanswered: sum("unanswered"),
      "median life, ms": Math.round(median(lives.map((one) => one.livedMs))),
      "median restart, ms": Math.round(median(lives.map((one) => one.startMs))),
      "simulator's checker": more ? (more.length ? "WRONG" : "agrees") : "not there",
      "seconds in all": Math.round((Date.now() - begun) / 1000),
    });
    if (figures.acknowledged < clients || figures.returns === 0 || figures.complaints === 0
        || figures.tickets === 0) {
      problems.push("too little has happened for this to prove anything");
    }
    console.log(problems.length
      ? `\n${problems.length} WRONG:\n${problems.slice(0, 50).join("\n")}`
      : "\nnothing lost, nothing doubled, no gap, nothing in another's conversation");
    return problems.length ? 1 : 0;
  } finally {
    if (values.keep) {
      mkdirSync("build", { recursive: true });
      writeFileSync("build/fault-journal.ndjson", journal.map((one) => JSON.stringify(one)).join("\n"));
      console.log(`kept: ${shop.dir}, build/fault-journal.ndjson`);
      await shop.stop();
    } else {
      await shop.close();
    }
  }
}

process.exit(await main().catch((error) => {
  console.error(error);
  return 1;
}));
