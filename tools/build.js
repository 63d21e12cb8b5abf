/**
 * Builds `dist/`: every TypeScript module of `src`, `graders` and `tools`, and the two self-contained bundles that run as
 * guest processes. `--if-stale` builds only when a source is newer than the last build, so that `npm test` never grades
 * with yesterday's graders.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'dist', '.built');
const sources = ['src', 'graders', 'solutions', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** @param {string} entry @returns {number} the newest modification time below it, in ms */
function newest(entry) {
  const stat = statSync(entry);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(entry).reduce((latest, name) => Math.max(latest, newest(path.join(entry, name))), stat.mtimeMs);
}

const isStale =
  !existsSync(stamp) || sources.some((source) => newest(path.join(root, source)) > statSync(stamp).mtimeMs);

if (!process.argv.includes('--if-stale') || isStale) {
  // Built beside dist/ and renamed into place: a second command never sees half a build.
  const next = `dist.next-${process.pid}`;
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', next], {
    cwd: root,
    stdio: 'inherit',
  });
  const bundle = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning' };
  await build({
    ...bundle,
    absWorkingDir: root,
    entryPoints: ['src/guest/runner/runner.ts', 'src/guest/transpiler/transpiler.ts'],
    outdir: `${next}/guest`,
    outExtension: { '.js': '.cjs' },
    alias: { '#torch': path.join(root, 'src/torch/index.ts') },
  });
  // The text of the right answers: misconceptions are edits of them.
  cpSync(path.join(root, 'solutions'), path.join(root, next, 'solutions'), { recursive: true });
  // The complete example runs as any file on '#torch' does: from its text.
  cpSync(path.join(root, 'src/example'), path.join(root, next, 'example'), { recursive: true });
  writeFileSync(path.join(root, next, '.built'), '');
  const last = path.join(root, `dist.last-${process.pid}`);
  if (existsSync(path.join(root, 'dist'))) renameSync(path.join(root, 'dist'), last);
  renameSync(path.join(root, next), path.join(root, 'dist'));
  rmSync(last, { recursive: true, force: true });
  process.exitCode = compiled.status ?? 1;
}
