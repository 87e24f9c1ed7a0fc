/**
 * A demo shop of its own for a story: makes the data, starts the program on a free port, stops,
 * kills and restarts it on the same file and port, and leaves nothing behind. Every process is
 * ended by its own id.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
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

/** What a command prints when all is well. */
export async function output(args) {
  const { code, out, err } = await run(args);
  if (code !== 0) throw new Error(`${args[0]} failed (${code}): ${out}${err}`);
  return out;
}

/** Rows of NDJSON files by their kind, imported into a data folder that no server holds. */
export async function importRows(dir, files) {
  const folder = await mkdtemp(join(tmpdir(), "shopclerk-import-"));
  try {
    for (const [kind, rows] of Object.entries(files)) {
      const text = rows.map((row) => JSON.stringify(row)).join("\n");
      await writeFile(join(folder, `${kind}.ndjson`), text);
    }
    await output(["import", folder, "--data", dir, "--quiet", "--strict"]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The day n days ago, as an import writes it. */
export const dayBefore = (n) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

/** Servers end with us, however we end. */
const living = new Set();
process.on("exit", () => living.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => process.exit(1));

export class Shop {
  #child = null;
  #port = 0;
  #options;
  log = [];

  constructor(dir, demo, colleague, options, content) {
    this.dir = dir;
    this.content = content;
    this.demo = demo;
    this.colleague = colleague;
    this.#options = options;
  }

  /** A new demo shop, not yet open, with `files` imported on top. `options` go to `serve`. */
  static async make({ files = {}, options = [], content = top } = {}) {
    const dir = join(await mkdtemp(join(tmpdir(), "shopclerk-e2e-")), "data");
    const demo = JSON.parse(await output(["demo", dir, "--json"]));
    const add = ["agent", "add", "wangqiang", "--name", "王强", "--data", dir, "--json"];
    const colleague = JSON.parse(await output(add));
    if (Object.keys(files).length) await importRows(dir, files);
    return new Shop(dir, demo, colleague, options, content);
  }

  static async open(how) {
    const shop = await Shop.make(how);
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
    const args = ["serve", "--listen", `127.0.0.1:${this.#port}`, "--data", this.dir, "--content", this.content,
      "--web", process.env.WEB_DIST ?? join(top, "web/dist"), "--demo", ...this.#options];
    const child = spawn(program(), args, { cwd: top, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    living.add(child);
    child.on("close", (code, signal) => {
      living.delete(child);
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
        // The last lines of its output may still be on their way.
        setImmediate(() => reject(this.#failure("ended before it listened")));
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
