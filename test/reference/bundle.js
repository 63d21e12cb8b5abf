/**
 * Bundles a TypeScript program of the tests for plain Node: `node bundle.js ENTRY OUTFILE`. A process of its own, because esbuild's
 * own command is a script on one platform and a native binary on another, and its library refuses Jest's context.
 */
import { build } from 'esbuild';

const [entry = '', outfile = ''] = process.argv.slice(2);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
