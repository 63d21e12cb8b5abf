/** The stages of the lecture, as settings; and the settings of a run that names none. */
import { type Config, configSchema, type Settings } from './config.js';
import { defaultGain } from './initializations.js';

/** A stage of the lecture. */
interface Preset {
  /** One line for the help text. */
  readonly describe: string;
  readonly settings: Settings;
}

/** W2 of the lecture's first stages is drawn from N(0, 1) and scaled. */
const lectureOutput = { outputInit: 'randn', outputGain: 0.01, outputBiasInit: 0 } as const satisfies Settings;

/** What `--init naive` decides beside the hidden weights, unless it is given: nothing is scaled. */
const naiveRest = { biasInit: 1, outputGain: 1, outputBiasInit: 1 } as const satisfies Settings;

/** The presets by name, in the order of the lecture. */
export const presets = {
  'lecture-naive': {
    describe: 'all parameters from N(0, 1): the first loss is 27.88',
    settings: { init: 'randn', gain: 1, biasInit: 1, outputInit: 'randn', outputGain: 1, outputBiasInit: 1 },
  },
  'lecture-fixed-output': {
    describe: 'output weights times 0.01, output bias times 0',
    settings: { init: 'randn', gain: 1, biasInit: 1, ...lectureOutput },
  },
  'lecture-ad-hoc': {
    describe: 'and hidden weights times 0.2, hidden bias times 0.01',
    settings: { init: 'randn', gain: 0.2, biasInit: 0.01, ...lectureOutput },
  },
  'lecture-kaiming': {
    describe: 'and hidden weights times (5/3) / sqrt(30)',
    settings: { init: 'kaiming', biasInit: 0.01, ...lectureOutput },
  },
  'lecture-bn': {
    describe: 'and a batch norm in place of the hidden bias',
    settings: {
      init: 'kaiming',
      bias: false,
      outputBias: true,
      ...lectureOutput,
      batchNorm: true,
      bnCorrection: 1,
      bnEps: 0,
      bnMomentum: 0.001,
      bnRunning: 'std',
    },
  },
  'lecture-deep': {
    describe: 'five layers of 100 with batch norms, for 1,001 steps',
    settings: {
      layers: 5,
      hidden: 100,
      init: 'linear',
      bias: false,
      batchNorm: true,
      bnCorrection: 1,
      outputBatchNorm: true,
      outputGain: 0.1,
      steps: 1001,
      lr: [
        { from: 0, rate: 0.1 },
        { from: 150_000, rate: 0.01 },
      ],
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;

/** A preset by name. */
export type PresetName = keyof typeof presets;

/** The names in the order of the lecture. */
export const presetNames: readonly string[] = Object.keys(presets);

/** Whether there is such a preset. */
export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

/** What follows from the rest where it is not given. */
type Derived = 'gain' | 'outputInit' | 'outputBias' | 'logEvery';

/** What holds where neither a flag nor a preset says otherwise: the lecture's size, Kaiming weights, biases of 0, a quiet output layer. */
const base: Omit<Config, Derived> = {
  block: 3,
  embedding: 10,
  layers: 1,
  hidden: 200,
  activation: 'tanh',
  init: 'kaiming',
  bias: true,
  biasInit: 'zeros',
  outputGain: 0.1,
  outputBiasInit: 'zeros',
  batchNorm: false,
  outputBatchNorm: false,
  bnCorrection: 0,
  bnEps: 1e-5,
  bnMomentum: 0.1,
  bnRunning: 'var',
  steps: 200_000,
  batch: 32,
  lr: [
    { from: 0, rate: 0.1 },
    { from: 100_000, rate: 0.01 },
  ],
  seed: 2_147_483_647,
  sample: 10,
  healthEvery: 0,
};

/**
 * The whole configuration of a run: settings go before the preset, which goes before the defaults. What is still open then
 * follows from the rest: the output layer is initialized as the hidden ones and has a bias where they have one.
 * @param settings what was asked for; undefined stands for nothing
 * @throws ZodError where the parts do not fit together
 */
export function resolveConfig(preset: PresetName | null, settings: Settings): Config {
  const asked = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const known: Settings & Omit<Config, Derived> = {
    ...base,
    ...(preset === null ? {} : presets[preset].settings),
    ...(settings.init === 'naive' ? naiveRest : {}),
    ...asked,
  };
  return configSchema.parse({
    gain: defaultGain(known.init, known.activation),
    outputInit: known.init,
    outputBias: known.bias,
    logEvery: defaultLogEvery(known.steps),
    ...known,
  });
}

/** Every 10,000 steps; of a run that is too short for twenty such lines, the round number (1, 2 or 5 and zeros) that gives about twenty. */
function defaultLogEvery(steps: number): number {
  const every = Math.max(1, steps / 20);
  const power = 10 ** Math.floor(Math.log10(every));
  const digit = [5, 2, 1].find((each) => each * power <= every) ?? 1;
  return Math.min(10_000, digit * power);
}
