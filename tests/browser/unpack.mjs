// Unpacks Chromium, the libraries it needs and its fonts into the folder given.
// The archives come in @sparticuz/chromium, compressed with Brotli, which Python cannot read.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const archives = join(import.meta.dirname, "node_modules/@sparticuz/chromium/bin");
const target = process.argv[2];

for (const name of ["chromium", "al2023.tar", "fonts.tar"]) {
  writeFileSync(join(target, name), brotliDecompressSync(readFileSync(join(archives, `${name}.br`))));
}
