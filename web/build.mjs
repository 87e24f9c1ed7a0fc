// Builds the pages into dist/: `npm run build`, or `npm run watch` while working on them.
//
// What the server serves: index.html (the demo shop), desk.html, widget.js, and assets/ with
// everything else, the chat that widget.js fetches among it. Nothing is fetched from elsewhere,
// nothing is inline: the pages run under a Content-Security-Policy of 'self' alone.
import { build, context } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const watch = process.argv.includes("--watch");
process.chdir(import.meta.dirname ?? new URL(".", import.meta.url).pathname);

/** The widget's style sheets travel inside its scripts, for adoptedStyleSheets; minified first. */
const styleSheetAsText = {
  name: "style-sheet-as-text",
  setup(plugin) {
    plugin.onLoad({ filter: /widget\/.*\.css$/ }, async ({ path }) => {
      const { outputFiles, metafile } = await build({
        ...common, entryPoints: [path], write: false, metafile: true,
      });
      const watchFiles = Object.keys(metafile.inputs).map((one) => resolve(one));
      return { contents: outputFiles[0].text.trim(), loader: "text", watchFiles };
    });
  },
};

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome100", "firefox101", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** The button in the corner, and the chat that it fetches under an address of its own version. */
const widget = (version) => ({
  entryPoints: { widget: "widget/main.ts" },
  outdir: "dist",
  define: { CHAT_VERSION: JSON.stringify(version) },
  plugins: [styleSheetAsText],
});

const chat = {
  entryPoints: { chat: "widget/panel.ts" },
  outdir: "dist/assets",
  plugins: [styleSheetAsText],
};

const others = {
  entryPoints: {
    demo: "demo/main.ts",
    "demo-page": "demo/page.css",
    desk: "desk/main.tsx",
    "desk-page": "desk/desk.css",
  },
  outdir: "dist/assets",
  jsx: "automatic",
  jsxImportSource: "preact",
};

const pages = { "demo/index.html": "dist/index.html", "desk/desk.html": "dist/desk.html",
  "demo/favicon.svg": "dist/assets/favicon.svg" };

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);

async function sizes() {
  for (const file of ["widget.js", "assets/chat.js", "assets/desk.js", "assets/demo.js"]) {
    const bytes = await readFile(`dist/${file}`);
    const packed = gzipSync(bytes).length;
    console.log(`${file.padEnd(16)} ${String(bytes.length).padStart(7)} bytes, ${packed} gzipped`);
  }
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist/assets", { recursive: true });
for (const [from, to] of Object.entries(pages)) await copyFile(from, to);
if (watch) {
  const all = [chat, widget("watched"), others];
  for (const one of all) await (await context({ ...common, ...one })).watch();
  console.log("watching; Ctrl-C ends");
} else {
  await build({ ...common, ...chat });
  await build({ ...common, ...widget(digest(await readFile("dist/assets/chat.js"))) });
  await build({ ...common, ...others });
  await sizes();
}
