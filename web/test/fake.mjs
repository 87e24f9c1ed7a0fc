/**
 * A clerk for working on the pages without the program: `npm run fake [PORT]` serves dist/ and
 * speaks docs/PROTOCOL.md from memory, with a handful of canned answers. It forgets everything
 * when it ends, checks nobody and is never deployed; tests/e2e runs against the program itself.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { acceptOf, encodeFrame, FrameReader, opcodes } from "../../tests/e2e/websocket.mjs";

const dist = new URL("../dist/", import.meta.url).pathname;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css",
  ".svg": "image/svg+xml" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
  + "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const conversations = new Map();
const tickets = new Map();
const desks = new Set();
let lastId = 7_000;
const nextId = () => String(++lastId);

function openConversation(lang = "zh", name = "") {
  const one = { id: nextId(), session: randomUUID(), lang, events: [], acks: new Map(),
    owner: "bot", watchers: new Set(), name, ticket: null, signed: name !== "" };
  conversations.set(one.id, one);
  return one;
}

const welcome = (one) => ({
  verb: "welcome", conversation: one.id, seq: one.events.length, session: one.session,
  lang: one.lang, signed_in: one.signed, owner: one.owner,
  limits: { text_bytes: 4096, messages_per_second: 5, burst: 20 },
});

function event(one, fields) {
  const made = { verb: "event", conversation: one.id, seq: one.events.length + 1, at: Date.now(),
    type: "message", text: "", ...fields };
  one.events.push(made);
  for (const watcher of one.watchers) watcher(made);
  const ticket = one.ticket;
  if (ticket) {
    ticket.last_seq = made.seq;
    ticket.last_text = made.text;
    for (const desk of desks) {
      desk({ verb: "ticket", ticket });
      if (desk.opened === ticket.id) desk({ ...made, ticket: ticket.id });
    }
  }
  return made;
}

const status = (one) => {
  const position = one.owner === "queue" ? 2 : undefined;
  for (const watcher of one.watchers) watcher({ verb: "status", owner: one.owner, position });
};

const en = (one) => one.lang === "en";

const answers = [
  [/人工|agent|person|human/i, (one) => {
    one.owner = "queue";
    event(one, { from: "bot", text: en(one) ? "Of course. I am getting a colleague for you; what "
      + "you have told me goes along." : "好的，马上为您转接人工客服，您刚才说的内容会一并转过去。" });
    openTicket(one);
    event(one, { from: "system", type: "notice", notice: "queued", text: "queued" });
    status(one);
  }],
  [/\d{4}$|last|status|订单|order/i, (one, text) => {
    if (!/\d{4}/.test(text)) {
      return event(one, { from: "bot", text: en(one) ? "Sure. Please tell me the order number and "
        + "the last four digits of its phone." : "好的。请告诉我订单号，以及下单手机号的后四位。" });
    }
    return event(one, { from: "bot", text: en(one) ? "Found it. It is on its way:" : "查到了，您的订单正在路上：",
      card: { kind: "order", title: en(one) ? "Order" : "订单",
        lines: [{ name: "no", label: "订单号", text: "2024061234" }, { name: "status", label: "状态", text: en(one) ? "In transit" : "运输中" },
          { name: "total", label: en(one) ? "Total" : "合计", text: "¥4,299.00" },
          { name: "eta", label: en(one) ? "Expected" : "预计送达", text: en(one) ? "Wed 3 July" : "7月3日（周三）" }],
        rows: [{ text: en(one) ? "Fridge 452 L × 1" : "十字对开门冰箱 452L × 1", note: "¥4,299.00" },
          { text: en(one) ? "Left the sorting centre, Hangzhou" : "已离开【杭州转运中心】", note: "7-01 21:14" },
          { text: en(one) ? "Collected, SF Express" : "顺丰速运已揽收", note: "7-01 16:02" },
          { text: en(one) ? "Packed, Ningbo warehouse" : "宁波仓库已出库", note: "7-01 09:40" }] },
      buttons: [{ id: "intent:return_item", label: en(one) ? "Return an item" : "退货" },
        { id: "intent:human_agent", label: en(one) ? "A person, please" : "转人工" }] });
  }],
  [/退货|return/i, (one) => event(one, { from: "bot",
    text: en(one) ? "Your return is open." : "退货已登记。快递员明天上门取件，运费由我们承担。",
    card: { kind: "return", title: en(one) ? "Return" : "退货",
      lines: [{ name: "number", label: "退货编号", text: "R7K3-9QXM" }, { name: "status", label: "状态", text: en(one) ? "Approved" : "已通过" },
        { name: "item", label: en(one) ? "Item" : "商品", text: en(one) ? "Fridge 452 L" : "十字对开门冰箱 452L" },
        { name: "reason", label: en(one) ? "Reason" : "原因", text: en(one) ? "It is damaged" : "商品损坏" },
        { name: "refund", label: en(one) ? "Refund" : "退款", text: "¥4,299.00" }], rows: [] } })],
  [/积分|points/i, (one) => event(one, { from: "bot", text: "",
    card: { kind: "points", title: en(one) ? "Your points" : "我的积分",
      lines: [{ name: "balance", label: en(one) ? "Balance" : "可用积分", text: "3,260" },
        { name: "expiring", label: en(one) ? "Expire soon" : "即将过期", text: en(one) ? "400 on 31 July" : "400（7月31日）" }],
      rows: [{ text: en(one) ? "Bought: air conditioner" : "购买 变频空调 1.5 匹", note: "+2,899" },
        { text: en(one) ? "Coupon" : "兑换 50 元优惠券", note: "−500" }] } })],
  [/投诉|complain/i, (one) => event(one, { from: "bot",
    text: en(one) ? "I am sorry. What happened?" : "很抱歉给您带来不便。请问是哪方面的问题？",
    buttons: [["delivery", "配送太慢", "Delivery"], ["quality", "商品质量", "Quality"],
      ["service", "服务态度", "Service"], ["other", "其他", "Something else"]]
      .map(([id, zh, eng]) => ({ id, label: en(one) ? eng : zh })) })],
  [/./s, (one, text) => event(one, { from: "bot",
    text: en(one) ? "Hello! I can look up orders, open returns, take complaints and tell your points."
      : `您好${one.name ? "，" + one.name : ""}！我可以帮您查订单、退货、登记投诉、查积分。` + (text.length > 80 ? "" : ""),
    buttons: [{ id: "intent:order_status", label: en(one) ? "Order status" : "查订单" },
      { id: "intent:return_item", label: en(one) ? "Return an item" : "退货" },
      { id: "intent:points_balance", label: en(one) ? "My points" : "查积分" }] })],
];

function openTicket(one) {
  const id = nextId();
  one.ticket = { id, number: `T-${id}-QX`, version: 1, state: "queued", category: "return",
    priority: "high", subject: en(one) ? "Return, order 2024061234" : "退货 订单 2024061234",
    summary: en(one) ? "Wants to return a damaged fridge" : "冰箱送到时门有凹陷，想退货",
    conversation: one.id, customer: one.name || "", tier: one.signed ? "gold" : "", lang: one.lang,
    agent: null, opened_at: Date.now() - 130_000, last_seq: one.events.length, last_text: "",
    position: 2 };
  tickets.set(id, one.ticket);
}

function say(one, { id, text = "", choice }) {
  if (!/^[\w-]{8,64}$/.test(id ?? "")) return { verb: "nack", code: "bad_id", message: "", id };
  const known = one.acks.get(id);
  if (known) return known;
  const said = event(one, { from: "shopper", id, text, choice });
  const ack = { verb: "ack", id, seq: said.seq, at: said.at };
  one.acks.set(id, ack);
  if (one.owner === "bot") {
    setTimeout(() => answers.find(([pattern]) => pattern.test(`${choice ?? ""} ${text}`))[1](one, text), 250);
  }
  return ack;
}

function greet(hello) {
  const known = conversations.get(hello.conversation);
  if (hello.conversation && !hello.token && known?.session !== hello.session) {
    return { verb: "nack", code: "not_found", message: "no such conversation" };
  }
  if (!hello.token) return known ?? openConversation(hello.lang);
  const { name } = JSON.parse(Buffer.from(hello.token.split(".")[1], "base64url").toString());
  const one = known ?? [...conversations.values()].find((c) => c.name === name)
    ?? openConversation(hello.lang, name);
  Object.assign(one, { name, signed: true, session: randomUUID() });
  return one;
}

function chat(send) {
  let one = null;
  return {
    end: () => one?.watchers.delete(send),
    take(frame) {
      if (frame.verb === "hello") {
        const found = greet(frame);
        if (found.verb) return send(found);
        one = found;
        if (frame.lang) one.lang = frame.lang;
        send(welcome(one));
        one.events.filter((e) => e.seq > (frame.last_seq ?? 0)).forEach(send);
        return one.watchers.add(send);
      }
      if (!one) return send({ verb: "nack", code: "no_hello", message: "hello first" });
      if (frame.verb === "send") send(say(one, frame));
      if (frame.verb === "lang") one.lang = frame.lang;
      if (frame.verb === "ping") send({ verb: "pong" });
      if (frame.verb === "typing") for (const desk of desks) if (desk.opened === one.ticket?.id)
        desk({ verb: "typing", ticket: one.ticket.id, on: frame.on, from: "shopper" });
      if (frame.verb === "pull") one.events.filter((e) => e.seq > frame.after)
        .slice(0, frame.max ?? 200).forEach(send);
    },
  };
}

const agent = { id: "11", name: "李梅" };
const item = (zh, eng) => ({ name: { zh, en: eng }, quantity: 1 });
const sample = { customer: { id: "1", name: "李雷", tier: "gold", phone: "6688", lang: "zh",
  since: Date.now() - 9e10 },
  orders: [{ no: "2024061234", status: "shipped", placed_at: Date.now() - 3e8,
    total: { minor: 429900, currency: "CNY" }, items: [item("十字对开门冰箱", "Four-door fridge")] },
  { no: "2024059911", status: "received", placed_at: Date.now() - 4e9,
    total: { minor: 289900, currency: "CNY" }, items: [item("变频空调", "Air conditioner")] }] };

function desk(send) {
  const change = (ticket, fields) => {
    Object.assign(ticket, fields, { version: ticket.version + 1 });
    for (const other of desks) other({ verb: "ticket", ticket });
  };
  return {
    end: () => desks.delete(send),
    take(frame) {
      const ticket = tickets.get(frame.ticket);
      const one = ticket && conversations.get(ticket.conversation);
      if (frame.verb === "hello") {
        desks.add(send);
        const all = [...tickets.values()];
        return send({ verb: "welcome", agent, queue: all.filter((t) => t.state === "queued"),
          mine: all.filter((t) => t.agent?.id === agent.id && t.state !== "solved") });
      }
      if (frame.verb === "ping") return send({ verb: "pong" });
      if (!ticket) return send({ verb: "nack", code: "not_found", message: "no such ticket" });
      if (frame.verb === "open") {
        send.opened = ticket.id;
        return send({ verb: "opened", ticket, events: one.events, notes: ticket.notes ?? [], ...sample });
      }
      if (frame.verb === "claim") {
        one.owner = "agent";
        change(ticket, { state: "open", agent, position: 0 });
        send({ verb: "won", ticket });
        event(one, { from: "system", type: "notice", notice: "agent_joined", name: agent.name, text: "joined" });
        return status(one);
      }
      if (frame.verb === "reply") {
        const since = one.events.filter((e) => e.seq > frame.expect_seq && e.from === "shopper");
        if (since.length) return send({ verb: "stale", ticket: ticket.id, id: frame.id, events: since });
        const said = event(one, { from: "agent", name: agent.name, text: frame.text, id: frame.id });
        return send({ verb: "ack", id: frame.id, seq: said.seq, at: said.at });
      }
      if (frame.verb === "note") {
        (ticket.notes ??= []).push({ at: Date.now(), name: agent.name, text: frame.text });
        return send({ verb: "ack", id: frame.id, at: Date.now() });
      }
      if (frame.verb === "typing") {
        for (const watcher of one.watchers) watcher({ verb: "typing", on: frame.on, from: agent.name });
      }
      if (frame.verb === "release" || frame.verb === "resolve") {
        one.owner = "bot";
        change(ticket, { state: frame.verb === "resolve" ? "solved" : "queued", agent: null });
        event(one, { from: "system", type: "notice", name: agent.name, text: "",
          notice: frame.verb === "resolve" ? "resolved" : "agent_left" });
        status(one);
      }
    },
  };
}

const shopper = (name, tier, sub) => ({ name, tier, orders: ["2024061234"], phone_tail: "6688",
  token: ["{}", JSON.stringify({ sub, name, nonce: randomUUID() }), "x"]
    .map((part) => Buffer.from(part).toString("base64url")).join(".") });

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

async function waitFor(one, after, seconds) {
  if (one.events.length > after || seconds === 0) return;
  await new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      one.watchers.delete(done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    one.watchers.add(done);
  });
}

async function answer(request, url) {
  const path = url.pathname;
  if (path === "/demo/shoppers") {
    return [200, [shopper("李雷", "gold", "c1"), shopper("Emily Carter", "platinum", "c2")]];
  }
  if (path === "/v1/desk/sign-in") {
    const { password } = await body(request);
    return password === "wrong" ? [401, { code: "unauthorized" }] : [200, { agent, csrf: "csrf" }];
  }
  if (path === "/v1/desk/me") {
    return request.headers.cookie ? [200, { agent, csrf: "csrf" }] : [401, { code: "unauthorized" }];
  }
  if (path === "/v1/desk/pass") return [200, { pass: "pass" }];
  if (path === "/v1/desk/sign-out") return [204, null];
  if (path === "/v1/conversations") {
    const hello = await body(request);
    const one = greet(hello);
    if (one.verb) return [404, one];
    if (hello.lang) one.lang = hello.lang;
    return [201, welcome(one)];
  }
  const [, id, what] = path.match(/^\/v1\/conversations\/(\d+)\/(\w+)$/) ?? [];
  const one = conversations.get(id);
  if (!one) return [404, { verb: "nack", code: "not_found", message: "not found" }];
  if (what === "messages") return [200, say(one, await body(request))];
  const after = Number(url.searchParams.get("after"));
  await waitFor(one, after, Number(url.searchParams.get("wait")));
  return [200, { events: one.events.slice(after), seq: one.events.length, owner: one.owner }];
}

export function serveFake(port = 0, { sockets = true } = {}) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://fake");
    if (url.pathname.startsWith("/v1/") || url.pathname.startsWith("/demo/")) {
      const [code, json] = await answer(request, url);
      if (url.pathname.endsWith("sign-in")) response.setHeader("Set-Cookie", "fake=1; HttpOnly");
      if (url.pathname.endsWith("sign-out")) response.setHeader("Set-Cookie", "fake=; Max-Age=0");
      response.writeHead(code, { "Content-Type": "application/json" });
      return response.end(json === null ? undefined : JSON.stringify(json));
    }
    const name = { "/": "index.html", "/desk": "desk.html", "/desk/": "desk.html" }[url.pathname]
      ?? normalize(url.pathname);
    try {
      const bytes = await readFile(join(dist, name));
      response.writeHead(200, { "Content-Type": `${types[extname(name)]}; charset=utf-8`,
        "Content-Security-Policy": policy, ETag: createHash("sha1").update(bytes).digest("hex") });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.on("upgrade", (request, socket) => {
    if (!sockets) return socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    socket.write(["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${acceptOf(request.headers["sec-websocket-key"])}`,
      "Sec-WebSocket-Protocol: shopclerk.v1", "", ""].join("\r\n"));
    const send = (frame) => socket.destroyed
      || socket.write(encodeFrame(opcodes.text, Buffer.from(JSON.stringify(frame)), { masked: false }));
    const session = (request.url === "/v1/desk" ? desk : chat)(send);
    const reader = new FrameReader();
    socket.on("data", (bytes) => {
      for (const { opcode, payload } of reader.read(bytes)) {
        if (opcode === opcodes.close) return socket.end();
        if (opcode === opcodes.text) session.take(JSON.parse(payload.toString()));
      }
    });
    socket.on("close", session.end);
    socket.on("error", () => socket.destroy());
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const server = await serveFake(Number(process.argv[2] ?? 8099));
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
}
