/** Every planted mistake, tried on the smallest few of some random networks in which it makes a difference. */
import fc from 'fast-check';
import type { Engine } from '../../../src/reference/gpu/engine.js';
import { isRejected } from './agreement.js';
import { onEngine } from './backends.js';
import { build, configurations, type Example } from './configuration.js';
import { kernelMistakes, NotingEngine, WrongEngine } from './kernel-mistakes.js';
import { mistakes } from './mistakes.js';
import type { Implementation } from './outcome.js';
import type { Report } from './report.js';

/** Networks that each mistake is tried on. */
const TRIED = 2;

/** Draws the networks, plants each mistake in each implementation, and counts. */
export async function rejections(
  seed: number,
  right: readonly Implementation[],
  engines: readonly Engine[],
): Promise<Report['mistakes']> {
  const sampled = fc.sample(configurations({ min: 8, max: 40 }), { seed, numRuns: 60 });
  const drawn = sampled.sort((a, b) => a.hidden.length - b.hidden.length).map(build);
  const results: Report['mistakes'] = [];
  const attempt = async (name: string, wrong: Implementation, examples: readonly Example[]) => {
    const tried = examples.slice(0, TRIED);
    let rejected = 0;
    for (const example of tried) if (isRejected(example, await wrong.run(example))) rejected++;
    results.push({ name, on: wrong.name, tried: tried.length, rejected });
  };
  for (const { name, matters, wrong } of mistakes) {
    const examples = drawn.filter(matters);
    for (const one of right) await attempt(name, wrong(one), examples);
  }
  const sources = await sourcesOf(drawn);
  for (const mistake of kernelMistakes) {
    const { name, change, matters } = mistake;
    const examples = drawn.filter(
      (example, index) => sources[index]?.some((source) => change(source) !== source) && matters(example),
    );
    for (const engine of engines) {
      const wrong = new WrongEngine(engine, mistake);
      await attempt(name, onEngine(wrong), examples);
      await wrong.destroy();
    }
  }
  return results;
}

/** The kernels that each example runs: the same on every backend. */
async function sourcesOf(examples: readonly Example[]): Promise<string[][]> {
  const sources: string[][] = [];
  for (const example of examples) {
    const engine = new NotingEngine('cpu');
    await onEngine(engine).run(example);
    sources.push([...engine.sources]);
    await engine.destroy();
  }
  return sources;
}
