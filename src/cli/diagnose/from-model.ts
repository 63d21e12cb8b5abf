/** `--model FILE.ts`: the user's own network, run in the guest like any student's code. */
import { measure } from '../../diagnostics/figures.js';
import type { Examples } from '../../dataset/examples.js';
import { asList, WrongAnswer } from '../../grading/answers.js';
import { SubjectFault } from '../../guest/contract/fault.js';
import type { Answer, ModuleSubject } from '../../guest/contract/subject.js';
import { GeneratorSeed, type Handle, TensorValue } from '../../guest/contract/value.js';
import { type GuestFile, GuestSession } from '../../guest/session.js';
import { Generator } from '../../torch/generator.js';
import { normalTensor, trained } from '../../checks/inputs.js';
import { UsageError } from '../errors.js';
import type { Looked, Source } from './diagnosis.js';
import { type ModelBatch, namesBatch, ownBatch } from './model/batch.js';
import { observeFunction } from './model/functional.js';
import { observeLayers } from './model/layered.js';
import { EXPECTED } from './model/model-file.js';
import { NotingSubject } from './model/noting-subject.js';
import { refusalOf, refusalOfAnswer } from './model/refusal.js';

/** A network of the user's own has this many numbers an embedding, unless its first weight says otherwise. */
const EMBEDDING = 10;

/** What to look at, and with what. */
export interface ModelRequest {
  readonly file: GuestFile;
  readonly examples: Examples;
  readonly batch: number;
  readonly seed: number;
  readonly learningRate: number;
}

/** Wall-clock time of one call, and of all of them. */
const limits = { callMs: 5_000, checkMs: 30_000 };

/** Runs the file, measures what it exports. @throws UsageError, in one sentence, where it is no network or does not answer */
export async function lookAtModel(request: ModelRequest): Promise<{ source: Source; looked: Looked }> {
  const { file } = request;
  const session = await GuestSession.open({ files: [file], limits });
  const subject = new NotingSubject(session.beginCheck(file.path));
  try {
    const { figures, facts, notes } = await lookThrough(subject, request);
    const source: Source = { kind: 'model', title: file.path, facts, notes, printed: session.takeOutput() };
    return { source, looked: { start: figures, later: null } };
  } catch (error) {
    if (error instanceof SubjectFault) throw refusalOf(error.fault, file.path, subject.asked);
    if (error instanceof WrongAnswer) throw refusalOfAnswer(error, file.path);
    throw error;
  } finally {
    await session.close();
  }
}

async function lookThrough(subject: ModuleSubject, request: ModelRequest) {
  const { file, examples, batch: size, seed, learningRate } = request;
  const names = asList((await subject.exportNames()).value, 'the exports');
  const has = (name: string) => names.includes(name);
  const generator = new Generator(seed);
  const batch = has('X') && has('Y') ? await ownBatch(subject, file.path) : namesBatch(examples, size, generator);
  const facts = { file: file.path, learningRate, generator };
  const config = {
    vocabSize: examples.vocabSize,
    blockSize: examples.blockSize,
    nEmbd: EMBEDDING,
    nHidden: 200,
    hiddenLayers: 10,
  };
  const make = (name: string) => valueOrResult(subject, name, [config, new GeneratorSeed(seed)]);
  const builder = ['layers', 'buildNetwork', 'buildDeepNetwork'].find(has);
  if (builder === undefined && !(has('parameters') && has('forward'))) throw noModel(file.path, names);
  const { observation, classes, notes } =
    builder === undefined
      ? await observeFunction(subject, await make('parameters'), batch, facts)
      : await throughLayers(subject, await make(builder), {
          batch,
          has,
          generator,
          file: file.path,
          examples,
          learningRate,
        });
  const count = observation.parameters.reduce((total, { tensor }) => total + tensor.data.length, 0);
  return {
    figures: measure(observation, classes),
    facts: [
      `${count.toLocaleString('en-US')} parameters, ${observation.layers.length} hidden ${observation.layers.length === 1 ? 'layer' : 'layers'}`,
      `${batch.fact}, lr ${learningRate}`,
    ],
    notes,
  };
}

/** What is exported as a function makes the value. */
async function valueOrResult(
  subject: ModuleSubject,
  name: string,
  args: Parameters<ModuleSubject['call']> extends [string, ...infer Rest] ? Rest : never,
): Promise<Answer> {
  const answer = await subject.exported(name);
  const isFunction = (await subject.read(answer.handle, 'call')).value !== undefined;
  return isFunction ? subject.call(name, ...args) : answer;
}

async function throughLayers(
  subject: ModuleSubject,
  network: Answer,
  made: {
    readonly batch: ModelBatch;
    readonly has: (name: string) => boolean;
    readonly generator: Generator;
    readonly file: string;
    readonly examples: Examples;
    readonly learningRate: number;
  },
) {
  const { batch, has, generator, file, examples, learningRate } = made;
  const facts = { file, learningRate, generator };
  if (!batch.isContexts) return observeLayers(subject, { network, C: null, batch }, facts);
  if (has('C')) return observeLayers(subject, { network, C: (await subject.exported('C')).handle, batch }, facts);
  const { C, note } = await ownEmbedding(subject, network, { generator, file, examples });
  const observed = await observeLayers(subject, { network, C, batch }, facts);
  return { ...observed, notes: [note, ...observed.notes] };
}

/** An embedding table of the size that the first weight asks for. */
async function ownEmbedding(
  subject: ModuleSubject,
  network: Answer,
  { generator, file, examples }: { generator: Generator; file: string; examples: Examples },
): Promise<{ readonly C: Handle; readonly note: string }> {
  const { vocabSize, blockSize } = examples;
  const fanIn = await firstFanIn(subject, network);
  const width = fanIn === undefined ? EMBEDDING : fanIn / blockSize;
  if (!Number.isSafeInteger(width)) {
    throw new UsageError(
      `--model: ${file}: expected a first weight with a multiple of ${blockSize} rows (${blockSize} characters of context side by side), got ${fanIn ?? 0}; export C, the embedding table, or X and Y, a batch of your own`,
    );
  }
  const table = trained(normalTensor(generator, [vocabSize, width]));
  const note = `The file exports no embedding C: one of [${vocabSize}, ${width}] was drawn from N(0, 1).`;
  return { C: (await subject.hold(table)).handle, note };
}

/** The rows of the first weight in the list; undefined where the first layers have none. */
async function firstFanIn(subject: ModuleSubject, network: Answer): Promise<number | undefined> {
  for (const index of asList(network.value, 'layers').keys()) {
    const { value } = await subject.invoke(network.handle.at(index), 'parameters');
    const weight = asList(value, `layers[${index}].parameters()`).find(
      (each) => each instanceof TensorValue && each.shape.length === 2,
    );
    if (weight instanceof TensorValue) return weight.shape[0];
  }
  return undefined;
}

function noModel(file: string, names: readonly unknown[]): UsageError {
  const got = names.length === 0 ? 'no exports' : `a file that exports ${names.slice(0, 8).join(', ')}`;
  return new UsageError(`--model: ${file}: expected a model, got ${got}; ${EXPECTED}`);
}
