/** What goes wrong in every initializer of the two-layer network, whatever the scale that its exercise asks for. */
import type { Edit, Misconception } from '../grading/misconception.js';

/** An initializer's solution, as far as these mistakes change its text. */
export interface InitializerText {
  /** "2.3" */
  readonly exercise: string;
  /** The shape of W1 as the solution writes it: "[fanIn, nHidden]". */
  readonly hiddenShape: string;
  /** The factor of W1 as the solution writes it: "std". */
  readonly hiddenFactor: string;
  /** The standard deviation of W1 in words: "(5/3) / sqrt(fanIn)". */
  readonly hiddenStd: string;
}

const embedding = (by: string): Edit => ({ replace: 'randn([vocabSize, nEmbd], { generator })', by });
const hiddenBias = (by: string): Edit => ({ replace: 'zeros([nHidden])', by });
const output = (by: string): Edit => ({ replace: 'randn([nHidden, vocabSize], { generator }).mul(0.01)', by });
const outputBias = (by: string): Edit => ({ replace: 'zeros([vocabSize])', by });
const imported = (names: string): Edit => ({ replace: 'randn, zeros, type', by: `randn, zeros, ${names}, type` });
const makesGenerators: Edit = { replace: 'type Generator', by: 'Generator' };
const first = (statement: string): Edit => ({
  replace: 'nHidden } = config;\n',
  by: `nHidden } = config;\n  ${statement}\n`,
});

/** The mistakes of an initializer's weights and biases that are not about the formula of W1. */
export function networkMisconceptions({
  exercise,
  hiddenShape,
  hiddenFactor,
  hiddenStd,
}: InitializerText): readonly Misconception[] {
  const weights = `randn(${hiddenShape}, { generator })`;
  const hidden = (by: string): Edit => ({ replace: `${weights}.mul(${hiddenFactor})`, by });
  return [
    {
      id: `${exercise}/hidden-weights-constant`,
      title: 'One number for all of W1',
      explanation:
        'You filled W1 with one number. Hidden units that start alike compute the same, get the same gradient and stay alike for good: 200 units learn no more than one.',
      next: `Draw W1 with randn, and multiply by its standard deviation, ${hiddenStd}.`,
      ways: [[hidden(`zeros(${hiddenShape})`)], [hidden(`zeros(${hiddenShape}).add(${hiddenFactor})`)]],
    },
    {
      id: `${exercise}/hidden-weights-never-negative`,
      title: 'Weights of W1 are never negative',
      explanation:
        'You drew W1 from positive numbers only, with rand, which lies in 0..1, or through abs. All units then add up their inputs in much the same way and move together, where each should look for something else.',
      next: 'Use randn, which is as often negative as positive, and its factor alone.',
      ways: [
        [imported('rand'), hidden(`rand(${hiddenShape}, { generator }).mul(${hiddenFactor})`)],
        [hidden(`${weights}.abs().mul(${hiddenFactor})`)],
      ],
    },
    {
      id: `${exercise}/hidden-weights-uniform-of-that-bound`,
      title: 'The standard deviation taken as a bound',
      explanation: `You drew W1 uniformly from -s to s with s = ${hiddenStd}. That is the standard deviation asked for, not the bound: uniform draws up to s have a standard deviation of only s / sqrt(3), so the layer is 1.7 times too quiet.`,
      next: 'Draw with randn and multiply by s; uniform draws would have to reach sqrt(3) times as far.',
      ways: [[imported('rand'), hidden(`rand(${hiddenShape}, { generator }).mul(2).sub(1).mul(${hiddenFactor})`)]],
    },
    {
      id: `${exercise}/hidden-bias-drawn`,
      title: 'b1 is drawn, not zero',
      explanation:
        'You drew b1 at random. A bias shifts a unit by the same amount for every input, so it starts nearer to one end of its tanh for no reason; weights need random draws to differ from each other, biases do not.',
      next: 'Make b1 with zeros([nHidden]).',
      ways: [
        [hiddenBias('randn([nHidden], { generator })')],
        [hiddenBias(`randn([nHidden], { generator }).mul(${hiddenFactor})`)],
        [hiddenBias('randn([nHidden], { generator }).mul(0.01)')],
      ],
    },
    {
      id: `${exercise}/hidden-bias-constant`,
      title: 'b1 is filled with something else than 0',
      explanation:
        'You filled b1 with a number other than 0. A small positive bias is a habit from relu, where it keeps units alive; a tanh is at its best around 0, and every unit is pushed off it to the same side.',
      next: 'Make b1 with zeros([nHidden]).',
      ways: [
        [hiddenBias('zeros([nHidden]).add(1)')],
        [hiddenBias('zeros([nHidden]).add(0.1)')],
        [hiddenBias('zeros([nHidden]).add(0.01)')],
      ],
    },
    {
      id: `${exercise}/output-layer-forgotten`,
      title: 'The output layer is as it was before 1.4',
      explanation:
        'You left W2 with the standard deviation 1 that randn gives it. Its logits then have a standard deviation of about 10: the network starts out certain of wrong answers, and the first steps only unlearn that.',
      next: 'Multiply W2 by 0.01 and make b2 with zeros([vocabSize]), as in 1.4.',
      ways: [
        [output('randn([nHidden, vocabSize], { generator })')],
        [output('randn([nHidden, vocabSize], { generator })'), outputBias('randn([vocabSize], { generator })')],
      ],
    },
    {
      id: `${exercise}/output-scaled-like-hidden`,
      title: 'W2 has the factor of W1',
      explanation: `You gave W2 the factor of W1, ${hiddenStd}. No tanh follows the output layer, which only has to start with small logits: 0.01, as in 1.4. With the larger factor the loss starts above ln(vocabSize).`,
      next: 'Multiply W2 by 0.01.',
      ways: [[output(`randn([nHidden, vocabSize], { generator }).mul(${hiddenFactor})`)]],
    },
    {
      id: `${exercise}/factors-exchanged`,
      title: 'The factors of W1 and W2 are exchanged',
      explanation: `You gave W1 the 0.01 of the output layer, and W2 the factor of the hidden one, ${hiddenStd}. The pre-activations are then so small that tanh is a straight line there, and the logits so large that the loss starts above ln(vocabSize).`,
      next: `Multiply W1 by ${hiddenStd} and W2 by 0.01.`,
      ways: [
        [output(`randn([nHidden, vocabSize], { generator }).mul(${hiddenFactor})`), hidden(`${weights}.mul(0.01)`)],
      ],
    },
    {
      id: `${exercise}/output-tenth`,
      title: 'W2 has standard deviation 0.1',
      explanation:
        'Your W2 has standard deviation 0.1, ten times too large: the factor is 0.1, or 0.01 was taken for the variance. The logits then spread ten times as wide as in 1.4, and the loss starts above ln(vocabSize).',
      next: 'Multiply W2 by 0.01.',
      ways: [[output('randn([nHidden, vocabSize], { generator }).mul(0.1)')]],
    },
    {
      id: `${exercise}/output-weights-constant`,
      title: 'One number for all of W2',
      explanation:
        'You filled W2 with one number. All characters then have the same logit whatever the name is: the loss starts at ln(vocabSize), but every hidden unit gets the same gradient, and that gradient is 0 where the errors of the characters add up to nothing.',
      next: 'Draw W2 with randn and multiply it by 0.01.',
      ways: [[output('zeros([nHidden, vocabSize]).add(0.01)')]],
    },
    {
      id: `${exercise}/everything-scaled-alike`,
      title: 'One factor for all weights',
      explanation: `You gave C, W1 and W2 the same factor, ${hiddenStd}. Each has a scale of its own: C is the input and keeps the standard deviation 1 of randn, W2 is multiplied by 0.01 as in 1.4, and only W1 gets the factor that keeps its tanh out of saturation.`,
      next: 'Leave C as randn draws it, and multiply W2 by 0.01.',
      ways: [
        [
          embedding(`randn([vocabSize, nEmbd], { generator }).mul(${hiddenFactor})`),
          output(`randn([nHidden, vocabSize], { generator }).mul(${hiddenFactor})`),
        ],
      ],
    },
    {
      id: `${exercise}/output-weights-zero`,
      title: 'W2 is zero',
      explanation:
        'You made W2 all zeros. The loss at the start is exactly ln(vocabSize), but the gradient reaches the hidden layer through W2: multiplied by 0 nothing of it arrives, and W1 and C do not move in the first step.',
      next: 'Draw W2 with randn and multiply it by 0.01.',
      ways: [[output('zeros([nHidden, vocabSize])')]],
    },
    {
      id: `${exercise}/output-bias-drawn`,
      title: 'b2 is drawn, not zero',
      explanation:
        'You drew b2 at random. It prefers some characters to others before the first name was seen, which costs loss at the start and has to be unlearned.',
      next: 'Make b2 with zeros([vocabSize]).',
      ways: [
        [outputBias('randn([vocabSize], { generator })')],
        [outputBias('randn([vocabSize], { generator }).mul(0.01)')],
      ],
    },
    {
      id: `${exercise}/embedding-scaled`,
      title: 'C has the factor of W1 too',
      explanation: `You multiplied C by ${hiddenStd} as well. C is the input of the layer that you scale: its values keep the standard deviation 1 of randn, or the pre-activations become smaller by both factors.`,
      next: 'Leave C as randn draws it; only W1 and W2 have a factor.',
      ways: [[embedding(`randn([vocabSize, nEmbd], { generator }).mul(${hiddenFactor})`)]],
    },
    {
      id: `${exercise}/generator-not-passed-on`,
      title: 'Draws from elsewhere than the generator',
      explanation:
        'You drew weights from another source than the generator that was passed in: randn without { generator } takes the global one, and Math.random cannot be seeded at all. The same seed then gives another network each time, and a run that went wrong cannot be repeated.',
      next: 'Give the generator to every draw: randn(shape, { generator }).',
      ways: [
        [
          embedding('randn([vocabSize, nEmbd])'),
          hidden(`randn(${hiddenShape}).mul(${hiddenFactor})`),
          output('randn([nHidden, vocabSize]).mul(0.01)'),
        ],
        [hidden(`randn(${hiddenShape}).mul(${hiddenFactor})`)],
        [output('randn([nHidden, vocabSize]).mul(0.01)')],
        [
          first(
            'const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());',
          ),
          hidden(`zeros(${hiddenShape}).mul(${hiddenFactor})`),
          {
            replace: '  for (const parameter of',
            by: `  parameters.W1.data.forEach((_, i) => (parameters.W1.data[i] = normal() * (${hiddenFactor})));\n  for (const parameter of`,
          },
        ],
      ],
    },
    {
      id: `${exercise}/generator-of-ones-own`,
      title: 'A seed of its own',
      explanation:
        'You seeded a generator yourself inside the function, with a number that is written there. Whatever generator the caller passes, the network is the same, so nothing can be averaged over seeds, and two networks are never different.',
      next: 'Draw from the generator as it comes: no new Generator and no manualSeed.',
      ways: [
        [makesGenerators, first('generator = new Generator(2147483647);')],
        [makesGenerators, first('generator = new Generator(42);')],
        [first('generator.manualSeed(2147483647);')],
      ],
    },
    {
      id: `${exercise}/seeded-for-every-layer`,
      title: 'Every layer starts from the same seed',
      explanation:
        'You started the random numbers anew for every parameter, so W1 and W2 begin with the same draws as C, up to their scale. Weights that are copies of each other are not independent, and independence is what every formula for their scale counts on.',
      next: 'Draw all parameters one after the other from the generator as it comes.',
      ways: [
        [0, 1, 2].map((index) => anew(index, hiddenShape, 'generator.manualSeed(generator.initialSeed)')),
        [
          makesGenerators,
          first('const seed = generator.randint(0, 2 ** 31);'),
          ...[0, 1, 2].map((index) => anew(index, hiddenShape, 'new Generator(seed)')),
        ],
        [makesGenerators, ...[0, 1, 2].map((index) => anew(index, hiddenShape, 'new Generator(42)'))],
      ],
    },
    {
      id: `${exercise}/not-trained`,
      title: 'requiresGrad is missing',
      explanation:
        'You left parameters without requiresGrad. Autograd does not follow them, backward leaves their grad at null, and training never changes them.',
      next: 'Set requiresGrad = true on every parameter before you return them.',
      ways: [
        [trains('[]')],
        [trains('[parameters.C, parameters.W1, parameters.W2]')],
        [trains('[parameters.W1, parameters.b1, parameters.W2, parameters.b2]')],
        ...['W1', 'b1', 'W2', 'b2'].map((left) => [
          trains(`Object.values(parameters).filter((p) => p !== parameters.${left})`),
        ]),
        [trains('Object.values(parameters).filter((p) => p !== parameters.W1 && p !== parameters.W2)')],
      ],
    },
    {
      id: `${exercise}/scaled-after-requires-grad`,
      title: 'requiresGrad before the scaling',
      explanation:
        'You set requiresGrad when you drew the weights and multiplied afterwards. What you return is the result of that product, no parameter: the gradient goes on to the tensor before it, and the grad of W1 and W2 stays null.',
      next: 'Draw and scale first, then set requiresGrad on the result.',
      ways: [
        [
          hidden(`randn(${hiddenShape}, { generator, requiresGrad: true }).mul(${hiddenFactor})`),
          output('randn([nHidden, vocabSize], { generator, requiresGrad: true }).mul(0.01)'),
        ],
        [hidden(`randn(${hiddenShape}, { generator, requiresGrad: true }).mul(${hiddenFactor})`)],
        [output('randn([nHidden, vocabSize], { generator, requiresGrad: true }).mul(0.01)')],
      ],
    },
    {
      id: `${exercise}/leaf-scaled-in-place`,
      title: 'A parameter is scaled in place',
      explanation:
        'You asked for gradients when you drew the weights and then scaled them in place. A parameter whose operations are recorded cannot be overwritten, as in PyTorch: the values that a gradient would need are gone.',
      next: 'Scale first and set requiresGrad on the result, or wrap the scaling in noGrad(() => { ... }).',
      ways: [
        [hidden(`randn(${hiddenShape}, { generator, requiresGrad: true }).mul_(${hiddenFactor})`)],
        [output('randn([nHidden, vocabSize], { generator, requiresGrad: true }).mul_(0.01)')],
      ],
    },
    {
      id: `${exercise}/laid-out-as-in-pytorch`,
      title: 'Weights laid out [fanOut, fanIn]',
      explanation:
        "You laid the weights out as PyTorch's nn.Linear does, [fanOut, fanIn]. There the layer computes x @ W.T; here, as in the lecture, it is x @ W, and W has a row for each input.",
      next: 'Shape W1 [blockSize * nEmbd, nHidden] and W2 [nHidden, vocabSize].',
      ways: [
        [hidden(`${weights}.mul(${hiddenFactor}).t()`), output('randn([vocabSize, nHidden], { generator }).mul(0.01)')],
        [hidden(`${weights}.mul(${hiddenFactor}).t()`)],
      ],
    },
    {
      id: `${exercise}/sizes-written-out`,
      title: "The lecture's sizes are written out",
      explanation:
        "You wrote the lecture's 27, 3, 10 and 200 into the function. With another vocabulary, context or width the shapes no longer fit, and the network is tried in more than one size.",
      next: 'Take every size from config.',
      ways: [
        [
          {
            replace: '{ vocabSize, blockSize, nEmbd, nHidden } = config;',
            by: '[vocabSize, blockSize, nEmbd, nHidden] = [27, 3, 10, 200];',
          },
        ],
      ],
    },
  ];
}

const trains = (list: string): Edit => ({ replace: 'Object.values(parameters)', by: list });

/** One of the three draws, from a generator that was started anew. */
function anew(index: number, hiddenShape: string, generator: string): Edit {
  const shape = ['[vocabSize, nEmbd]', hiddenShape, '[nHidden, vocabSize]'][index] ?? '';
  return { replace: `randn(${shape}, { generator })`, by: `randn(${shape}, { generator: ${generator} })` };
}
