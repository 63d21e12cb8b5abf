import type { Answer, FixtureLayer, ModuleSubject } from '../../../guest/contract/subject.js';
import type { Argument, Handle } from '../../../guest/contract/value.js';

/** A subject that remembers in words what was last asked of it, for the sentence about a question that had no answer. */
export class NotingSubject implements ModuleSubject {
  readonly #subject: ModuleSubject;
  readonly #names = new Map<number, string>();
  #asked = 'loading the file';

  constructor(subject: ModuleSubject) {
    this.#subject = subject;
  }

  /** "layers[3].forward(…)". */
  get asked(): string {
    return this.#asked;
  }

  call(exportName: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#note(`${exportName}(…)`, () => this.#subject.call(exportName, ...args));
  }

  construct(className: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#note(`new ${className}(…)`, () => this.#subject.construct(className, ...args));
  }

  invoke(target: Handle, method: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#note(`${this.#nameOf(target)}.${method}(…)`, () => this.#subject.invoke(target, method, ...args));
  }

  read(target: Handle, property: string): Promise<Answer> {
    return this.#note(`${this.#nameOf(target)}.${property}`, () => this.#subject.read(target, property));
  }

  async write(target: Handle, property: string, value: Argument): Promise<void> {
    this.#asked = `${this.#nameOf(target)}.${property} = …`;
    await this.#subject.write(target, property, value);
  }

  hold(value: Argument): Promise<Answer> {
    return this.#note('a tensor', () => this.#subject.hold(value));
  }

  fixtureLayers(layers: readonly FixtureLayer[]): Promise<Answer> {
    return this.#note('layers of the course', () => this.#subject.fixtureLayers(layers));
  }

  exported(name: string): Promise<Answer> {
    return this.#note(name, () => this.#subject.exported(name));
  }

  exportNames(): Promise<Answer> {
    return this.#note('the file', () => this.#subject.exportNames());
  }

  async #note(asked: string, ask: () => Promise<Answer>): Promise<Answer> {
    this.#asked = asked;
    const answer = await ask();
    this.#names.set(answer.handle.id, asked);
    return answer;
  }

  /** `layers[3]`; the result of a call is called what it is: a result. */
  #nameOf({ id, path }: Handle): string {
    const name = this.#names.get(id) ?? 'a value';
    const start = name.endsWith('.forward(…)') || name === 'a tensor' ? 'x' : name;
    return path.reduce((text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : `${text}.${key}`), start);
  }
}
