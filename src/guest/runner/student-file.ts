/** One exercise file as the runner holds it: code that is evaluated afresh for every check, on first use. */
import { compileFunction } from 'node:vm';
import * as torch from '../../torch/index.js';
import { type CodeFrame, syntaxErrorFrame } from './stack.js';

/** The file does not load: it cannot be parsed, or it imports something else than '#torch'. */
export class LoadFailure extends Error {
  override readonly name = 'LoadFailure';
  readonly frames: readonly CodeFrame[];

  constructor(message: string, frames: readonly CodeFrame[] = []) {
    super(message);
    this.frames = frames;
  }
}

/** What `import ... from '#torch'` gives: all of it, read-only, as an ES module for the transpiled code. */
export const torchModule: object = Object.freeze({ ...torch, __esModule: true });

/** The code of a module as a function of what CommonJS offers it. */
type ModuleCode = (exports: object, require: (name: unknown) => object, module: object) => void;

type State = { readonly exports: object } | { readonly failure: unknown };

/** A file of the submission. */
export class StudentFile {
  readonly file: string;
  readonly #code: string;
  #state: State | undefined;

  constructor(file: string, code: string) {
    this.file = file;
    this.#code = code;
  }

  /** Forgets the state of the module. */
  reset(): void {
    this.#state = undefined;
  }

  /** What the module exports; evaluates it if this check has not yet. Throws what its top level throws. */
  get exports(): object {
    this.#state ??= this.#evaluate();
    if ('failure' in this.#state) throw this.#state.failure;
    return this.#state.exports;
  }

  #evaluate(): State {
    try {
      const module = { exports: {} };
      this.#compile()(module.exports, (name: unknown) => this.#require(name), module);
      return module;
    } catch (failure) {
      return { failure };
    }
  }

  #compile(): ModuleCode {
    try {
      // No importModuleDynamically: import() rejects.
      const code = compileFunction(this.#code, ['exports', 'require', 'module'], { filename: this.file });
      return (...values) => void Reflect.apply(code, undefined, values);
    } catch (error) {
      const message = error instanceof SyntaxError ? error.message : 'The file cannot be parsed';
      throw new LoadFailure(`${baseName(this.file)} cannot be parsed: ${message}`, syntaxErrorFrame(this.file, error));
    }
  }

  #require(name: unknown): object {
    if (name === '#torch') return torchModule;
    throw new LoadFailure(`${baseName(this.file)} imports '${String(name)}': an exercise imports only '#torch'`);
  }
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
