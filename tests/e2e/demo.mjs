/** What the demo shop's own account of itself (`shopclerk demo DIR --json`) offers the stories. */

/** Login and password of the demo agent. */
export function agentOf(shop) {
  const agent = shop.demo.agent ?? shop.demo.agents?.[0];
  return { login: agent.login, password: agent.password };
}

/** An order that has arrived: {no, tail}. */
export async function received(shop) {
  for (const shopper of shop.demo.shoppers) {
    for (const order of shopper.orders) {
      if (order.status === "received") return { no: order.no, tail: shopper.phone.slice(-4) };
    }
  }
  throw new Error("the demo shop has no shopper with an order that has arrived");
}
