/**
 * Shops that nobody here made up, from end to end: their records are put into the import's form,
 * imported strictly, and then each order is asked for as its buyer would. The records are no part
 * of this project: SHARED_DATA names their folder, else ../shared/data beside the tree; where it is
 * not, these tests are skipped. PROGRAM is the program.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ShopperLine } from "../e2e/protocol_client.mjs";
import { program, run, Shop } from "../e2e/shop.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const data = process.env.SHARED_DATA ?? join(top, "../shared/data");
const skip = existsSync(join(data, "ecom_orders.json")) ? false : `there is no ${data}`;
const read = (name) => JSON.parse(readFileSync(join(data, name), "utf8"));

/** The records of the Chinese shop, which nest platform → shop → customer → order. */
const nested = (name) => Object.values(read(name)).flatMap((shops) => Object.values(shops))
  .flatMap((customers) => Object.entries(customers))
  .flatMap(([customer, orders]) => Object.values(orders).map((one) => ({ customer, ...one })));

const statuses = { 已付款: "paid", 处理中: "packing", 已发货: "shipped", 运输中: "shipped",
  已签收: "received", 已送达: "received", 已退货: "returned" };
const minute = (time) => time.slice(0, 16);

function chineseShop() {
  const users = Object.values(read("ecom_users_info.json"));
  const products = Object.values(read("ecom_products.json"))
    .flatMap((shops) => Object.values(shops)).flatMap((all) => Object.values(all));
  const tracks = new Map(Object.values(read("ecom_logistics.json"))
    .flatMap((shops) => Object.values(shops)).flatMap((customers) => Object.values(customers))
    .flatMap((orders) => Object.entries(orders)));
  const orders = nested("ecom_orders.json");
  const known = new Set(orders.map((one) => one["订单ID"]));
  const steps = (no) => (tracks.get(no)?.["物流轨迹"] ?? [])
    .map((one) => ({ at: minute(one["时间"]), place: one["位置"] || undefined, what: one["描述"] }));
  const last = (no) => steps(no).map((one) => one.at).sort().at(-1) ?? "2025-04-01 12:00";
  return {
    customers: users.map((one) => ({ ref: one["用户ID"], name: one["用户姓名"],
      phone: one["电话号码"] })),
    products: products.map((one) => ({ sku: one["商品ID"], name: one["商品名称"],
      category: "appliance", price: one["商品价格"] })),
    orders: orders.map((one) => {
      const no = one["订单ID"];
      const status = statuses[one["订单状态"]];
      const received = status === "received" ? { received: last(no).slice(0, 10) } : {};
      return { no, customer: one["用户ID"], phone: one["收货地址"]["电话号码"], status,
        placed: steps(no).map(({ at }) => at).sort()[0] ?? "2025-04-01 12:00",
        total: one["订单总金额"], ...received };
    }),
    items: orders.flatMap((one) => one["订单商品列表"].map((item, i) => ({ order: one["订单ID"],
      line: i + 1, sku: item["商品ID"], quantity: item["数量"], price: item["单价"] }))),
    // Some tracks are of orders that the shop has not handed over; the import would refuse them.
    shipments: [...tracks].filter(([no]) => known.has(no)).map(([no, one]) => ({ order: no, carrier: one["物流公司"],
      tracking: one["物流单号"], events: steps(no) })),
  };
}

const english = { pending: "placed", processed: "packing", delivered: "received",
  cancelled: "cancelled" };

/** The American shop knows no phones: its zip codes prove an order here. */
function americanShop() {
  const users = Object.entries(read("tau_users.json"));
  const orders = Object.values(read("tau_orders.json"));
  const no = (one) => one.order_id.replace("#", "");
  const dollars = (list) => list.reduce((sum, { price }) => sum + Math.round(price * 100), 0) / 100;
  return {
    customers: users.map(([ref, { name, email }]) => ({ ref, email, lang: "en",
      name: `${name.first_name} ${name.last_name}` })),
    orders: orders.map((one) => ({ no: no(one), customer: one.user_id, phone: one.address.zip,
      status: english[one.status], placed: "2024-05-15 10:00", currency: "USD",
      total: dollars(one.items).toFixed(2),
      ...(one.status === "delivered" ? { received: "2024-05-20" } : {}) })),
    items: orders.flatMap((one) => one.items.map((item, i) => ({ order: no(one), line: i + 1,
      sku: item.item_id, price: item.price, name: { en: item.name }, category: "goods" }))),
    shipments: orders.flatMap((one) => one.fulfillments.flatMap(({ tracking_id: ids }) =>
      ids.map((tracking) => ({ order: no(one), carrier: { en: "Carrier" }, tracking })))),
  };
}

/** The shipped content, which knows the shop's own order numbers, too. */
async function contentWith(pattern) {
  const folder = await mkdtemp(join(tmpdir(), "shopclerk-trial-"));
  for (const part of ["intents", "flows", "config"]) {
    await cp(join(top, part), join(folder, part), { recursive: true });
  }
  const file = join(folder, "config/types/order_no.yaml");
  const types = await readFile(file, "utf8");
  await writeFile(file, types.replace(/pattern: '(.*)'/, `pattern: '$1|${pattern}'`));
  return folder;
}

/** Asks for an order, proves it by the last four digits, and gives the card that comes. */
async function cardOf(shop, n, { no, phone }, lang, words) {
  const line = await ShopperLine.open(shop.base, { lang }, { localAddress: `127.0.2.${n % 250 + 1}` });
  const { seq } = await line.say(words(no));
  await line.event((one) => one.from === "bot" && one.seq > seq);
  const proof = await line.say(phone.slice(-4));
  const { card } = await line.event((one) => one.from === "bot" && one.seq > proof.seq && one.card);
  line.close();
  return Object.fromEntries(card.lines.map(({ name, text }) => [name, text]));
}

test("the Chinese shop is imported whole, and each of its orders is found", { skip }, async () => {
  const files = chineseShop();
  const shop = await Shop.open({ files });
  try {
    assert.equal(files.orders.length, 41);
    for (const [n, order] of files.orders.entries()) {
      const card = await cardOf(shop, n, order, "zh", (no) => `帮我查一下订单${no}到哪了`);
      assert.equal(card.no, order.no);
      assert.match(card.total.replace(/,/g, ""), new RegExp(`^¥${order.total}`), order.no);
    }
  } finally {
    await shop.close();
  }
});

test("the American shop is imported whole, and its orders are found", { skip }, async () => {
  const files = americanShop();
  const content = await contentWith("[wW][0-9]{7}");
  const checked = await run(["check", "--content", content]);
  const shop = await Shop.open({ files, content });
  try {
    assert.equal(files.orders.length, 1000);
    for (let n = 0; n < files.orders.length; n += 25) {
      const order = files.orders[n];
      const card = await cardOf(shop, n, order, "en", (no) => `where is my order #${no}?`);
      assert.equal(card.no, order.no);
      assert.equal(card.total.replace(/[^0-9.]/g, ""), order.total);
    }
  } finally {
    await shop.close();
    await rm(content, { recursive: true });
  }
  assert.notEqual(checked.code, 2, checked.err);
});

test("every opening of the chats is understood or not, and none does harm", { skip }, async () => {
  const openings = readFileSync(join(data, "abcd_openings.tsv"), "utf8").trimEnd().split("\n")
    .map((line) => line.split("\t").at(-1));
  const { execFileSync } = await import("node:child_process");
  const out = execFileSync(program(), ["match", "--content", top],
    { input: `${openings.join("\n")}\n`, encoding: "utf8", maxBuffer: 1 << 26 });
  const answers = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.length, openings.length);
  answers.forEach((one, i) => assert.equal(one.text, openings[i]));
  const known = answers.filter((one) => one.intent !== null).length;
  // Retail chats in English: that hardly any is known would be a broken program, not a hard set.
  assert.ok(known > openings.length / 4, `${known} of ${openings.length} have an intent`);
});
