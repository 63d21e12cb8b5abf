import type { Edit, Misconception } from '../../src/grading/misconception.js';

const imports = "import { F, type Parameters, type Tensor } from '#torch';";
const embcat = 'const embcat = emb.view([X.length, -1]); // (N, B * E): the embeddings of a context side by side';
const lookUp = 'const emb = p.C.index(X); // (N, B, E)';
const hPreact = 'const hPreact = embcat.matmul(p.W1).add(p.b1);';
const h = 'const h = hPreact.tanh(); // (N, H)';
const logits = 'const logits = h.matmul(p.W2).add(p.b2);';
const answer = '  return { hPreact, h, logits };';
const why = '  // In one step from the logits: exp() of a large logit alone would be Infinity.\n';
const loss = '  return F.crossEntropy(logits, Y); // ()\n';
const picked = 'index(Y.map((_, row) => row), Y)';

/** Another loss in the place of F.crossEntropy(logits, Y). */
const lossIs = (expression: string): Edit => ({ replace: loss, by: `  return ${expression}; // ()\n` });

const misconceptions: readonly Misconception[] = [
  {
    id: '1.3/b1-missing',
    title: 'b1 is not added',
    explanation:
      'You multiplied by W1 and did not add b1. Without its bias a neuron is 0 wherever its input is, whatever b1 says, and b1 would be trained without having any effect.',
    next: 'Add it behind the product: embcat.matmul(p.W1).add(p.b1).',
    ways: [[{ replace: hPreact, by: 'const hPreact = embcat.matmul(p.W1);' }]],
  },
  {
    id: '1.3/b2-missing',
    title: 'b2 is not added',
    explanation:
      'You multiplied by W2 and did not add b2. The output bias is where a network stores how common each character is; without it that has to come out of h.',
    next: 'Add it behind the product: h.matmul(p.W2).add(p.b2).',
    ways: [[{ replace: logits, by: 'const logits = h.matmul(p.W2);' }]],
  },
  {
    id: '1.3/biases-missing',
    title: 'Neither bias is added',
    explanation:
      'You multiplied by W1 and by W2 and added neither b1 nor b2. Without a bias a neuron is 0 wherever its input is, and the output cannot say how common each character is; both would be trained without having any effect.',
    next: 'Add them behind the products: embcat.matmul(p.W1).add(p.b1) and h.matmul(p.W2).add(p.b2).',
    ways: [
      [
        { replace: hPreact, by: 'const hPreact = embcat.matmul(p.W1);' },
        { replace: logits, by: 'const logits = h.matmul(p.W2);' },
      ],
    ],
  },
  {
    id: '1.3/b1-behind-the-tanh',
    title: 'b1 is added behind the tanh',
    explanation:
      'You added b1 to the activations instead of the pre-activations. The bias says where on its tanh a neuron works; behind the tanh it only shifts the output, and h leaves the range of -1 to 1.',
    next: 'Add it before: hPreact = embcat.matmul(p.W1).add(p.b1), then h = hPreact.tanh().',
    ways: [
      [
        { replace: hPreact, by: 'const hPreact = embcat.matmul(p.W1);' },
        { replace: h, by: 'const h = hPreact.tanh().add(p.b1); // (N, H)' },
      ],
    ],
  },
  {
    id: '1.3/pre-activations-without-bias',
    title: 'hPreact is handed out before b1 is added',
    explanation:
      'Your h is right, but the hPreact that you return lacks b1: it is not what goes into the tanh. Parts 2 and 3 look at hPreact to find out why a layer saturates, and a bias can be the reason.',
    next: 'Add b1 before you give the result its name: hPreact = embcat.matmul(p.W1).add(p.b1).',
    ways: [
      [
        { replace: hPreact, by: 'const hPreact = embcat.matmul(p.W1);' },
        { replace: h, by: 'const h = hPreact.add(p.b1).tanh(); // (N, H)' },
      ],
    ],
  },
  {
    id: '1.3/logits-from-pre-activations',
    title: 'The logits pass the tanh by',
    explanation:
      'You computed h but made the logits from hPreact. The output layer then sees what went into the tanh and not what came out: two linear layers in a row, which can do no more than one.',
    next: 'Feed h to the output layer: h.matmul(p.W2).add(p.b2).',
    ways: [[{ replace: logits, by: 'const logits = hPreact.matmul(p.W2).add(p.b2);' }]],
  },
  {
    id: '1.3/embeddings-squashed',
    title: 'A tanh on the embeddings',
    explanation:
      'You squashed the embeddings before the hidden layer. C is looked up as it is: its values are trained, and may be as large as they need to be; the only tanh of this network stands behind the hidden layer.',
    next: 'Lay the embeddings side by side and multiply: embcat.matmul(p.W1).add(p.b1).',
    ways: [
      [{ replace: lookUp, by: 'const emb = p.C.index(X).tanh(); // (N, B, E)' }],
      [
        { replace: lookUp, by: 'const emb = p.C.index(X).tanh(); // (N, B, E)' },
        { replace: h, by: 'const h = hPreact; // (N, H)' },
      ],
    ],
  },
  {
    id: '1.3/tanh-missing',
    title: 'The tanh is missing',
    explanation:
      'Your h is hPreact, with nothing in between. Two linear layers one after the other are a single linear layer: the network could learn nothing that a table of sums could not.',
    next: 'Squash it: h = hPreact.tanh().',
    ways: [[{ replace: h, by: 'const h = hPreact; // (N, H)' }]],
  },
  {
    id: '1.3/tanh-twice',
    title: 'tanh is applied twice',
    explanation:
      'You took tanh of tanh. The second squashes what is between -1 and 1 already: nothing gets past tanh(1) = 0.76, so no neuron ever looks saturated, while the gradients shrink twice.',
    next: 'Once is enough: h = hPreact.tanh().',
    ways: [[{ replace: h, by: 'const h = hPreact.tanh().tanh(); // (N, H)' }]],
  },
  {
    id: '1.3/pre-activations-squashed',
    title: 'hPreact is what comes out of the tanh',
    explanation:
      'You returned the activations as hPreact: the pre-activations are what goes into the tanh. Parts 2 and 3 look at their spread, which can be 10 or more in this network; behind the tanh everything lies between -1 and 1.',
    next: 'Keep both: hPreact = embcat.matmul(p.W1).add(p.b1), and h = hPreact.tanh().',
    ways: [[{ replace: answer, by: '  return { hPreact: h, h, logits };' }]],
  },
  {
    id: '1.3/another-nonlinearity',
    title: 'Another nonlinearity than tanh',
    explanation:
      'You squashed hPreact with another function than tanh. Everything in parts 2 and 3 is about tanh: its range of -1 to 1, its gradient 1 - h^2, its gain 5/3. With another function those numbers are others.',
    next: 'Use tanh: h = hPreact.tanh().',
    ways: [
      [{ replace: h, by: 'const h = hPreact.relu(); // (N, H)' }],
      [{ replace: h, by: 'const h = hPreact.sigmoid(); // (N, H)' }],
    ],
  },
  {
    id: '1.3/logits-squashed',
    title: 'A tanh behind the output layer',
    explanation:
      'You squashed the logits as well. Scores between -1 and 1 can differ by no more than 2, so no character ever gets more than e^2 = 7.4 times the probability of another: the network could never be sure of anything.',
    next: 'Leave the logits as they come: h.matmul(p.W2).add(p.b2).',
    ways: [[{ replace: logits, by: 'const logits = h.matmul(p.W2).add(p.b2).tanh();' }]],
  },
  {
    id: '1.3/probabilities-for-logits',
    title: 'Probabilities are returned as logits',
    explanation:
      'You put a softmax behind the output layer and returned probabilities as logits. F.crossEntropy takes the softmax itself: a second one over numbers between 0 and 1 makes all characters nearly equally likely, and the loss can never come near 0.',
    next: 'Return the scores as they are, h.matmul(p.W2).add(p.b2), and leave the softmax to the loss.',
    ways: [[{ replace: logits, by: 'const logits = h.matmul(p.W2).add(p.b2).softmax(1);' }]],
  },
  {
    id: '1.3/softmax-twice',
    title: 'The softmax is taken twice',
    explanation:
      'You gave F.crossEntropy probabilities, but it takes the softmax itself. The second softmax, over numbers between 0 and 1, makes all characters nearly equally likely: the loss looks close to ln(vocabSize) from the start, and training can hardly lower it.',
    next: 'Give it the logits: F.crossEntropy(logits, Y).',
    ways: [[lossIs('F.crossEntropy(logits.softmax(1), Y)')]],
  },
  {
    id: '1.3/log-softmax-missing',
    title: 'Probabilities without their logarithm',
    explanation:
      'You averaged the probabilities of the right characters without taking their logarithm. Cross-entropy is -ln of each: it punishes a confident mistake hard, where the probability itself hardly changes.',
    next: 'Use F.crossEntropy(logits, Y), which takes -ln of the softmax.',
    ways: [
      [lossIs(`logits.softmax(1).${picked}.mean().neg()`)],
      [lossIs(`logits.softmax(1).${picked}.mean().neg().add(1)`)],
    ],
  },
  {
    id: '1.3/embedding-transposed',
    title: 'The embeddings are interleaved',
    explanation:
      'You exchanged the last two dimensions before laying the embeddings out: the row begins with the first number of each character, then the second of each, and so on. Every weight of W1 meets a number that was meant for another.',
    next: 'View emb as it is: [N, blockSize, nEmbd] becomes [N, blockSize * nEmbd].',
    ways: [[{ replace: embcat, by: 'const embcat = emb.transpose(1, 2).view([X.length, -1]); // (N, E * B)' }]],
  },
  {
    id: '1.3/context-reversed',
    title: 'The context is laid out backwards',
    explanation:
      'You laid the embeddings of a context side by side from the last character to the first. The first rows of W1 belong to the oldest character: here they meet the newest, so weights from anywhere else mean nothing.',
    next: 'Keep the order of X: p.C.index(X).view([X.length, -1]).',
    ways: [
      [{ replace: lookUp, by: 'const emb = p.C.index(X.map((context) => [...context].reverse())); // (N, B, E)' }],
    ],
  },
  {
    id: '1.3/examples-mixed',
    title: 'The view mixes the examples',
    explanation:
      'You viewed the embeddings as [blockSize * nEmbd, N] and transposed that. A view keeps the order of the numbers and transposing does not undo it: each row now holds numbers of several contexts. Only a batch of one comes out right.',
    next: 'View in the order of the numbers, one context a row: emb.view([X.length, -1]).',
    ways: [[{ replace: embcat, by: 'const embcat = emb.view([-1, X.length]).t(); // (N, B * E)' }]],
  },
  {
    id: '1.3/embeddings-pooled',
    title: 'The embeddings are pooled',
    explanation:
      'You added up or averaged the embeddings of a context instead of laying them side by side. The sum does not know the order: "ann" and "nan" would look the same to the network, and most rows of W1 have nothing to do.',
    next: 'View emb as [N, blockSize * nEmbd], so that each place of the context has rows of W1 of its own.',
    ways: [
      [
        { replace: embcat, by: 'const embcat = emb.sum(1); // (N, E)' },
        {
          replace: hPreact,
          by: 'const hPreact = embcat.matmul(p.W1.index([...Array(embcat.shape[1]).keys()])).add(p.b1);',
        },
      ],
      [
        { replace: embcat, by: 'const embcat = emb.mean(1); // (N, E)' },
        {
          replace: hPreact,
          by: 'const hPreact = embcat.matmul(p.W1.index([...Array(embcat.shape[1]).keys()])).add(p.b1);',
        },
      ],
    ],
  },
  {
    id: '1.3/softmax-over-the-batch',
    title: 'The softmax runs down the batch',
    explanation:
      'You normalized each column of the logits, over the examples, where each row is a choice between characters. The probabilities of one example then do not add up to 1, and the loss is about ln of the batch size, whatever the network says.',
    next: 'Normalize along the characters, dimension 1, or use F.crossEntropy(logits, Y).',
    ways: [
      [lossIs(`logits.logSoftmax(0).${picked}.mean().neg()`)],
      [lossIs(`logits.softmax(0).${picked}.log().mean().neg()`)],
    ],
  },
  {
    id: '1.3/losses-not-averaged',
    title: 'One loss for each example',
    explanation:
      'You returned the losses of the examples side by side. backward() needs one number to start from, and so does whoever compares the loss with ln(vocabSize): their mean.',
    next: "Take the mean, as F.crossEntropy(logits, Y) does without the option reduction: 'none'.",
    ways: [[lossIs("F.crossEntropy(logits, Y, { reduction: 'none' })")]],
  },
  {
    id: '1.3/another-logarithm',
    title: 'The loss is not in nats',
    explanation:
      'You measured the loss with another logarithm than the natural one: to base 2 it is in bits, 1.44 times as large, to base 10 it is 0.43 times as large. Next to ln(vocabSize) a healthy network would look ill, or an ill one healthy.',
    next: 'Return F.crossEntropy(logits, Y) as it is: it is in nats.',
    ways: [[lossIs('F.crossEntropy(logits, Y).div(Math.LN2)')], [lossIs('F.crossEntropy(logits, Y).div(Math.LN10)')]],
  },
  {
    id: '1.3/probabilities-with-a-floor',
    title: 'Small probabilities are raised to a floor',
    explanation:
      'You kept the probabilities from falling below a small number, so that the logarithm is never of 0. It hides what you want to see: every mistake beyond the floor costs the same, and no gradient comes back from it.',
    next: 'Use F.crossEntropy(logits, Y): it works with the logits and needs no floor.',
    ways: ['1e-12', '1e-10', '1e-8', '1e-7', '1e-6'].map((floor) => [
      lossIs(`logits.softmax(1).${picked}.sub(${floor}).relu().add(${floor}).log().mean().neg()`),
    ]),
  },
  {
    id: '1.3/softmax-unstable',
    title: 'exp() and log() one after the other',
    explanation:
      'You took the softmax in one step and its logarithm in another. In float32 exp of a logit above 89 is Infinity, and a probability below 1e-45 is 0: ' +
      'the loss is then Infinity or NaN, and after one such confident mistake every parameter is NaN.',
    next: 'Use F.crossEntropy(logits, Y): it subtracts the largest logit of each row and takes the logarithm of the sum, which is never 0.',
    ways: [
      [
        { replace: why, by: '  const counts = logits.exp(); // (N, V)\n' },
        {
          replace: loss,
          by: `  const probabilities = counts.div(counts.sum(1, { keepdim: true })); // (N, V)\n  return probabilities.${picked}.log().mean().neg(); // ()\n`,
        },
      ],
      [
        { replace: why, by: '  const total = logits.exp().sum(1); // (N)\n' },
        lossIs(`total.log().sub(logits.${picked}).mean()`),
      ],
      [lossIs(`logits.softmax(1).${picked}.log().mean().neg()`)],
    ],
  },
  {
    id: '1.3/epsilon-in-the-log',
    title: 'A small number is added before the logarithm',
    explanation:
      'You added a small number to the probabilities so that the logarithm is never of 0. It hides what you want to see: a character that got 1e-20 should cost 46 nats, and with 1e-8 added it costs 18.',
    next: 'Use F.crossEntropy(logits, Y): it works with the logits and needs no such number.',
    ways: [
      [lossIs(`logits.softmax(1).${picked}.add(1e-8).log().mean().neg()`)],
      [lossIs(`logits.softmax(1).${picked}.add(1e-10).log().mean().neg()`)],
      [lossIs(`logits.softmax(1).${picked}.add(1e-5).log().mean().neg()`)],
    ],
  },
  {
    id: '1.3/loss-summed',
    title: 'The losses are summed, not averaged',
    explanation:
      'You added up the losses of the examples. A sum grows with the batch, 32 times for 32 examples, so it cannot be compared with ln(vocabSize), and its gradients are as many times too large for the learning rate.',
    next: "Take the mean, as F.crossEntropy(logits, Y) does without the option reduction: 'sum'.",
    ways: [[lossIs("F.crossEntropy(logits, Y, { reduction: 'sum' })")]],
  },
  {
    id: '1.3/mean-over-characters',
    title: 'The mean is taken over the characters too',
    explanation:
      'You multiplied the log-probabilities with a one-hot matrix and took the mean over all of it, so the sum was divided by N times vocabSize. Only one entry in each row counts: the loss is vocabSize times too small.',
    next: 'Divide by the number of examples alone, or use F.crossEntropy(logits, Y).',
    ways: [[lossIs('logits.logSoftmax(1).mul(F.oneHot(Y, logits.shape[1])).mean().neg()')]],
  },
  {
    id: '1.3/loss-negative',
    title: 'The minus is missing',
    explanation:
      'You averaged the log-probabilities of the right characters, which are negative. The loss is their negative: going downhill on yours, training would make the right characters less and less likely.',
    next: 'Put the minus in front, or use F.crossEntropy(logits, Y).',
    ways: [[lossIs(`logits.logSoftmax(1).${picked}.mean()`)]],
  },
  {
    id: '1.3/squared-error',
    title: 'Squared error instead of cross-entropy',
    explanation:
      'You measured the squared distance between the probabilities and a 1 for the right character. It never gets large, so a network that is certain and wrong looks hardly worse than an undecided one and gets next to no gradient to learn from.',
    next: 'Use F.crossEntropy(logits, Y): the mean of -ln of what the right character got.',
    ways: [
      [lossIs('logits.softmax(1).sub(F.oneHot(Y, logits.shape[1])).pow(2).mean()')],
      [lossIs('logits.softmax(1).sub(F.oneHot(Y, logits.shape[1])).pow(2).sum(1).mean()')],
    ],
  },
  {
    id: '1.3/loss-as-number',
    title: 'The loss is a number, not a tensor',
    explanation:
      'You returned the value of the loss as a plain number. A number does not remember how it was computed: backward() cannot be called on it, and nothing can be trained.',
    next: 'Return the tensor, F.crossEntropy(logits, Y), and leave item() to whoever prints it.',
    ways: [[{ replace: loss, by: '  return F.crossEntropy(logits, Y).item() as unknown as Tensor;\n' }]],
  },
  {
    id: '1.3/loss-detached',
    title: 'The loss is cut off from the parameters',
    explanation:
      'The value of your loss is right, but it has no history: somewhere on the way you made a tensor from bare numbers, or detached one. backward() has no way back to the parameters, so nothing can be trained.',
    next: 'Compute with the tensors themselves to the end: detach(), tensor(...) and item() each start anew.',
    ways: [
      [lossIs('F.crossEntropy(logits.detach(), Y)')],
      [
        { replace: imports, by: imports.replace('F,', 'F, tensor,') },
        lossIs('tensor(F.crossEntropy(logits, Y).item())'),
      ],
      [
        { replace: imports, by: imports.replace('F,', 'F, tensor,') },
        lossIs('tensor(F.crossEntropy(logits, Y).item(), { requiresGrad: true })'),
      ],
      [
        { replace: imports, by: imports.replace('F,', 'F, noGrad,') },
        { replace: 'const { logits } = forward(p, X);', by: 'const { logits } = noGrad(() => forward(p, X));' },
      ],
    ],
  },
  {
    id: '1.3/backward-inside',
    title: 'backward() is called inside',
    explanation:
      'You called backward() before returning the loss. It is for the caller to call: the graph is used up after the first time, and with the graph kept every gradient is added twice.',
    next: 'Return F.crossEntropy(logits, Y) and leave backward() out.',
    ways: [
      [{ replace: loss, by: '  const loss = F.crossEntropy(logits, Y); // ()\n  loss.backward();\n  return loss;\n' }],
      [
        {
          replace: loss,
          by: '  const loss = F.crossEntropy(logits, Y); // ()\n  loss.backward(undefined, { retainGraph: true });\n  return loss;\n',
        },
      ],
    ],
  },
  {
    id: '1.3/embedding-detached',
    title: 'The embedding is cut off from the loss',
    explanation:
      'You looked the embeddings up in a copy of C without its history. The values are right, but no gradient reaches C: the characters would keep their random places for good.',
    next: 'Look up in the tensor itself: p.C.index(X).',
    ways: [
      [{ replace: lookUp, by: 'const emb = p.C.detach().index(X); // (N, B, E)' }],
      [
        { replace: imports, by: imports.replace('F,', 'F, tensor,') },
        {
          replace: lookUp,
          by: 'const table = p.C.toArray<number[][]>();\n  const emb = tensor(X.map((context) => context.map((index) => table[index]!))); // (N, B, E)',
        },
      ],
    ],
  },
  {
    id: '1.3/hidden-layer-detached',
    title: 'The hidden layer is cut off',
    explanation:
      'You detached the activations on their way to the output layer. The values are right, but no gradient gets past h: C, W1 and b1 would stay as they were drawn, and only the output layer would learn.',
    next: 'Use h itself: h.matmul(p.W2).add(p.b2).',
    ways: [[{ replace: logits, by: 'const logits = h.detach().matmul(p.W2).add(p.b2);' }]],
  },
];

export default misconceptions;
