/** Everything that a check asked and was answered, so that the answers of two implementations can be laid side by side. */
import { type Fault, SubjectFault } from '../guest/contract/fault.js';
import type { Answer, FixtureLayer, Subject } from '../guest/contract/subject.js';
import { type Argument, GeneratorSeed, Handle, TensorValue, type Value } from '../guest/contract/value.js';

/** What came back. */
export type Reply =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'fault'; readonly fault: Fault };

/** One question and its reply. */
export interface Exchange {
  /** The question without its arguments, from the export on: "initKaiming()", "new Linear.weight", "new Linear.forward()". */
  readonly asked: string;
  /** Whether a generator went into the answer: another one gives other numbers, and so does another order of draws. */
  readonly isDrawn: boolean;
  readonly reply: Reply;
}

/** The exchanges of one check, in order. Its inputs follow from the seed, so two implementations are asked alike. */
export type Transcript = readonly Exchange[];

/** What a handle stands for. */
interface Origin {
  readonly name: string;
  readonly isDrawn: boolean;
}

const JUDGES: Origin = { name: "the judge's", isDrawn: false };

/** A subject that notes down every exchange with another one. */
export class RecordingSubject implements Subject {
  readonly #subject: Subject;
  readonly #exchanges: Exchange[] = [];
  readonly #origins = new Map<number, Origin>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /** What was asked so far. */
  get transcript(): Transcript {
    return this.#exchanges;
  }

  call(exportName: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#note(`${exportName}()`, args, () => this.#subject.call(exportName, ...args));
  }

  construct(className: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#note(`new ${className}`, args, () => this.#subject.construct(className, ...args));
  }

  invoke(target: Handle, method: string, ...args: readonly Argument[]): Promise<Answer> {
    const asked = `${this.#nameOf(target)}.${method}()`;
    return this.#note(asked, [target, ...args], () => this.#subject.invoke(target, method, ...args));
  }

  read(target: Handle, property: string): Promise<Answer> {
    return this.#note(`${this.#nameOf(target)}.${property}`, [target], () => this.#subject.read(target, property));
  }

  write(target: Handle, property: string, value: Argument): Promise<void> {
    return this.#subject.write(target, property, value);
  }

  async hold(value: Argument): Promise<Answer> {
    // Holding what is the student's reads it as it is now; holding what is the judge's says nothing.
    if (value instanceof Handle) return this.#note(this.#nameOf(value), [value], () => this.#subject.hold(value));
    const answer = await this.#subject.hold(value);
    this.#origins.set(answer.handle.id, { ...JUDGES, isDrawn: this.#isDrawn(value) });
    return answer;
  }

  async fixtureLayers(layers: readonly FixtureLayer[]): Promise<Answer> {
    const answer = await this.#subject.fixtureLayers(layers);
    this.#origins.set(answer.handle.id, JUDGES);
    return answer;
  }

  async #note(asked: string, args: readonly Argument[], ask: () => Promise<Answer>): Promise<Answer> {
    const isDrawn = args.some((each) => this.#isDrawn(each));
    try {
      const answer = await ask();
      this.#origins.set(answer.handle.id, { name: asked, isDrawn });
      this.#exchanges.push({ asked, isDrawn, reply: { kind: 'value', value: answer.value } });
      return answer;
    } catch (error) {
      if (error instanceof SubjectFault) {
        this.#exchanges.push({ asked, isDrawn, reply: { kind: 'fault', fault: error.fault } });
      }
      throw error;
    }
  }

  #nameOf(handle: Handle): string {
    const path = handle.path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
    return (this.#origins.get(handle.id) ?? JUDGES).name + path;
  }

  #isDrawn(argument: Argument): boolean {
    if (argument instanceof GeneratorSeed) return true;
    if (argument instanceof Handle) return this.#origins.get(argument.id)?.isDrawn ?? false;
    if (typeof argument !== 'object' || argument === null || argument instanceof TensorValue) return false;
    return Object.values(argument).some((each) => this.#isDrawn(each));
  }
}

/**
 * A subject whose generators all have other seeds than the check asks for: the same implementation with other draws, as an
 * implementation that draws in another order has.
 */
export function reseeded(subject: Subject, shift: number): Subject {
  const change = (argument: Argument): Argument => {
    if (argument instanceof GeneratorSeed) return new GeneratorSeed((argument.seed + shift) % 2 ** 32);
    if (typeof argument !== 'object' || argument === null) return argument;
    if (argument instanceof TensorValue || argument instanceof Handle) return argument;
    if (isList(argument)) return argument.map(change);
    return Object.fromEntries(Object.entries(argument).map(([key, value]) => [key, change(value)]));
  };
  const all = (args: readonly Argument[]) => args.map(change);
  return {
    call: (name, ...args) => subject.call(name, ...all(args)),
    construct: (name, ...args) => subject.construct(name, ...all(args)),
    invoke: (target, method, ...args) => subject.invoke(target, method, ...all(args)),
    read: (target, property) => subject.read(target, property),
    write: (target, property, value) => subject.write(target, property, change(value)),
    hold: (value) => subject.hold(change(value)),
    fixtureLayers: (layers) => subject.fixtureLayers(layers),
  };
}

function isList(argument: object): argument is readonly Argument[] {
  return Array.isArray(argument);
}
