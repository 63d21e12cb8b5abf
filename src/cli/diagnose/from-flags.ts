/** A network by the flags of `stepzero train`: built, looked at, and trained for as many steps as were asked for. */
import type { HealthReport } from '../../diagnostics/monitor.js';
import type { Examples } from '../../dataset/examples.js';
import { packSplit } from '../../training/batches.js';
import type { Config } from '../../training/config.js';
import type { Divergence } from '../../training/health.js';
import type { PresetName } from '../../training/presets.js';
import { formatSchedule } from '../../training/schedule.js';
import { Trainer } from '../../training/trainer.js';
import { ProgressBar } from '../train/progress-bar.js';
import { inSlices } from '../long-work/slices.js';
import type { Looked, Source } from './diagnosis.js';

/** What to build. */
export interface FlagsRequest {
  readonly preset: PresetName | null;
  readonly config: Config;
  /** Steps to take before the rules in training are applied; 0 for a look at the start alone. */
  readonly steps: number;
  readonly examples: Examples;
}

/** Looks at the first batch, and at the one after the steps, each before its update. */
export async function lookByFlags(request: FlagsRequest): Promise<{ source: Source; looked: Looked }> {
  const { preset, config, steps, examples } = request;
  const plan = { ...config, steps: steps + 1, healthEvery: Math.max(1, steps), logEvery: steps + 1 };
  const trainer = new Trainer(plan, packSplit(examples.train, config.block), examples.vocabSize);
  try {
    const [start, later] = await looksOf(trainer);
    if (start === undefined) throw new Error('diagnose: expected a look at the first step, got none');
    const parameters = trainer.network.parameters.reduce((total, { tensor }) => total + tensor.numel(), 0);
    return {
      source: sourceOf({ preset, config, parameters, label: examples.label, diverged: trainer.divergence }),
      looked: {
        start: start.figures,
        later: later === undefined ? null : { step: later.step, figures: later.figures },
      },
    };
  } finally {
    trainer.close();
  }
}

/** Takes all steps, with a bar where there are many. */
async function looksOf(trainer: Trainer): Promise<readonly HealthReport[]> {
  const looks: HealthReport[] = [];
  const bar = new ProgressBar(trainer.config.steps, 0);
  const work = () => {
    trainer.step();
    const { look } = trainer;
    if (look !== null && looks.at(-1) !== look) looks.push(look);
    return trainer.isDone;
  };
  const show = () => {
    bar.show(trainer.stepsTaken, trainer.loss);
    return false;
  };
  try {
    await inSlices(work, show);
  } finally {
    bar.close();
  }
  return looks;
}

function sourceOf(made: {
  readonly preset: PresetName | null;
  readonly config: Config;
  readonly parameters: number;
  readonly label: string;
  readonly diverged: Divergence | null;
}): Source {
  const { preset, config, parameters, label, diverged } = made;
  const { layers, hidden, activation, init, batchNorm, batch, lr, seed } = config;
  const depth = layers === 0 ? 'no hidden layer' : `${layers} hidden ${layers === 1 ? 'layer' : 'layers'} of ${hidden}`;
  const network = [
    `${parameters.toLocaleString('en-US')} parameters`,
    depth,
    ...(layers === 0 ? [] : [activation]),
    ...(batchNorm && layers > 0 ? ['batch norm'] : []),
  ];
  const batchText = `a batch of ${batch}`;
  return {
    kind: 'flags',
    title: preset ?? `init ${init}`,
    facts: [network.join(', '), `${batchText}, lr ${formatSchedule(lr)}, seed ${seed}`, label],
    notes: diverged === null || diverged.step === 0 ? [] : [divergedNote(diverged)],
    printed: '',
  };
}

function divergedNote({ step, loss }: Divergence): string {
  return `The loss was finite at first and ${loss} at step ${step}, where training ended: try a lower --lr before anything else.`;
}
