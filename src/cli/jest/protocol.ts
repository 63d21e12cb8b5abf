/**
 * What Jest's processes and the judge say to each other: one JSON object a line over a private socket, one question a
 * connection. Both ends are ours; the narrowing below is written by hand because every test module of the course loads this
 * file into a fresh Jest environment, where loading zod 21 times would cost more than all of the grading.
 */
import { connect } from 'node:net';

/** The environment variable that names the judge's socket. */
export const JUDGE_VARIABLE = 'STEPZERO_JUDGE';

/** A question to the judge. */
export type Question = { readonly ask: 'verdicts'; readonly exercise: string } | { readonly ask: 'results' };

/** One check as one Jest test. */
export interface JudgedTest {
  /** What the check asks, with its id: "W2's standard deviation is 0.01 (1.4/w2-std)". */
  readonly name: string;
  /** `unselected`: outside of the filter, so never judged. */
  readonly becomes: 'pass' | 'fail' | 'todo' | 'unselected';
  /** The whole failure, as it is printed. */
  readonly message?: string;
}

/** The judge's answer about one exercise. */
export interface JudgedExercise {
  /** "1.4 Fixing the output layer" */
  readonly title: string;
  readonly tests: readonly JudgedTest[];
}

/** The name that Jest gives to a test, and that its filter is matched against. */
export function fullName(exercise: JudgedExercise, test: JudgedTest): string {
  return `${exercise.title} ${test.name}`;
}

/**
 * Asks the judge and waits for its answer, which the caller narrows.
 *
 * @throws Error when there is no judge, or when it could not answer
 */
export async function askJudge(question: Question): Promise<unknown> {
  const address = process.env[JUDGE_VARIABLE];
  if (address === undefined) {
    throw new Error(`judge: expected its address in ${JUDGE_VARIABLE}, got nothing. Run the graders with: npm test`);
  }
  const answer: unknown = JSON.parse(await exchange(address, JSON.stringify(question)));
  if (isRecord(answer) && typeof answer['error'] === 'string') throw new Error(answer['error']);
  return answer;
}

function exchange(address: string, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${question}\n`));
    socket.on('data', (chunk: string) => (text += chunk));
    socket.on('error', () => reject(new Error('judge: it is not there any more. Run npm test again.')));
    socket.on('end', () => {
      if (text.endsWith('\n')) resolve(text);
      else reject(new Error('judge: it ended before it had answered. Run npm test again.'));
    });
  });
}

/** Narrows the answer to a question for verdicts. */
export function isJudgedExercise(value: unknown): value is JudgedExercise {
  return (
    isRecord(value) &&
    typeof value['title'] === 'string' &&
    Array.isArray(value['tests']) &&
    value['tests'].every(isJudgedTest)
  );
}

function isJudgedTest(value: unknown): value is JudgedTest {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false;
  const { becomes, message } = value;
  return (
    (becomes === 'pass' || becomes === 'fail' || becomes === 'todo' || becomes === 'unselected') &&
    (message === undefined || typeof message === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
