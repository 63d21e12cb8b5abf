/** A model that gives no answer, in one sentence: what was asked, what came, what to do. */
import type { WrongAnswer } from '../../../grading/answers.js';
import type { Fault, StudentFrame } from '../../../guest/contract/fault.js';
import { UsageError } from '../../errors.js';
import { EXPECTED } from './model-file.js';

/**
 * The sentence for a fault of the guest.
 * @param asked what was asked of the model: "layers[3].forward(…)"
 * @throws Error for a fault of ours or of the machine's
 */
export function refusalOf(fault: Fault, file: string, asked: string): UsageError {
  const say = (text: string) => new UsageError(`--model: ${file}: ${text}`);
  switch (fault.kind) {
    case 'timeout':
      return say(
        `${asked} gave no answer within ${fault.deadlineMs / 1000} s and was stopped; look for a loop that never ends, or make the network smaller`,
      );
    case 'crashed':
      return say(`${asked} ended the process: ${fault.reason}; make the network or --batch smaller`);
    case 'threw':
      return say(`${asked} threw ${fault.errorName}: ${fault.message}${placeOf(fault.frames)}`);
    case 'unloadable':
      return say(`${fault.message}${placeOf(fault.frames)}`);
    case 'not-implemented':
      return say(`exercise ${fault.exercise} is still to do: there is no network to look at yet`);
    case 'missing':
      return say(`${asked}: there is no ${fault.what} ${fault.name}; ${EXPECTED}`);
    case 'tampered':
      return say(`${asked}: the reply was not one of '#torch' (${fault.evidence})`);
    case 'error':
      throw new Error(fault.message);
  }
}

/** The sentence for an answer of another kind than a network gives. */
export function refusalOfAnswer({ outcome }: WrongAnswer, file: string): UsageError {
  return new UsageError(`--model: ${file}: ${outcome.rationale.replace(/\.$/, '')}; ${outcome.next}`);
}

function placeOf([frame]: readonly StudentFrame[]): string {
  return frame === undefined ? '' : ` (${frame.file}:${frame.line}:${frame.column})`;
}
