/**
 * A demo shop of its own for a story: makes the data, starts the program on a free port, stops,
 * kills and restarts it on the same file and port, and leaves nothing behind. Every process is
 * ended by its own id.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const startMs = 30_000;
const stopMs = 15_000;

export const program = () => process.env.PROGRAM ?? join(top, "build/dev/shopclerk");

/** Runs a command to its end: {code, out, err}. */
export async function run(args, { timeoutMs = 120_000 } = {}) {
  const child = spawn(program(), args, { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  return { code, out, err };
}

export class Shop {
  #child = null;
  #port = 0;
  #options;
  log = [];

  constructor(dir, demo, options) {
    this.dir = dir;
    this.demo = demo;
    this.#options = options;
  }

  /** A new demo shop, not yet open. `options` go to `serve`. */
  static async make(options = []) {
    const dir = join(await mkdtemp(join(tmpdir(), "shopclerk-e2e-")), "data");
    const { code, out, err } = await run(["demo", dir, "--json"]);
    if (code !== 0) throw new Error(`demo failed (${code}): ${err}`);
    return new Shop(dir, JSON.parse(out), options);
  }

  static async open(options) {
    const shop = await Shop.make(options);
    await shop.start();
    return shop;
  }

  get base() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get running() {
    return this.#child !== null;
  }

  async start() {
    const args = ["serve", "--listen", `127.0.0.1:${this.#port}`, "--data", this.dir, "--content", top,
      "--web", process.env.WEB_DIST ?? join(top, "web/dist"), "--demo", ...this.#options ?? []];
    const child = spawn(program(), args, { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.on("close", (code, signal) => {
      if (this.#child === child) this.#child = null;
      this.log.push(`ended: ${code ?? signal}`);
    });
    const listening = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#failure("did not start in time")), startMs);
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on("line", (line) => {
          this.log.push(line);
          const port = line.match(/listening on http:\/\/[^:]+:(\d+)/)?.[1];
          if (!port) return;
          clearTimeout(timer);
          this.#port = Number(port);
          resolve();
        });
      }
      child.on("close", () => {
        clearTimeout(timer);
        reject(this.#failure("ended before it listened"));
      });
    });
    await listening;
  }

  /** SIGTERM, and what the program answers to it: its exit code. */
  async stop() {
    const child = this.#child;
    if (!child) return null;
    const ended = once(child, "close");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
    const [code, signal] = await ended;
    clearTimeout(timer);
    return code ?? signal;
  }

  async kill() {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
  }

  async close() {
    await this.stop();
    await rm(dirname(this.dir), { recursive: true, force: true });
  }

  #failure(words) {
    return new Error(`serve ${words}:\n${this.log.slice(-20).join("\n")}`);
  }
}
