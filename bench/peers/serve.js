/**
 * A peer is a process that answers one line of JSON with another, one workload at a time, and times itself: between two
 * questions it does nothing, so that rounds of several peers can be interleaved.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Reads what problem.js wrote: scalars and typed arrays by name. */
export function readProblem(manifestFile) {
  const { arrays, ...scalars } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const bytes = readFileSync(scalars.binary);
  const problem = { ...scalars };
  for (const { name, type, offset, length } of arrays) {
    const Type = type === 'int32' ? Int32Array : Float32Array;
    problem[name] = new Type(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + 4 * length));
  }
  return problem;
}

/**
 * Serves until the input ends.
 *
 * @param start - gives `about`, a sentence on what computes, and `workloads` by name, each (layers) => result or a promise
 */
export async function serve(start) {
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  let peer;
  try {
    peer = await start(readProblem(process.argv[2]));
  } catch (error) {
    say({ absent: error.message.split('\n')[0] });
    return;
  }
  say({ about: typeof peer.about === 'function' ? peer.about() : peer.about });
  for await (const line of createInterface({ input: process.stdin })) {
    const { workload, layers, minimumMs } = JSON.parse(line);
    const run = peer.workloads[workload];
    let calls = 0;
    let result;
    const began = performance.now();
    try {
      do {
        result = await run(layers);
        calls++;
      } while (performance.now() - began < minimumMs);
    } catch (error) {
      say({ error: error.message.split('\n')[0] });
      continue;
    }
    say({ ms: (performance.now() - began) / calls, calls, result });
  }
  await peer.close?.();
}
