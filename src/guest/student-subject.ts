/** The operations of a Subject as requests to the guest. */
import type { Answer, FixtureLayer, ModuleSubject } from './contract/subject.js';
import { type Argument, Handle, type Value } from './contract/value.js';
import { request, type RequestCode } from './wire/codes.js';
import type { Request } from './wire/messages.js';

/** Sends a request for a check and gives its value, and the number under which the guest keeps it. */
export type Send = (message: Request) => Promise<{ readonly value: Value; readonly number: number }>;

/** One file of a submission for the time of one check. */
export class StudentSubject implements ModuleSubject {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  call(exportName: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#ask(request.call, exportName, args);
  }

  construct(className: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#ask(request.construct, className, args);
  }

  invoke(target: Handle, method: string, ...args: readonly Argument[]): Promise<Answer> {
    return this.#ask(request.invoke, method, args, target);
  }

  read(target: Handle, property: string): Promise<Answer> {
    return this.#ask(request.read, property, [], target);
  }

  async write(target: Handle, property: string, value: Argument): Promise<void> {
    await this.#ask(request.write, property, [value], target);
  }

  hold(value: Argument): Promise<Answer> {
    return this.#ask(request.hold, '', [value]);
  }

  fixtureLayers(layers: readonly FixtureLayer[]): Promise<Answer> {
    const plans = layers.map(({ className, out, parameters }) => ({ className, out, parameters }));
    return this.#ask(request.fixtureLayers, '', plans);
  }

  exported(name: string): Promise<Answer> {
    return this.#ask(request.exported, name, []);
  }

  exportNames(): Promise<Answer> {
    return this.#ask(request.exportNames, '', []);
  }

  async #ask(code: RequestCode, name: string, args: readonly Argument[], target?: Handle): Promise<Answer> {
    const { value, number } = await this.#send({ code, name, target, args });
    return { value, handle: new Handle(number) };
  }
}
