/** One check against one subject: every way it can end becomes exactly one outcome. */
import { type Fault, type StudentFrame, SubjectFault } from '../guest/contract/fault.js';
import type { Subject } from '../guest/contract/subject.js';
import { WrongAnswer } from './answers.js';
import type { Check, CheckContext } from './check.js';
import type { Fail, NoAnswer, Outcome } from './verdict.js';

/**
 * Runs a check. A SubjectFault becomes the status that it means, a WrongAnswer its failure; anything else that is thrown is
 * a mistake of the grader's own and becomes `error`, never the student's zero.
 */
export async function runCheck(check: Check, subject: Subject, context: CheckContext): Promise<Outcome> {
  try {
    return await check.run(subject, context);
  } catch (thrown) {
    if (thrown instanceof WrongAnswer) return thrown.outcome;
    if (thrown instanceof SubjectFault) return outcomeOf(thrown.fault);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      status: 'error',
      rationale: `The check ${check.id} itself failed: ${message}`,
      next: 'This is not your mistake: please report it.',
    };
  }
}

/** What the absence of an answer means for the check that asked. */
function outcomeOf(fault: Fault): Outcome {
  switch (fault.kind) {
    case 'not-implemented':
      return noAnswer('todo', `${fault.exercise} is still to do.`, 'Replace the NotImplementedError by your answer.');
    case 'missing':
      return missing(fault.what, fault.name);
    case 'unloadable':
      return failure(
        `${fault.message}${at(fault.frames)}`,
        'a file that loads',
        'does not load',
        'Fix this first: nothing in the file can be checked until it loads.',
      );
    case 'threw':
      return failure(
        `Your code threw ${fault.errorName}: ${fault.message}${at(fault.frames)}`,
        'an answer',
        fault.errorName,
        fault.frames[0]
          ? `Look at line ${fault.frames[0].line} of ${fault.frames[0].file}.`
          : 'Look at the error above.',
      );
    case 'timeout':
      return noAnswer(
        'timeout',
        `No answer within ${fault.deadlineMs / 1000} s: the process was stopped.`,
        'Look for a loop that never ends, or one that grows with the size of the input.',
      );
    case 'crashed':
      return noAnswer('crashed', `The process that ran your code ended: ${fault.reason}.`, 'Look for runaway memory.');
    case 'tampered':
      return noAnswer('tampered', `The reply broke the protocol between your code and the grader: ${fault.evidence}`);
    case 'error':
      return noAnswer('error', fault.message, 'This is not your mistake: run it again, and report it if it stays.');
  }
}

function missing(what: 'file' | 'export' | 'method', name: string): NoAnswer {
  switch (what) {
    case 'file':
      return noAnswer('missing', `There is no file ${name}.`, 'Put the file back where the course has it.');
    case 'export':
      return noAnswer('missing', `The file does not export ${name}.`, `Write \`export\` in front of ${name}.`);
    case 'method':
      return noAnswer('missing', `There is no method ${name}.`, `Give the object a method ${name}.`);
  }
}

function noAnswer(status: NoAnswer['status'], rationale: string, next?: string): NoAnswer {
  return next === undefined ? { status, rationale } : { status, rationale, next };
}

function failure(rationale: string, expected: string, measured: string, next: string): Fail {
  return { status: 'fail', rationale, expected, measured, next };
}

function at(frames: readonly StudentFrame[]): string {
  const frame = frames[0];
  return frame ? ` (${frame.file}:${frame.line}:${frame.column})` : '';
}
