// Builds the pages into dist/: `npm run build`, or `npm run watch` while working on them.
//
// What the server serves: index.html (the demo shop), desk.html, widget.js, and assets/ with
// everything else. Nothing is fetched from elsewhere, nothing is inline: the pages run under a
// Content-Security-Policy of 'self' alone.
import { build, context } from "esbuild";
import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { readFile } from "node:fs/promises";

const watch = process.argv.includes("--watch");
process.chdir(import.meta.dirname ?? new URL(".", import.meta.url).pathname);

/** The widget's style sheet travels inside widget.js, for adoptedStyleSheets; minified on its way. */
const styleSheetAsText = {
  name: "style-sheet-as-text",
  setup(plugin) {
    plugin.onLoad({ filter: /widget\/.*\.css$/ }, async ({ path }) => {
      const made = await build({
        entryPoints: [path], minify: true, write: false, logLevel: "silent", target: "chrome100",
      });
      return { contents: made.outputFiles[0].text.trim(), loader: "text", watchFiles: [path] };
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

const bundles = [
  { entryPoints: { widget: "widget/main.ts" }, outdir: "dist", plugins: [styleSheetAsText] },
  {
    entryPoints: {
      demo: "demo/main.ts",
      "demo-page": "demo/page.css",
      desk: "desk/main.tsx",
      "desk-page": "desk/desk.css",
    },
    outdir: "dist/assets",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
];

const pages = { "demo/index.html": "dist/index.html", "desk/desk.html": "dist/desk.html",
  "demo/favicon.svg": "dist/assets/favicon.svg" };

async function sizes() {
  for (const file of ["dist/widget.js", "dist/assets/desk.js", "dist/assets/demo.js"]) {
    const { size } = await stat(file);
    const packed = gzipSync(await readFile(file)).length;
    console.log(`${file.padEnd(24)} ${String(size).padStart(7)} bytes, ${packed} gzipped`);
  }
}

await rm("dist", { recursive: true, force: true });
await mkdir("dist/assets", { recursive: true });
for (const [from, to] of Object.entries(pages)) await copyFile(from, to);
if (watch) {
  for (const one of bundles) await (await context({ ...common, ...one })).watch();
  console.log("watching; Ctrl-C ends");
} else {
  for (const one of bundles) await build({ ...common, ...one });
  await sizes();
}
