/**
 * A small RFC 6455 WebSocket over Node's own net module: enough of a client to talk to the clerk
 * and to misbehave on purpose. Written from the RFC, on purpose without a library and without a
 * look at the server, so that the two check each other.
 */
import { createHash, randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import { connect } from "node:net";

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

export const acceptOf = (key) => createHash("sha1").update(key + guid).digest("base64");

/** One frame's bytes; clients mask (section 5.3), servers don't. */
export function encodeFrame(opcode, payload, { masked = true, fin = true, mask } = {}) {
  const length = payload.length;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extended);
  head[0] = (fin ? 0x80 : 0) | opcode;
  head[1] = (masked ? 0x80 : 0) | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) head.writeUInt16BE(length, 2);
  if (extended === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([head, payload]);
  const key = mask ?? randomBytes(4);
  const body = Buffer.from(payload);
  for (let i = 0; i < length; ++i) body[i] ^= key[i & 3];
  return Buffer.concat([head, key, body]);
}

/** Takes bytes as they come and gives whole frames: {fin, opcode, payload}. */
export class FrameReader {
  #held = Buffer.alloc(0);

  *read(bytes) {
    this.#held = this.#held.length ? Buffer.concat([this.#held, bytes]) : bytes;
    for (;;) {
      const frame = this.#next();
      if (!frame) return;
      yield frame;
    }
  }

  #next() {
    const held = this.#held;
    if (held.length < 2) return null;
    const masked = (held[1] & 0x80) !== 0;
    let length = held[1] & 0x7f;
    let at = 2;
    if (length === 126) {
      if (held.length < 4) return null;
      length = held.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (held.length < 10) return null;
      length = Number(held.readBigUInt64BE(2));
      at = 10;
    }
    const key = masked ? held.subarray(at, at + 4) : null;
    if (masked) at += 4;
    if (held.length < at + length) return null;
    const payload = Buffer.from(held.subarray(at, at + length));
    if (key) for (let i = 0; i < length; ++i) payload[i] ^= key[i & 3];
    this.#held = held.subarray(at + length);
    return { fin: (held[0] & 0x80) !== 0, opcode: held[0] & 0x0f, payload };
  }
}

/** Emits `text` (string), `binary`, `ping`, and once `closed` {code, reason}. */
export class WebSocketClient extends EventEmitter {
  #socket;
  #reader = new FrameReader();
  #parts = [];
  #partsOpcode = 0;
  #closed = false;
  #sentClose = false;
  #code = 1006;
  #reason = "";

  constructor(socket, protocol) {
    super();
    this.#socket = socket;
    this.protocol = protocol;
    socket.on("data", (bytes) => this.#take(bytes));
    socket.on("close", () => this.#end());
    socket.on("error", () => {});
  }

  /** Opens ws://host:port/path; rejects with an error that carries `status` when refused. */
  static open(
    url, { protocol = "shopclerk.v1", headers = {}, timeoutMs = 10_000, localAddress } = {},
  ) {
    const { hostname, port, pathname, search, host } = new URL(url);
    const key = randomBytes(16).toString("base64");
    const lines = [
      `GET ${pathname}${search} HTTP/1.1`,
      `Host: ${host}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Key: ${key}`,
      "Sec-WebSocket-Version: 13",
      ...(protocol ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    return new Promise((resolve, reject) => {
      const socket = connect({ port: Number(port), host: hostname, localAddress });
      let held = Buffer.alloc(0);
      const fail = (error) => {
        clearTimeout(timer);
        socket.destroy();
        reject(error);
      };
      const timer = setTimeout(() => fail(new Error("no answer to the upgrade")), timeoutMs);
      const head = (bytes) => {
        held = Buffer.concat([held, bytes]);
        const end = held.indexOf("\r\n\r\n");
        if (end < 0) return;
        clearTimeout(timer);
        const [statusLine, ...fields] = held.subarray(0, end).toString("latin1").split("\r\n");
        const status = Number(statusLine.split(" ")[1]);
        const answer = new Map(
          fields.map((line) => [
            line.slice(0, line.indexOf(":")).trim().toLowerCase(),
            line.slice(line.indexOf(":") + 1).trim(),
          ]),
        );
        if (status !== 101 || answer.get("sec-websocket-accept") !== acceptOf(key)) {
          return fail(Object.assign(new Error(`upgrade refused: ${statusLine}`), { status }));
        }
        socket.removeAllListeners();
        socket.setNoDelay(true);
        const client = new WebSocketClient(socket, answer.get("sec-websocket-protocol") ?? "");
        resolve(client);
        // What came with the head is read once the caller has its listeners.
        const rest = held.subarray(end + 4);
        if (rest.length) queueMicrotask(() => client.#take(rest));
      };
      socket.on("connect", () => socket.write(lines.join("\r\n") + "\r\n\r\n"));
      socket.on("data", head);
      socket.on("error", fail);
      socket.on("close", () => fail(new Error("closed before the upgrade")));
    });
  }

  get open() {
    return !this.#closed && !this.#sentClose;
  }

  send(text) {
    this.sendFrame(opcodes.text, Buffer.from(text));
  }

  sendFrame(opcode, payload, options) {
    if (!this.#socket.destroyed) this.#socket.write(encodeFrame(opcode, payload, options));
  }

  close(code = 1000) {
    if (this.#sentClose) return;
    this.#sentClose = true;
    const body = Buffer.alloc(2);
    body.writeUInt16BE(code);
    this.sendFrame(opcodes.close, body);
  }

  /** Cuts the line, as a crash would. */
  destroy() {
    this.#socket.destroy();
  }

  pause() {
    this.#socket.pause();
  }

  resume() {
    this.#socket.resume();
  }

  #take(bytes) {
    for (const { fin, opcode, payload } of this.#reader.read(bytes)) {
      if (opcode === opcodes.ping) {
        this.sendFrame(opcodes.pong, payload);
        this.emit("ping", payload);
      } else if (opcode === opcodes.close) {
        if (payload.length >= 2) this.#code = payload.readUInt16BE();
        this.#reason = payload.subarray(2).toString();
        this.close(1000);
        this.#socket.end();
      } else if (opcode <= opcodes.binary) {
        if (opcode !== opcodes.continuation) this.#partsOpcode = opcode;
        this.#parts.push(payload);
        if (!fin) continue;
        const whole = Buffer.concat(this.#parts);
        this.#parts = [];
        if (this.#partsOpcode === opcodes.text) this.emit("text", whole.toString());
        else this.emit("binary", whole);
      }
    }
  }

  #end() {
    if (this.#closed) return;
    this.#closed = true;
    this.emit("closed", { code: this.#code, reason: this.#reason });
  }
}
