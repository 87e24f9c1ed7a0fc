/**
 * What the stories know of their shops: the demo's own agent, and a few orders that they bring
 * along, so that a story about a return finds something that can be returned today.
 */
import { dayBefore } from "./shop.mjs";

const count = 6;
const goods = [
  { sku: "E2E-FRIDGE", category: "fridge", price: 4299,
    name: { zh: "十字对开门冰箱", en: "Four-door fridge" } },
  { sku: "E2E-VACUUM", category: "vacuum", price: 2599,
    name: { zh: "扫拖机器人", en: "Robot vacuum" } },
];

/** Orders that arrived the day before yesterday, each of one thing. */
const arrived = Array.from({ length: count }, (_, i) => ({
  no: String(8_800_000_000 + i * 7),
  phone: `138000068${10 + i}`,
  goods: goods[i % goods.length],
}));

export const files = {
  orders: arrived.map(({ no, phone, goods: { price } }) => ({
    no, phone, status: "received", placed: `${dayBefore(5)} 20:15`, received: dayBefore(2),
    total: price,
  })),
  items: arrived.map(({ no, goods: one }) => ({ order: no, line: 1, ...one })),
  shipments: arrived.map(({ no }, i) => ({
    order: no, carrier: { zh: "顺丰速运", en: "SF Express" }, tracking: `SF10002000300${10 + i}`,
    events: [
      { at: `${dayBefore(4)} 09:40`, place: "宁波", what: { zh: "仓库已出库", en: "Left the warehouse" } },
      { at: `${dayBefore(3)} 21:14`, place: "杭州", what: { zh: "离开转运中心", en: "Left the hub" } },
      { at: `${dayBefore(2)} 10:26`, place: "杭州", what: { zh: "已签收", en: "Delivered" } },
    ],
  })),
};

/** One address, a browser of many visits: what protects a shop must not stop its tests. */
export const options = ["--openings-per-minute", "6000", "--sessions-per-address", "500"];

/** Login and password of the demo's agent. */
export const agentOf = (shop) => shop.demo.agent;

export const colleagueOf = (shop) => shop.colleague;

let taken = 0;

/** An order that nobody has returned yet: {no, tail}. */
export function received() {
  const { no, phone } = arrived[taken++ % count];
  return { no, tail: phone.slice(-4) };
}
