/**
 * Builds the WebAssembly kernels of `#torch` from `assembly/` into `src/torch/simd/module.ts`, or, with `--check`, proves that
 * they build to exactly the bytes that are committed. The compiler is installed here when it is first needed, not with the
 * course: it is a hundred times the size of what it makes.
 */
import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, '../src/torch/simd/module.ts');
const compiler = path.join(here, 'node_modules/assemblyscript/bin/asc.js');

/** No runtime, no allocation, no assertions: plain loops over an imported memory. */
const options = ['--enable', 'simd', '--runtime', 'stub', '--importMemory', '-O3', '--noAssert'];

/** @param {Uint8Array} bytes @returns {string} the text of module.ts */
function moduleText(bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,110}/g);
  return [
    '/** Built from kernels/assembly by `npm run build:kernels`; `npm run check:kernels` proves that it builds to these bytes. */',
    'export const MODULE_BASE64 =',
    lines.map((line) => `  '${line}'`).join(' +\n') + ';',
    '',
  ].join('\n');
}

/** @returns {Uint8Array} */
function compile() {
  if (!existsSync(compiler)) {
    console.log('kernels: installing the AssemblyScript compiler (npm ci --prefix kernels), once');
    // A shell, because npm is a script on Windows.
    const installed = spawnSync('npm ci --no-audit --no-fund', { cwd: here, stdio: 'inherit', shell: true });
    if (installed.status !== 0) throw new Error('kernels: the compiler could not be installed; the reason is above');
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'stepzero-kernels-'));
  try {
    const out = path.join(folder, 'kernels.wasm');
    const args = [compiler, 'assembly/index.ts', ...options, '--outFile', out];
    const { status } = spawnSync(process.execPath, args, { cwd: here, stdio: 'inherit' });
    if (status !== 0) throw new Error('kernels: they do not compile; the reason is above');
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const bytes = compile();
const text = moduleText(bytes);
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(`kernels: ${bytes.length} bytes, written to src/torch/simd/module.ts`);
} else if (readFileSync(target, 'utf8') === text) {
  console.log(`kernels: ${bytes.length} bytes, exactly those that are committed`);
} else {
  console.error('kernels: kernels/assembly builds to other bytes than src/torch/simd/module.ts; npm run build:kernels');
  process.exitCode = 1;
}
