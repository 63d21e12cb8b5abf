/** What `stepzero train` answers with: the object that --json prints, and that the text is written from. */
import type { Examples } from '../../dataset/examples.js';
import type { Config } from '../../training/config.js';
import type { Divergence, HealthLog } from '../../training/health.js';
import type { PresetName } from '../../training/presets.js';
import { formatSchedule } from '../../training/schedule.js';
import type { LayerStatistics, WeightStatistics } from '../../training/statistics.js';
import type { LoggedLoss, Trainer } from '../../training/trainer.js';
import type { KernelName } from '../../torch/kernels.js';
import { courseVersion } from '../course-root.js';

/** What a run's figures depend on besides its settings, and how long it took. */
interface TrainProvenance {
  readonly stepzero: string;
  readonly node: string;
  readonly platform: string;
  readonly data: { readonly label: string; readonly digest: string };
  /** What computed the operations of #torch. */
  readonly kernels: KernelName;
  /** The step that it went on from; null for a run in one go. */
  readonly resumed: number | null;
  /** Of the steps taken since then. */
  readonly seconds: number;
  readonly stepsPerSecond: number;
}

/** A finished run. */
export interface TrainReport {
  readonly preset: PresetName | null;
  readonly config: Omit<Config, 'lr'> & { readonly lr: string };
  /** How many numbers are trained. */
  readonly parameters: number;
  /** Steps taken. */
  readonly step: number;
  readonly losses: readonly LoggedLoss[];
  /** Of the last step's batch; empty where training ended before it. */
  readonly layers: readonly LayerStatistics[];
  readonly weights: readonly WeightStatistics[];
  readonly health: readonly HealthLog[];
  /** Why training ended early; null where it did not. */
  readonly finding: Divergence | null;
  /** Losses of the whole splits in evaluation, in nats; null where training ended early. */
  readonly train: number | null;
  readonly dev: number | null;
  readonly samples: readonly string[];
  readonly provenance: TrainProvenance;
}

/** What is found out after the last step. */
export interface Afterwards {
  readonly train: number | null;
  readonly dev: number | null;
  readonly samples: readonly string[];
  readonly finding: Divergence | null;
}

/** Puts a report together. */
export function reportOf(
  trainer: Trainer,
  afterwards: Afterwards,
  facts: {
    readonly preset: PresetName | null;
    readonly examples: Examples;
    readonly kernels: KernelName;
    readonly resumed: number | null;
    readonly seconds: number;
  },
): TrainReport {
  const { preset, examples, kernels, resumed, seconds } = facts;
  const { losses, health, last } = trainer.log;
  const { finding, train, dev, samples } = afterwards;
  return {
    preset,
    config: { ...trainer.config, lr: formatSchedule(trainer.config.lr) },
    parameters: trainer.network.parameters.reduce((total, { tensor }) => total + tensor.numel(), 0),
    step: trainer.stepsTaken,
    losses,
    layers: last?.layers ?? [],
    weights: last?.weights ?? [],
    health,
    finding,
    train,
    dev,
    samples,
    provenance: {
      stepzero: courseVersion(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      data: { label: examples.label, digest: examples.digest },
      kernels,
      resumed,
      seconds,
      stepsPerSecond: (trainer.stepsTaken - (resumed ?? 0)) / seconds,
    },
  };
}
