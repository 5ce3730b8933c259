// Bundles src/ into the Python package, under names that carry a hash of their content,
// so that browsers may keep them for ever. `manifest.json` maps "app.js" to "app-3F2A….js".
// Everything is bundled before anything is written: a failed build leaves the old assets.

import { globSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;
const source = join(here, "src");
const assets = resolve(here, "../src/fractal_goals/web/assets");

// What templates name: the frame of every page, and single pages' own scripts. What several
// of them use becomes a chunk that they share.
const { outputFiles: files, metafile } = await build({
  entryPoints: [join(source, "app.ts"), join(source, "app.css"), ...globSync(join(source, "pages/*.ts")).sort()],
  outbase: source,
  outdir: assets,
  entryNames: "[dir]/[name]-[hash]",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "files/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none", // all licences stand in one file, see below
  metafile: true,
  write: false,
  absWorkingDir: here,
});

// What each entry point became: its own file, and the style sheet of what it imports.
const manifest = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  if (!output.entryPoint) continue;
  const logical = relative(source, join(here, output.entryPoint)).replace(/\.ts$/, ".js");
  manifest[logical] = relative(assets, join(here, path));
  if (output.cssBundle) {
    manifest[logical.replace(/\.js$/, ".css")] = relative(assets, join(here, output.cssBundle));
  }
}

for (const file of files) {
  mkdirSync(dirname(file.path), { recursive: true });
  writeFileSync(file.path, file.contents);
}

// What is handed on carries its licence: those of every package that a bundle took code from.
const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []),
);
const licences = [...packages].sort().flatMap((folder) =>
  globSync("{LICENSE,NOTICE,*.LICENSE.txt}*", { cwd: join(here, folder) })
    .sort()
    .map((name) => `${relative("node_modules", folder)}: ${name}\n\n${readFileSync(join(here, folder, name), "utf8")}`),
);
const licencesFile = join(assets, "licences.txt");
writeFileSync(licencesFile, licences.join("\n\n"));

const draft = join(assets, ".manifest.json");
writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(draft, join(assets, "manifest.json"));

const written = new Set([...files.map((file) => file.path), licencesFile]);
for (const entry of readdirSync(assets, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && entry.name !== "manifest.json" && !written.has(path)) rmSync(path);
}
