/** Whole sets and statistics on every backend that is here, right and with mistakes. Prints one JSON report (whole-set-report.ts). */
import fc from 'fast-check';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { availableBackends } from './backends.js';
import { build, configurations } from './configuration.js';
import { NotingEngine, WrongEngine } from './kernel-mistakes.js';
import { isBounded, wholeSetFigures } from './whole-set.js';
import { wholeSetMistakes } from './whole-set-mistakes.js';
import type { WholeSetReport } from './whole-set-report.js';

const SEED = 22;

const { backends } = await availableBackends();
const sampled = fc.sample(configurations({ min: 100, max: 300 }), { seed: SEED, numRuns: 40 });
const examples = sampled
  .sort((a, b) => a.hidden.length - b.hidden.length)
  .map(build)
  .filter(isBounded);
const sources = await Promise.all(
  examples.map(async (example) => {
    const engine = new NotingEngine('cpu');
    await wholeSetFigures(engine, example);
    const noted = [...engine.sources];
    await engine.destroy();
    return noted;
  }),
);
/** The network that each mistake is tried on, the same on every backend; one, since every plan starts threads of its own. */
const planted = wholeSetMistakes.map((mistake) => ({
  mistake,
  example: examples.find(
    (example, index) => sources[index]?.some((source) => mistake.change(source) !== source) && mistake.matters(example),
  ),
}));

const report: WholeSetReport = { networks: examples.length, backends: [], mistakes: [] };
for (const name of backends) {
  const engine = new Engine(name);
  const figures = {
    name: engine.backend,
    compared: 0,
    misfits: new Array<WholeSetReport['backends'][0]['misfits'][0]>(),
  };
  for (const example of examples) {
    const { compared, misfits } = await wholeSetFigures(engine, example);
    figures.compared += compared;
    figures.misfits.push(...misfits);
  }
  report.backends.push({ ...figures, misfits: figures.misfits.slice(0, 10) });
  for (const { mistake, example } of planted) {
    const wrong = new WrongEngine(engine, mistake);
    const isRejected = example !== undefined && (await wholeSetFigures(wrong, example)).misfits.length > 0;
    await wrong.destroy();
    report.mistakes.push({ name: mistake.name, on: name, isTried: example !== undefined, isRejected });
  }
  await engine.destroy();
}
process.stdout.write(JSON.stringify(report));
