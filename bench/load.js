/** How busy the machine is with other things: a figure without it says little. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

function ticks() {
  try {
    const [, ...fields] = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].trim().split(/\s+/).map(Number);
    const [user, nice, system, idle, ioWait = 0, interrupts = 0, softInterrupts = 0, stolen = 0] = fields;
    const busy = user + nice + system + interrupts + softInterrupts + stolen;
    return { busy, all: busy + idle + ioWait };
  } catch {
    return null; // not Linux
  }
}

/** The share of all cores in use over a moment in which no peer works, in 0..1; null where the system does not say. */
export async function foreignLoad() {
  const before = ticks();
  await wait(400);
  const after = ticks();
  return before && after ? (after.busy - before.busy) / (after.all - before.all) : null;
}

/** Processor, cores, memory and system, in a line. */
export function machine() {
  const [first] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${os.cpus().length} x ${first?.model.trim() ?? 'unknown processor'}, ${memory} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}
