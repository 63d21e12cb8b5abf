import { asNumber } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { judgeNumbers, type NumberQuestion } from '../../src/checks/judge-number.js';
import type { Fail, Pass } from '../../src/grading/verdict.js';
import { type Fault, SubjectFault } from '../../src/guest/contract/fault.js';
import type { Answer, Subject } from '../../src/guest/contract/subject.js';

type Asked = Pick<NumberQuestion, 'what' | 'measured' | 'expected' | 'reference'>;

const fanIns: readonly number[] = [1, 2, 5, 10, 20, 30, 64, 100, 200, 500, 784, 1024, 4096];

async function askGain(
  subject: Subject,
  reference: string,
  expected: number,
  ...args: [string, number?]
): Promise<Asked> {
  const what = `gain(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;
  const { value } = await subject.call('gain', ...args);
  return { what, reference, expected, measured: asNumber(value, what) };
}

async function askStd(subject: Subject, fanIn: number, gain: number): Promise<Asked> {
  const what = `kaimingStd(${fanIn}, ${format(gain)})`;
  const { value } = await subject.call('kaimingStd', fanIn, gain);
  return {
    what,
    reference: `${format(gain)} / sqrt(${fanIn})`,
    expected: gain / Math.sqrt(fanIn),
    measured: asNumber(value, what),
  };
}

const judge = (cases: readonly Asked[], consequence: string, next: string): Pass | Fail =>
  judgeNumbers(cases.map((each) => ({ ...each, consequence, next })));

const gainOfTanh: Check = {
  id: '3.1/gain-of-tanh',
  asks: "The gain of 'linear' and 'sigmoid' is 1, that of 'tanh' is 5/3",
  points: 1,
  run: async (subject) =>
    judge(
      [
        await askGain(subject, 'the gain of a linear layer', 1, 'linear'),
        await askGain(subject, 'the gain of a sigmoid', 1, 'sigmoid'),
        await askGain(subject, '5/3', 5 / 3, 'tanh'),
      ],
      'The gain makes up for what the nonlinearity does to the spread of its input: a linear layer leaves it alone, tanh squeezes it, and weights without that factor fade a little more at every layer.',
      "Give each name the number in PyTorch's table (torch.nn.init.calculate_gain): 1 for linear and sigmoid, 5/3 for tanh.",
    ),
};

const gainOfRelu: Check = {
  id: '3.1/gain-of-relu',
  asks: "The gain of 'relu' is the square root of 2",
  points: 1,
  run: async (subject) =>
    judge(
      [await askGain(subject, 'sqrt(2)', Math.SQRT2, 'relu')],
      'ReLU sets half of its inputs to zero and with them half of the mean square; without sqrt(2) that half is lost at every layer, and with more the signal grows from layer to layer.',
      'Half of the second moment is lost: by which factor must the standard deviation grow to double the variance?',
    ),
};

const gainOfLeakyRelu: Check = {
  id: '3.1/gain-of-leaky-relu',
  asks: "The gain of 'leaky_relu' is sqrt(2 / (1 + negativeSlope^2)), with a slope of 0.01 unless another is given",
  points: 1,
  run: async (subject) => {
    const cases = [await askGain(subject, 'sqrt(2 / (1 + (0.01)^2))', Math.sqrt(2 / 1.0001), 'leaky_relu')];
    for (const slope of [0, 0.01, 0.1, 0.2, 0.5, 1, -0.5]) {
      const expected = Math.sqrt(2 / (1 + slope * slope));
      cases.push(await askGain(subject, `sqrt(2 / (1 + (${slope})^2))`, expected, 'leaky_relu', slope));
    }
    return judge(
      cases,
      'A leaky ReLU keeps slope^2 of the other half of the mean square: the gain lies between that of relu (slope 0) and that of linear (slope 1).',
      'Keep (1 + negativeSlope^2) / 2 of the second moment in mind, and check the two ends: slope 0 must give sqrt(2), slope 1 must give 1.',
    );
  },
};

const standardDeviation: Check = {
  id: '3.1/std-over-fan-in',
  asks: 'kaimingStd is gain / sqrt(fanIn) over a range of fanIn',
  points: 1,
  run: async (subject) => {
    const gains = [5 / 3, 1, Math.SQRT2, 0.5];
    const cases: Asked[] = [];
    for (const gain of gains) for (const fanIn of fanIns) cases.push(await askStd(subject, fanIn, gain));
    const tanh = cases.slice(0, fanIns.length);
    const outcome = judge(
      cases,
      'A unit adds up fanIn products, so the variance of its sum is fanIn times the variance of a weight: only a standard deviation that shrinks with the square root of fanIn keeps the pre-activations at the scale of the inputs.',
      'Variances add, standard deviations do not: divide the gain by the square root of fanIn.',
    );
    return {
      ...outcome,
      ...(outcome.status === 'pass'
        ? {
            measured: `${cases.length} values, such as ${cases[5]?.what ?? ''} = ${format(cases[5]?.measured ?? NaN)}`,
            expected: `gain / sqrt(fanIn), such as ${cases[5]?.reference ?? ''} = ${format(cases[5]?.expected ?? NaN)}`,
          }
        : {}),
      plots: [
        {
          kind: 'line',
          title: 'Standard deviation of a weight before tanh, gain 5/3',
          x: { label: 'fanIn', values: fanIns },
          y: { label: 'standard deviation' },
          series: [
            { name: 'kaimingStd', values: tanh.map((each) => each.measured) },
            { name: 'gain / sqrt(fanIn)', values: tanh.map((each) => each.expected) },
          ],
        },
      ],
    };
  },
};

/** What JavaScript throws by itself when code slips, and what is no Error at all ("a string"): nothing that tells the caller. */
const isSlip = (errorName: string, message: string) =>
  /^an? /.test(errorName) ||
  ['ReferenceError', 'SyntaxError'].includes(errorName) ||
  (errorName === 'TypeError' && /is not (a|an|defined|iterable)\b|cannot (read|set|access)|undefined/i.test(message));

type Threw = Extract<Fault, { readonly kind: 'threw' }>;

const rejectsNoInputs: Check = {
  id: '3.1/fan-in-must-be-positive',
  asks: 'kaimingStd throws an Error that names fanIn when fanIn is 0 or negative',
  points: 1,
  run: async (subject) => {
    const expected = 'an Error that mentions fanIn';
    const next =
      'Begin kaimingStd with: if (!(fanIn > 0)) throw new Error(`kaimingStd: fanIn must be positive, got ${fanIn}`).';
    // A function that throws at everything has checked nothing.
    asNumber((await subject.call('kaimingStd', 1, 1)).value, 'kaimingStd(1, 1)');
    // All are asked before any is judged: which of them is let through says where the test went wrong.
    const replies: { readonly fanIn: number; readonly reply: Answer | Threw }[] = [];
    for (const fanIn of [0, -1, -30]) {
      const reply = await subject.call('kaimingStd', fanIn, 1).catch((error: unknown) => {
        if (error instanceof SubjectFault && error.fault.kind === 'threw') return error.fault;
        throw error;
      });
      replies.push({ fanIn, reply });
    }
    const messages: string[] = [];
    for (const { fanIn, reply } of replies) {
      const asked = `kaimingStd(${fanIn}, 1)`;
      if (!('kind' in reply)) {
        const value = typeof reply.value === 'number' ? format(reply.value) : JSON.stringify(reply.value);
        return {
          status: 'fail',
          rationale: `${asked} returned ${value} instead of throwing. A layer without inputs has no scale: Infinity and NaN would travel through every weight to the loss, far from the line that made them.`,
          measured: value,
          expected,
          next,
        };
      }
      const said = `${reply.errorName}: ${reply.message}`;
      if (!isClear(reply.message, fanIn) || isSlip(reply.errorName, reply.message)) {
        return {
          status: 'fail',
          rationale: `${asked} threw "${said}", which does not tell the caller that fanIn is to blame. An error is read by someone who sees nothing but its message.`,
          measured: said,
          expected,
          next,
        };
      }
      messages.push(said);
    }
    return { status: 'pass', measured: messages[0] ?? '', expected };
  },
};

/** Names fan-in; or says "inputs", and what is wrong with their number: "at least one input, not -3". */
function isClear(message: string, fanIn: number): boolean {
  if (/fan[\s_-]?in/i.test(message)) return true;
  const saysWhat = message.includes(String(fanIn)) || /positive|greater|above|at least|more than|[>≤]/i.test(message);
  return /\binputs?\b/i.test(message) && saysWhat;
}

const grader: Grader = {
  id: '3.1',
  checks: [gainOfTanh, gainOfRelu, gainOfLeakyRelu, standardDeviation, rejectsNoInputs],
  hints: [
    'If each of fanIn inputs has variance 1 and each weight has variance s^2, what is the variance of their weighted sum? And what does the nonlinearity take away from it?',
    "The variance of the sum is fanIn * s^2, so s = 1 / sqrt(fanIn) keeps it at 1. The gain multiplies s by what the nonlinearity costs; PyTorch's table has 1 (linear, sigmoid), 5/3 (tanh), sqrt(2) (relu) and sqrt(2 / (1 + slope^2)) (leaky_relu).",
    'In gain: switch (nonlinearity) with one return for each name, the last being Math.sqrt(2 / (1 + negativeSlope ** 2)). In kaimingStd: throw if !(fanIn > 0), then return gain / Math.sqrt(fanIn).',
  ],
};

export default grader;
