/** The course: its parts, its exercises, their files and points. The one list that everything else is checked against. */

/** One exercise. Its file has the same relative path in `exercises/`, `solutions/` and `graders/`. */
export interface Exercise {
  /** "1.4". */
  readonly id: string;
  readonly title: string;
  /** "1-initial-loss/1.4-output-layer.ts". */
  readonly file: string;
  readonly points: number;
  /** The names that the file must export. */
  readonly exports: readonly string[];
}

/** A part of the course: one folder, one lesson. */
export interface Part {
  readonly number: number;
  readonly title: string;
  readonly folder: string;
  readonly exercises: readonly Exercise[];
}

type Row = readonly [slug: string, title: string, points: number, ...exports: readonly string[]];

function part(number: number, slug: string, title: string, rows: readonly Row[]): Part {
  const folder = `${number}-${slug}`;
  const exercises = rows.map(([name, exerciseTitle, points, ...exports]) => ({
    id: name.split('-')[0] ?? name,
    title: exerciseTitle,
    file: `${folder}/${name}.ts`,
    points,
    exports,
  }));
  return { number, title, folder, exercises };
}

export const parts: readonly Part[] = [
  part(0, 'data', 'The data', [
    ['0.1-vocabulary', 'Vocabulary', 3, 'buildVocabulary'],
    ['0.2-context-windows', 'Context windows', 3, 'buildDataset'],
    ['0.3-splits', 'Train, dev, test', 3, 'splitWords'],
  ]),
  part(1, 'initial-loss', 'The initial loss', [
    ['1.1-expected-loss', 'The expected initial loss', 4, 'expectedInitialLoss'],
    ['1.2-naive-network', 'The naive network', 5, 'initNaive', 'countParameters'],
    ['1.3-forward-pass', 'The forward pass', 7, 'forward', 'initialLoss'],
    ['1.4-output-layer', 'Fixing the output layer', 6, 'initFixedOutput'],
  ]),
  part(2, 'saturation', 'Saturated tanh', [
    ['2.1-tanh-gradient', 'The gradient of tanh', 4, 'tanhCurve'],
    ['2.2-saturation', 'Measuring saturation', 5, 'saturation', 'preactivationStats'],
    ['2.3-hidden-layer', 'Fixing the hidden layer', 5, 'initFixedHidden'],
  ]),
  part(3, 'kaiming', 'Kaiming initialization', [
    ['3.1-kaiming-std', 'Gain and standard deviation', 5, 'gain', 'kaimingStd'],
    ['3.2-kaiming-network', 'A Kaiming network', 6, 'initKaiming'],
  ]),
  part(4, 'batch-norm', 'Batch normalization', [
    ['4.1-batch-norm', 'Batch normalization', 7, 'batchNorm'],
    ['4.2-batch-norm-network', 'Batch norm in the network', 5, 'initBatchNorm', 'forwardBatchNorm'],
    ['4.3-running-statistics', 'Running statistics', 5, 'BatchNormInference'],
  ]),
  part(5, 'modules', 'Modular layers', [
    ['5.1-layers', 'Linear, BatchNorm1d, Tanh', 7, 'Linear', 'BatchNorm1d', 'Tanh', 'buildNetwork'],
  ]),
  part(6, 'diagnostics', 'Training diagnostics', [
    ['6.1-activation-statistics', 'Activation statistics', 3, 'activationStats'],
    ['6.2-gradient-statistics', 'Gradient statistics', 3, 'gradientStats'],
    ['6.3-update-ratios', 'Update ratios', 4, 'updateRatios'],
    ['6.4-diagnose', 'The troubleshooting chart', 4, 'diagnose'],
  ]),
  part(7, 'challenge', 'The challenge', [['7.1-deep-network', 'Ten layers deep', 6, 'buildDeepNetwork', 'trainStep']]),
];

/** Every exercise, in the order of the course. */
export const exercises: readonly Exercise[] = parts.flatMap((each) => each.exercises);

/** The exercise with that id, or undefined. */
export function findExercise(id: string): Exercise | undefined {
  return exercises.find((exercise) => exercise.id === id);
}
