import { runningMisconceptions } from '../../src/checks/running-misconceptions.js';
import type { Misconception } from '../../src/grading/misconception.js';

const misconceptions: readonly Misconception[] = [
  {
    id: '4.3/momentum-reversed',
    title: 'Momentum the wrong way round',
    explanation:
      "You kept momentum of the old value and took 1 - momentum of the new one. PyTorch's momentum is the share of the new batch: " +
      'with 0.1 your buffers are 90 % the last batch, so the network is evaluated with the noise of whatever it saw last.',
    next: 'Swap the factors: (1 - momentum) * old + momentum * new.',
    ways: [
      [
        { replace: 'const keep = 1 - this.#momentum;', by: 'const keep = this.#momentum;' },
        { replace: 'x.mean(0).mul(this.#momentum)', by: 'x.mean(0).mul(1 - this.#momentum)' },
        { replace: 'variance.mul(this.#momentum)', by: 'variance.mul(1 - this.#momentum)' },
      ],
      // With the default turned round as well, as in other libraries: then only another momentum shows it.
      [
        { replace: 'momentum = 0.1', by: 'momentum = 0.9' },
        { replace: 'const keep = 1 - this.#momentum;', by: 'const keep = this.#momentum;' },
        { replace: 'x.mean(0).mul(this.#momentum)', by: 'x.mean(0).mul(1 - this.#momentum)' },
        { replace: 'variance.mul(this.#momentum)', by: 'variance.mul(1 - this.#momentum)' },
      ],
      // In one of the two buffers.
      [
        { replace: 'this.runningMean.mul(keep)', by: 'this.runningMean.mul(this.#momentum)' },
        { replace: 'x.mean(0).mul(this.#momentum)', by: 'x.mean(0).mul(keep)' },
      ],
      [
        { replace: 'this.runningVar.mul(keep)', by: 'this.runningVar.mul(this.#momentum)' },
        { replace: 'variance.mul(this.#momentum)', by: 'variance.mul(keep)' },
      ],
    ],
  },
  {
    id: '4.3/biased-variance-in-the-buffer',
    title: 'Biased variance in the buffer',
    explanation:
      'You put the biased variance (divided by N) into runningVar. The buffer stands for the variance of all the data, which a batch ' +
      'underestimates by (N - 1) / N on average: from small batches the network is evaluated at a larger scale than it was trained at.',
    next: 'For the buffer take x.var(0, { correction: 1 }); the biased one is only for normalizing the batch.',
    ways: [[{ replace: 'correction: 1', by: 'correction: 0' }]],
  },
  {
    id: '4.3/unbiased-variance-normalizes',
    title: 'Normalized with the unbiased variance',
    explanation:
      'In training you normalized with the variance divided by N - 1. The batch that comes out then has a variance of (N - 1) / N and not 1, ' +
      'which is visibly off in a small batch. To normalize the batch at hand its own spread is what counts, and that is divided by N.',
    next: 'To normalize take x.var(0, { correction: 0 }); var and std divide by N - 1 unless they are told otherwise.',
    ways: [[{ replace: 'correction: 0', by: 'correction: 1' }]],
  },
  {
    id: '4.3/evaluation-uses-the-batch',
    title: 'Evaluation still uses batch statistics',
    explanation:
      'With training = false you stopped updating the buffers, but you still normalize with the mean and variance of the batch at hand. ' +
      'The answer about one example then depends on its neighbours, and a single example always comes out as beta.',
    next: 'Where this.training is false, normalize with this.runningMean and this.runningVar.',
    ways: [
      [
        { replace: 'let mean = this.runningMean; // (D)', by: 'const mean = x.mean(0); // (D)' },
        {
          replace: 'let variance = this.runningVar; // (D)',
          by: 'const variance = x.var(0, { correction: 0 }); // (D)',
        },
        { replace: '      mean = x.mean(0); // (D)\n', by: '' },
        {
          replace: '      variance = x.var(0, { correction: 0 }); // (D), biased: the spread of just this batch\n',
          by: '',
        },
      ],
    ],
  },
  {
    id: '4.3/training-flag-ignored',
    title: 'The training flag is never read',
    explanation:
      'Your forward does the same whatever training says: it normalizes with the batch and moves the buffers, in evaluation too. ' +
      'So a single example always comes out as beta, and the test set leaves its trace in the network.',
    next: 'Ask if (this.training) in forward: the batch and an update in one branch, the buffers and no update in the other.',
    ways: [[{ replace: 'if (this.training) {', by: '{' }]],
  },
  {
    id: '4.3/buffers-move-in-evaluation',
    title: 'Buffers updated in evaluation',
    explanation:
      'With training = false you normalize with the buffers, as you should, but you go on updating them. ' +
      'What the network is tested on then changes the network: measured twice, the same test set gives two results.',
    next: 'Move the update into the branch where this.training is true.',
    ways: [
      [
        { replace: '      this.remember(x);\n    }\n', by: '    }\n' },
        {
          replace: '    return normalized.mul(this.gamma)',
          by: '    this.remember(x);\n    return normalized.mul(this.gamma)',
        },
      ],
      // Before the statistics are chosen: evaluation then already uses the moved buffers.
      [
        { replace: '      this.remember(x);\n    }\n', by: '    }\n' },
        { replace: 'let mean = this.runningMean;', by: 'this.remember(x);\n    let mean = this.runningMean;' },
      ],
      // Not for a single example, whose unbiased variance is 0 / 0.
      [
        { replace: '      this.remember(x);\n    }\n', by: '    }\n' },
        {
          replace: '    return normalized.mul(this.gamma)',
          by: '    if (x.shape[0] !== 1) this.remember(x);\n    return normalized.mul(this.gamma)',
        },
      ],
      [
        { replace: '      this.remember(x);\n    }\n', by: '    }\n' },
        {
          replace: 'let mean = this.runningMean;',
          by: 'if (x.shape[0] !== 1) this.remember(x);\n    let mean = this.runningMean;',
        },
      ],
    ],
  },
  {
    id: '4.3/batch-size-for-the-flag',
    title: 'The number of examples decides the mode',
    explanation:
      'You normalize with the batch whenever there is more than one example, whatever training says. A test set handed in as one batch is then judged by its own ' +
      'statistics, so the same name gets one answer alone and another among others.',
    next: 'Ask this.training and nothing else.',
    ways: [[{ replace: 'if (this.training) {', by: 'if (x.shape[0] !== 1) {' }]],
  },
  {
    id: '4.3/buffers-never-move',
    title: 'The buffers are never updated',
    explanation:
      'Your buffers, or one of them, stay at the 0 and 1 that they started from (or what you compute for them is thrown away: mul and add make new tensors). In evaluation nothing is then ' +
      'normalized as it should be, and the network that was trained with it meets numbers that it has never seen.',
    next: 'Where this.training is true, set this.runningMean and this.runningVar to their new values.',
    ways: [
      [{ replace: '      this.remember(x);\n', by: '' }],
      [{ replace: '      this.runningMean = this.runningMean.mul', by: '      this.runningMean.mul' }],
      [{ replace: '      this.runningVar = this.runningVar.mul', by: '      this.runningVar.mul' }],
    ],
  },
  {
    id: '4.3/last-batch-kept',
    title: 'The last batch in place of an average',
    explanation:
      'Your buffers hold the statistics of the latest batch alone, so momentum plays no part. In evaluation the network then depends on the noise of whatever batch ' +
      'happened to come last.',
    next: 'Move the old value a little: (1 - momentum) * old + momentum * new.',
    ways: [
      [
        { replace: 'this.runningMean.mul(keep).add(x.mean(0).mul(this.#momentum))', by: 'x.mean(0)' },
        { replace: 'this.runningVar.mul(keep).add(variance.mul(this.#momentum))', by: 'variance' },
      ],
      // With the graph of that batch.
      [
        {
          replace: '      this.remember(x);\n',
          by: '      this.runningMean = mean;\n      this.runningVar = x.var(0, { correction: 1 });\n',
        },
        { replace: 'const variance = x.var(0, { correction: 1 }); // (D)', by: 'const variance = x.var(0);' },
      ],
      // The one variance for both.
      [
        {
          replace: '      this.remember(x);\n',
          by: '      this.runningMean = mean;\n      this.runningVar = variance;\n',
        },
      ],
    ],
  },
  {
    id: '4.3/training-uses-the-buffers',
    title: 'Running statistics used in training',
    explanation:
      'You normalize with the running statistics in training as well. They are averages of earlier batches, so the batch at hand does not come ' +
      'out with mean 0 and variance 1, and no gradient goes through the statistics: training fights against the normalization instead of using it.',
    next: 'In training take mean and variance from x itself; the buffers are for evaluation.',
    ways: [
      [
        { replace: '      mean = x.mean(0); // (D)\n', by: '' },
        {
          replace: '      variance = x.var(0, { correction: 0 }); // (D), biased: the spread of just this batch\n',
          by: '',
        },
        {
          replace: 'let mean = this.runningMean; // (D)\n    let variance = this.runningVar; // (D)\n',
          by: '',
        },
        { replace: 'this.remember(x);\n    }', by: 'this.remember(x);\n    }\n    const mean = this.runningMean;' },
        {
          replace: 'const mean = this.runningMean;',
          by: 'const mean = this.runningMean;\n    const variance = this.runningVar;',
        },
      ],
    ],
  },
  {
    id: '4.3/standard-deviation-in-the-buffer',
    title: 'A running std instead of a variance',
    explanation:
      'You remember standard deviations in runningVar. The buffer holds variances, and the average of the roots is not the root of the average: ' +
      'whoever reads the buffer, and whoever loads weights from PyTorch into your layer, gets another scale.',
    next: 'Put x.var(0, { correction: 1 }) into the buffer, and take the root only when you normalize.',
    ways: [
      [{ replace: 'const variance = x.var(0, { correction: 1 });', by: 'const variance = x.std(0);' }],
      // Consistent with itself: the root is not taken again in evaluation.
      [
        { replace: 'const variance = x.var(0, { correction: 1 });', by: 'const variance = x.std(0);' },
        { replace: 'let variance = this.runningVar; // (D)', by: 'let variance = this.runningVar.square(); // (D)' },
      ],
    ],
  },
  {
    id: '4.3/statistics-of-the-whole-batch',
    title: 'One mean for all features',
    explanation:
      'You took mean and variance over all elements of the batch. Batch norm is per feature: with one number for all of them a feature that lies ' +
      'far from the others stays there, and its tanh saturates as before.',
    next: 'Reduce over the examples only: x.mean(0) and x.var(0, …), each of shape [dim].',
    ways: [
      [
        { replace: '      mean = x.mean(0); // (D)', by: '      mean = x.mean(); // ()' },
        { replace: 'x.var(0, { correction: 0 })', by: 'x.var({ correction: 0 })' },
        { replace: 'x.var(0, { correction: 1 })', by: 'x.var({ correction: 1 })' },
        { replace: 'x.mean(0).mul(', by: 'x.mean().mul(' },
      ],
    ],
  },
  {
    id: '4.3/average-of-all-batches',
    title: 'The average of all batches so far',
    explanation:
      'You averaged the statistics of all batches with equal weight and momentum played no part. While the network trains its activations move, ' +
      'and such an average never forgets the first ones. PyTorch does this only with momentum=None.',
    next: 'Weigh by momentum: (1 - momentum) * old + momentum * new, after every batch in training.',
    ways: [
      [
        { replace: 'readonly #momentum: number;', by: '#momentum: number;\n  private seen = 0;' },
        {
          replace: 'const keep = 1 - this.#momentum;',
          by: 'this.seen += 1;\n      this.#momentum = 1 / this.seen;\n      const keep = 1 - this.#momentum;',
        },
      ],
    ],
  },
  {
    id: '4.3/momentum-fixed',
    title: 'The momentum argument is ignored',
    explanation:
      'Your buffers move by 0.1 whatever momentum the caller passes. It is right by chance for the default and wrong for everyone who chooses another: ' +
      'the buffers then remember more batches or fewer than was asked for.',
    next: 'Keep the third argument of the constructor in a field and use it in the update.',
    ways: [[{ replace: 'this.#momentum = momentum;', by: 'this.#momentum = 0.1;' }]],
  },
  {
    id: '4.3/old-value-not-faded',
    title: 'New statistics added, old ones kept whole',
    explanation:
      'You added momentum * new to the whole old value. Without the factor 1 - momentum nothing is ever forgotten: ' +
      'the buffers grow with every batch, and after ten of them they are about as large as the statistics, after a hundred ten times as large.',
    next: 'Multiply the old value by 1 - momentum before you add.',
    ways: [[{ replace: 'const keep = 1 - this.#momentum;', by: 'const keep = 1;' }]],
  },
  {
    id: '4.3/buffers-keep-the-graph',
    title: 'The buffers remember their history',
    explanation:
      'You updated the buffers as part of the graph. Their numbers are right, but each batch hangs its whole forward pass onto them: ' +
      'memory grows with every step, and a later backward would walk back through all earlier batches.',
    next: 'Update the buffers inside noGrad(() => { ... }), or from x.detach().',
    ways: [
      [
        { replace: 'noGrad(() => {', by: '{' },
        { replace: '    });\n  }\n}', by: '    }\n  }\n}' },
        { replace: 'import { noGrad, ones', by: 'import { ones' },
      ],
    ],
  },
  {
    id: '4.3/statistics-cut-from-the-graph',
    title: 'No gradient through the batch statistics',
    explanation:
      'You computed the mean and variance that normalize the batch inside noGrad (or detached them). Every example moves the statistics of the whole batch, ' +
      'and backward must know: without that part the gradient of everything below this layer points the wrong way.',
    next: 'Put only the update of the buffers into noGrad; compute mean and variance for the normalization outside of it.',
    ways: [
      [
        { replace: '      mean = x.mean(0); // (D)', by: '      mean = x.mean(0).detach(); // (D)' },
        { replace: 'x.var(0, { correction: 0 })', by: 'x.var(0, { correction: 0 }).detach()' },
      ],
    ],
  },
  ...runningMisconceptions,
];

export default misconceptions;
