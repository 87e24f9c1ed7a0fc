/** docs/PROTOCOL.md against the program, by a client that knows only that page. */
import assert from "node:assert/strict";
import { agentOf, colleagueOf } from "../demo.mjs";
import { DeskLine, newId, Refused, request, ShopperLine, transcript } from "../protocol_client.mjs";
import { opcodes, WebSocketClient } from "../websocket.mjs";
import { output } from "../shop.mjs";
import { shoppers, story } from "../story.mjs";

const refused = (code) => (error) => error instanceof Refused && error.code === code;

async function refusal(line, frame) {
  return line.ask(frame, ({ verb }) => verb === "nack");
}

async function closing(line, work) {
  const closed = new Promise((resolve) => line.once("closed", resolve));
  await work();
  return closed;
}

story("hello gives a conversation, its secret and its limits", async ({ shop }) => {
  const line = await ShopperLine.open(shop.base, { lang: "en" });
  const { conversation, session, seq, lang, signed_in, owner, limits } = line.welcome;
  assert.match(conversation, /^\d+$/);
  assert.ok(session.length >= 22, "128 bits at least");
  assert.deepEqual({ lang, signed_in, owner }, { lang: "en", signed_in: false, owner: "bot" });
  assert.equal(typeof seq, "number");
  assert.equal(limits.text_bytes, 4096);
  assert.equal(line.socket.protocol, "shopclerk.v1");
  line.close();
});

story("an ack tells the seq, a retry gets the same one, other words under the id are refused",
  async ({ shop }) => {
    const line = await ShopperLine.open(shop.base, { lang: "zh" });
    const id = newId();
    const first = await line.send({ id, text: "你好" });
    const again = await line.send({ id, text: "你好" });
    assert.deepEqual(again, first);
    await assert.rejects(line.send({ id, text: "再见" }), refused("id_reused"));
    const stored = await transcript(shop.base, line.conversation, line.session);
    assert.equal(stored.filter((one) => one.id === id).length, 1);
    line.close();
  });

story("resuming gives what was missed, and pulling gives it again", async ({ shop }) => {
  const line = await ShopperLine.open(shop.base, { lang: "zh" });
  await line.ask_clerk("你好");
  const { conversation, session } = line;
  line.destroy();
  await request(shop.base, "POST", `/v1/conversations/${conversation}/messages`,
    { session, body: { id: newId(), text: "查订单" } });
  const back = await ShopperLine.open(shop.base, { session, conversation, last_seq: 1 });
  assert.equal(back.welcome.session, undefined, "the secret is not told twice");
  await back.event((one) => one.from === "bot" && one.seq > 3);
  back.events.clear();
  back.tell({ verb: "pull", after: 0, max: 2 });
  await back.event((one) => one.seq === 2);
  assert.deepEqual([...back.events.keys()].sort(), [1, 2]);
  assert.deepEqual(back.doubled, []);
  back.close();
});

story("somebody else's conversation is answered like one that does not exist", async ({ shop }) => {
  const mine = await ShopperLine.open(shop.base);
  const yours = await ShopperLine.open(shop.base);
  for (const conversation of [yours.conversation, "999999999999"]) {
    const attempt = ShopperLine.open(shop.base, { session: mine.session, conversation, last_seq: 0 });
    await assert.rejects(attempt, refused("not_found"));
  }
  const answers = [];
  for (const conversation of [yours.conversation, "999999999999"]) {
    const path = `/v1/conversations/${conversation}/events?after=0&wait=0`;
    const { status, body } = await request(shop.base, "GET", path, { session: mine.session });
    answers.push({ status, code: body.code, message: body.message });
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0].status, 404);
  mine.close();
  yours.close();
});

story("every kind of nonsense gets its code, and the line goes on", async ({ shop }) => {
  const line = await ShopperLine.open(shop.base, { lang: "zh" });
  const cases = [
    ["bad_verb", { verb: "dance" }],
    ["bad_field", { verb: "send", id: 12345678, text: "x" }],
    ["bad_field", { verb: "send", id: newId() }],
    ["bad_id", { verb: "send", id: "short", text: "x" }],
    ["bad_id", { verb: "send", id: "with space in it", text: "x" }],
    ["empty", { verb: "send", id: newId(), text: "  \n\t" }],
    ["too_long", { verb: "send", id: newId(), text: "啊".repeat(1366) }],
    ["bad_field", { verb: "lang", lang: "fr" }],
  ];
  for (const [code, frame] of cases) {
    const { code: got, message } = await refusal(line, frame);
    assert.equal(got, code, JSON.stringify(frame).slice(0, 80));
    assert.equal(typeof message, "string");
  }
  for (const text of ["{", "[]", '{"verb":"ping","verb":"ping"}', `${"[".repeat(100)}`]) {
    const nack = line.next(({ verb }) => verb === "nack");
    line.socket.send(text);
    assert.equal((await nack).code, "bad_json", text.slice(0, 30));
  }
  assert.equal((await line.ask({ verb: "ping" }, ({ verb }) => verb === "pong")).verb, "pong");
  await line.ask_clerk("你好");
  line.close();
});

story("what breaks the rules of the wire ends with its close status", async ({ shop }) => {
  const ends = async (work, hello = true) => {
    const line = hello ? await ShopperLine.open(shop.base) : null;
    const socket = line?.socket
      ?? await WebSocketClient.open(shop.base.replace("http", "ws") + "/v1/chat");
    const closed = new Promise((resolve) => socket.once("closed", ({ code }) => resolve(code)));
    await work(socket);
    return closed;
  };
  const frame = (opcode, bytes, options) => (socket) => socket.sendFrame(opcode, bytes, options);
  assert.equal(await ends(frame(opcodes.binary, Buffer.from("hello"))), 1003);
  assert.equal(await ends(frame(opcodes.text, Buffer.from([0xc3, 0x28]))), 1007);
  assert.equal(await ends(frame(opcodes.text, Buffer.alloc(20_000, 0x20))), 1009);
  assert.equal(await ends(frame(opcodes.text, Buffer.from("{}"), { masked: false })), 1002);
  assert.equal(await ends((socket) => {
    for (let i = 0; i < 20; ++i) socket.send('{"verb":"dance"}');
  }), 1008);
});

story("the first frame must be hello", async ({ shop }) => {
  const socket = await WebSocketClient.open(shop.base.replace("http", "ws") + "/v1/chat");
  const first = new Promise((resolve) => socket.once("text", (text) => resolve(JSON.parse(text))));
  socket.send(JSON.stringify({ verb: "ping" }));
  assert.equal((await first).code, "no_hello");
  socket.close();
});

story("a token signs in once, its conversation is the customer's on every device", async ({ shop }) => {
  const [shopper] = await shoppers(shop);
  const one = await ShopperLine.open(shop.base, { token: shopper.token });
  assert.equal(one.welcome.signed_in, true);
  await one.ask_clerk("你好");
  await assert.rejects(ShopperLine.open(shop.base, { token: shopper.token }), refused("unauthorized"));
  const again = (await shoppers(shop)).find(({ name }) => name === shopper.name);
  const two = await ShopperLine.open(shop.base, { token: again.token });
  assert.equal(two.conversation, one.conversation);
  assert.notEqual(two.session, one.session);
  const forged = shopper.token.replace(/[^.]+$/, "AAAA");
  await assert.rejects(ShopperLine.open(shop.base, { token: forged }), refused("unauthorized"));
  one.close();
  two.close();
});

story("over HTTP the same: opened, said, waited for", async ({ shop }) => {
  const opened = await request(shop.base, "POST", "/v1/conversations", { body: { lang: "en" } });
  assert.equal(opened.status, 201);
  const { conversation, session, seq } = opened.body;
  const path = `/v1/conversations/${conversation}`;
  const waiting = request(shop.base, "GET", `${path}/events?after=${seq}&wait=20&max=50`, { session });
  const id = newId();
  const said = await request(shop.base, "POST", `${path}/messages`, { session, body: { id, text: "hello" } });
  assert.equal(said.status, 200);
  assert.equal(said.body.id, id);
  const { status, body } = await waiting;
  assert.equal(status, 200);
  assert.ok(body.events.length > 0, "the poll woke up");
  const again = await request(shop.base, "POST", `${path}/messages`, { session, body: { id, text: "hello" } });
  assert.deepEqual(again.body, said.body);
  const reused = await request(shop.base, "POST", `${path}/messages`, { session, body: { id, text: "no" } });
  assert.equal(reused.status, 409);
  assert.equal(reused.body.code, "id_reused");
  const nobody = await request(shop.base, "POST", `${path}/messages`, { body: { id: newId(), text: "x" } });
  assert.equal(nobody.status, 401);
});

story("one of many claims wins; a reply names what it has seen", async ({ ownShop }) => {
  const shop = await ownShop();
  const shopper = await ShopperLine.open(shop.base, { lang: "zh" });
  await shopper.say("转人工");
  await shopper.event((one) => one.notice === "queued");
  const lines = [];
  for (const { login, password } of [agentOf(shop), colleagueOf(shop)]) {
    lines.push(await DeskLine.signIn(shop.base, login, password));
  }
  const [ticket] = lines[0].welcome.queue;
  assert.equal(ticket.conversation, shopper.conversation);
  const claims = await Promise.all(lines.map((line) => line.claim(ticket.id, ticket.version)));
  assert.deepEqual(claims.map(({ verb }) => verb).sort(), ["lost", "won"]);
  const desk = lines[claims.findIndex(({ verb }) => verb === "won")];
  assert.equal(claims.find(({ verb }) => verb === "lost").by, desk.welcome.agent.name);
  await shopper.event((one) => one.notice === "agent_joined");
  const opened = await desk.openTicket(ticket.id);
  const last = opened.events.at(-1).seq;
  const { seq } = await shopper.say("等一下");
  const stale = await desk.reply(ticket.id, "好的", last);
  assert.equal(stale.verb, "stale");
  assert.deepEqual(stale.events.map((one) => one.text), ["等一下"]);
  const sent = await desk.reply(ticket.id, "好的", seq);
  assert.equal(sent.verb, "ack");
  const heard = await shopper.event((one) => one.from === "agent");
  assert.equal(heard.text, "好的");
  desk.tell({ verb: "resolve", ticket: ticket.id });
  await shopper.event((one) => one.notice === "resolved");
  const bot = await shopper.ask_clerk("谢谢");
  assert.equal(bot.from, "bot", "the clerk is back");
  for (const line of [...lines, shopper]) line.close();
});

story("the desk is shut without a cookie, a pass, the origin and the token", async ({ ownShop }) => {
  const shop = await ownShop();
  const socket = (headers) => WebSocketClient.open(shop.base.replace("http", "ws") + "/v1/desk", { headers });
  await assert.rejects(socket({ Origin: shop.base }), ({ status }) => status === 401);
  const { login, password } = agentOf(shop);
  const desk = await DeskLine.signIn(shop.base, login, password);
  const { cookie, csrf, origin } = desk.signedIn;
  await assert.rejects(socket({ Cookie: cookie, Origin: "https://evil.example" }),
    ({ status }) => status === 403);
  const post = (headers) => request(shop.base, "POST", "/v1/desk/pass", { body: {}, headers });
  assert.equal((await post({ Cookie: cookie, Origin: origin })).status, 403);
  assert.equal((await post({ Cookie: cookie, Origin: "https://evil.example", "X-CSRF-Token": csrf })).status, 403);
  assert.equal((await post({ Origin: origin, "X-CSRF-Token": csrf })).status, 401);
  const closed = closing(desk, () => request(shop.base, "POST", "/v1/desk/sign-out",
    { body: {}, headers: { Cookie: cookie, Origin: origin, "X-CSRF-Token": csrf } }));
  assert.equal(await closed, 1008, "signing out ends the agent's sockets");
});

story("SIGTERM tells everybody, keeps everything and ends well", async ({ ownShop }) => {
  const shop = await ownShop();
  const line = await ShopperLine.open(shop.base, { lang: "zh" });
  await line.ask_clerk("你好");
  const { conversation, session } = line;
  const closed = new Promise((resolve) => line.once("closed", resolve));
  assert.equal(await shop.stop(), 0);
  assert.equal(await closed, 1001);
  await shop.start();
  const stored = await transcript(shop.base, conversation, session);
  assert.equal(stored.filter((one) => one.text === "你好").length, 1);
});

story("whoever is disabled while the server runs is cut off within five seconds", async ({ shop }) => {
  const asked = async (...words) =>
    JSON.parse((await output(["agent", ...words, "--data", shop.dir, "--json"])) || "{}");
  const { login, password } = await asked("add", `leaving-${Date.now()}`);
  const desk = await DeskLine.signIn(shop.base, login, password);
  let begun = 0;
  const closed = await closing(desk, async () => {
    begun = Date.now();
    await asked("disable", login);
  });
  assert.equal(closed, 1008);
  assert.ok(Date.now() - begun < 5_000, `cut off after ${Date.now() - begun} ms`);
  await assert.rejects(DeskLine.signIn(shop.base, login, password));
  const { agents } = await asked("list");
  assert.equal(agents.find((one) => one.login === login).disabled, true);

  await asked("enable", login);
  const back = await DeskLine.signIn(shop.base, login, password);
  const ended = await closing(back, () => asked("password", login));
  assert.equal(ended, 1008, "a new password ends what the old one opened");
});
