#!/usr/bin/env python3
"""Writes test/fixtures/oracle/training.json: short training runs of PyTorch, with the flags that give them to `stepzero train`.

Each run starts from float32 draws and is computed three times: in float32, in float64 from the same start, and in float64 from normal
draws that are off by up to 2e-6 each, as those of another implementation may be. The second is the truth; how far the first is from
it is what rounding does to this run, and how far the third is, what the draws do. Every run has the loss of each step, the statistics of its last
step, the losses of the splits, and names drawn from the float32 network and from the nudged one. The first runs are on names that the file holds;
the others, the lecture's stages, on the lecture's names.txt.

Needs PyTorch (Debian: apt-get install python3-torch, run by /usr/bin/python3; the committed file names the version that wrote it).
Usage: /usr/bin/python3 tools/oracle/training.py --names names.txt [--out FILE]
"""
import argparse
import json
import math
import random

import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument('--names', required=True)
parser.add_argument('--out', default='training.json')
args = parser.parse_args()
torch.set_num_threads(1)

# What `stepzero train` does where no flag says otherwise.
DEFAULTS = {
    'block': 3, 'embedding': 10, 'layers': 1, 'hidden': 200, 'activation': 'tanh', 'init': 'kaiming', 'gain': None,
    'bias': True, 'bias-init': 'zeros', 'output-init': None, 'output-gain': 0.1, 'output-bias': None, 'output-bias-init': 'zeros',
    'batch-norm': False, 'output-batch-norm': False, 'bn-correction': 0, 'bn-eps': 1e-5, 'bn-momentum': 0.1, 'bn-running': 'var',
    'batch': 32, 'lr': '0.1,0.01@100000', 'seed': 2147483647, 'sample': 10,
}
ACTIVATIONS = {
    # name: (function, gain of kaiming, is saturated)
    'tanh': (torch.tanh, 5 / 3, lambda t: t.abs() > 0.97),
    'relu': (torch.relu, math.sqrt(2), None),
    'leakyRelu': (F.leaky_relu, math.sqrt(2 / (1 + 0.01**2)), None),
    'sigmoid': (torch.sigmoid, 1, lambda t: (2 * t - 1).abs() > 0.97),
    'gelu': (F.gelu, math.sqrt(2), None),
    'elu': (F.elu, math.sqrt(2), None),
    'selu': (F.selu, 3 / 4, None),
    'silu': (F.silu, math.sqrt(2), None),
    'linear': (lambda x: x.clone(), 1, None),
}
OUTPUT = {'output-init': 'randn', 'output-gain': 0.01, 'output-bias-init': 0}
PRESETS = {
    'lecture-naive': {'init': 'randn', 'bias-init': 1, 'output-init': 'randn', 'output-gain': 1, 'output-bias-init': 1},
    'lecture-fixed-output': {'init': 'randn', 'bias-init': 1, **OUTPUT},
    'lecture-ad-hoc': {'init': 'randn', 'gain': 0.2, 'bias-init': 0.01, **OUTPUT},
    'lecture-kaiming': {'bias-init': 0.01, **OUTPUT},
    'lecture-bn': {
        'bias': False, 'output-bias': True, 'batch-norm': True, 'bn-correction': 1, 'bn-eps': 0, 'bn-momentum': 0.001,
        'bn-running': 'std', **OUTPUT,
    },
    'lecture-deep': {
        'layers': 5, 'hidden': 100, 'init': 'linear', 'bias': False, 'batch-norm': True, 'bn-correction': 1,
        'output-batch-norm': True, 'output-gain': 0.1,
    },
}


# What a normal draw may differ by between PyTorch's own code paths, and so between PyTorch and `#torch`.
DRAW_ERROR = 2e-6
nudger = None


def randn(shape, g):
    x = torch.randn(shape, generator=g)
    return x if nudger is None else x + DRAW_ERROR * (2 * torch.rand(shape, generator=nudger) - 1)


def draw_weight(init, gain, fan_in, fan_out, g):
    if init == 'kaiming':
        return randn((fan_in, fan_out), g) * gain / fan_in**0.5
    if init == 'linear':
        return randn((fan_in, fan_out), g) / fan_in**0.5 * gain
    if init == 'randn':
        return randn((fan_in, fan_out), g) * gain
    if init == 'xavier':
        return randn((fan_in, fan_out), g) * (gain * math.sqrt(2 / (fan_in + fan_out)))
    if init == 'uniform':
        return (torch.rand((fan_in, fan_out), generator=g) * 2 - 1) * (gain / math.sqrt(fan_in))
    if init == 'zeros':
        return torch.zeros((fan_in, fan_out))
    return torch.ones((fan_in, fan_out)) * gain


def draw_bias(init, fan_out, g):
    return torch.zeros(fan_out) if init == 'zeros' else randn(fan_out, g) * init


class Linear:
    def __init__(self, weight, bias):
        self.named = [('weight', weight)] + ([] if bias is None else [('bias', bias)])

    def __call__(self, x, training):
        y = x @ self.named[0][1]
        return y + self.named[1][1] if len(self.named) > 1 else y


class BatchNorm1d:
    def __init__(self, features, cfg, gain=1.0):
        self.cfg = cfg
        self.named = [('gamma', torch.ones(features) * gain), ('beta', torch.zeros(features))]
        self.mean, self.spread = torch.zeros(features), torch.ones(features)

    def __call__(self, x, training):
        eps, momentum = self.cfg['bn-eps'], self.cfg['bn-momentum']
        is_std = self.cfg['bn-running'] == 'std'
        if training:
            mean, variance = x.mean(0), x.var(0, unbiased=self.cfg['bn-correction'] == 1)
            with torch.no_grad():
                self.mean = (1 - momentum) * self.mean + momentum * mean
                self.spread = (1 - momentum) * self.spread + momentum * (x.std(0) if is_std else x.var(0))
        else:
            mean, variance = self.mean, self.spread**2 if is_std else self.spread
        (_, gamma), (_, beta) = self.named
        return gamma * (x - mean) / torch.sqrt(variance + eps) + beta


class Activation:
    named = []

    def __init__(self, name):
        self.function, _, self.is_saturated = ACTIVATIONS[name]

    def __call__(self, x, training):
        return self.function(x)


def build_network(cfg, vocab, g):
    C = randn((vocab, cfg['embedding']), g)
    layers, fan_in = [], cfg['block'] * cfg['embedding']
    for _ in range(cfg['layers']):
        weight = draw_weight(cfg['init'], cfg['gain'], fan_in, cfg['hidden'], g)
        layers.append(Linear(weight, draw_bias(cfg['bias-init'], cfg['hidden'], g) if cfg['bias'] else None))
        if cfg['batch-norm']:
            layers.append(BatchNorm1d(cfg['hidden'], cfg))
        layers.append(Activation(cfg['activation']))
        fan_in = cfg['hidden']
    gain = cfg['gain'] if cfg['output-batch-norm'] else cfg['output-gain']
    weight = draw_weight(cfg['output-init'], gain, fan_in, vocab, g)
    layers.append(Linear(weight, draw_bias(cfg['output-bias-init'], vocab, g) if cfg['output-bias'] else None))
    if cfg['output-batch-norm']:
        layers.append(BatchNorm1d(vocab, cfg, cfg['output-gain']))
    return C, layers


def windows(words, stoi, block):
    X, Y = [], []
    for word in words:
        context = [0] * block
        for character in word + '.':
            X.append(context)
            Y.append(stoi[character])
            context = context[1:] + [stoi[character]]
    return torch.tensor(X), torch.tensor(Y)


def rate_at(schedule, step):
    parts = [(part.split('@') + ['0'])[:2] for part in schedule.split(',')]
    return [float(rate) for rate, start in parts if int(start) <= step][-1]


def number(value):
    value = float(value)
    return value if math.isfinite(value) else None


def train(cfg, words, steps, dtype):
    words = list(words)
    characters = ['.'] + sorted(set(''.join(words)))
    stoi = {character: index for index, character in enumerate(characters)}
    random.seed(42)
    random.shuffle(words)
    n1, n2 = int(0.8 * len(words)), int(0.9 * len(words))
    X, Y = windows(words[:n1], stoi, cfg['block'])
    Xdev, Ydev = windows(words[n1:n2], stoi, cfg['block'])

    g = torch.Generator().manual_seed(cfg['seed'])
    C, layers = build_network(cfg, len(characters), g)
    C = C.to(dtype)
    for layer in layers:
        layer.named = [(name, value.to(dtype)) for name, value in layer.named]
        if isinstance(layer, BatchNorm1d):
            layer.mean, layer.spread = layer.mean.to(dtype), layer.spread.to(dtype)
    parameters = [('C', C)] + [(f'layers.{i}.{n}', p) for i, layer in enumerate(layers) for n, p in layer.named]
    for _, p in parameters:
        p.requires_grad = True

    def forward(x, training):
        x, outputs = C[x].view(x.shape[0], -1), []
        for layer in layers:
            x = layer(x, training)
            outputs.append(x)
        return x, outputs

    losses = []
    for step in range(steps):
        rows = torch.randint(0, X.shape[0], (cfg['batch'],), generator=g)
        logits, outputs = forward(X[rows], True)
        loss = F.cross_entropy(logits, Y[rows])
        for output in outputs:
            output.retain_grad()
        for _, p in parameters:
            p.grad = None
        loss.backward()
        lr = rate_at(cfg['lr'], step)
        with torch.no_grad():
            for _, p in parameters:
                p += -lr * p.grad
        losses.append(loss.item())

    with torch.no_grad():
        split = lambda x, y: F.cross_entropy(forward(x, False)[0], y).item()
        result = {
            'losses': losses,
            'train': split(X, Y),
            'dev': split(Xdev, Ydev),
            'layers': [
                {
                    'mean': number(out.mean()), 'std': number(out.std()), 'gradStd': number(out.grad.std()),
                    'saturated': None if layer.is_saturated is None else layer.is_saturated(out).float().mean().item(),
                }
                for layer, out in zip(layers, outputs)
                if isinstance(layer, Activation)
            ],
            'weights': [
                {
                    'name': name, 'shape': list(p.shape), 'gradMean': number(p.grad.mean()), 'gradStd': number(p.grad.std()),
                    'gradDataRatio': number(p.grad.std() / p.std()), 'updateRatio': number((lr * p.grad).std() / p.std()),
                }
                for name, p in parameters
                if p.ndim == 2
            ],
        }
        g = torch.Generator().manual_seed(cfg['seed'] + 10)
        names = []
        for _ in range(cfg['sample']):
            name, context = '', [0] * cfg['block']
            while not name.endswith('.') and len(name) < 500:
                probabilities = F.softmax(forward(torch.tensor([context]), False)[0], dim=1)
                index = torch.multinomial(probabilities, num_samples=1, generator=g).item()
                context = context[1:] + [index]
                name += characters[index]
            names.append(name)
        result['parameters'] = sum(p.nelement() for _, p in parameters)
    return result, names


def flag_words(settings):
    words = []
    for name, value in settings.items():
        words += [f'--{name}' if value else f'--no-{name}'] if isinstance(value, bool) else [f'--{name}', str(value)]
    return words


def run(title, words, steps, settings=None, preset=None):
    cfg = {**DEFAULTS, **(PRESETS[preset] if preset else {}), **(settings or {})}
    follows = cfg['init'] == 'kaiming'
    cfg['gain'] = (ACTIVATIONS[cfg['activation']][1] if follows else 1) if cfg['gain'] is None else cfg['gain']
    cfg['output-init'] = cfg['output-init'] or cfg['init']
    cfg['output-bias'] = cfg['bias'] if cfg['output-bias'] is None else cfg['output-bias']
    float32, samples = train(cfg, words, steps, torch.float32)
    float64, _ = train(cfg, words, steps, torch.float64)
    global nudger
    nudger = torch.Generator().manual_seed(1)
    nudged, others = train(cfg, words, steps, torch.float64)
    nudger = None
    print(title, float32['losses'][0], float32['train'], float64['train'], samples[:3], flush=True)
    flags = (['--preset', preset] if preset else []) + flag_words(settings or {}) + ['--steps', str(steps)]
    return {'title': title, 'flags': flags, 'float32': float32, 'float64': float64, 'nudged': nudged, 'samples': samples, 'nudgedSamples': others}


def thin(result, every):
    """Every so-many-th loss, and the last."""
    last = len(result['losses']) - 1
    result['losses'] = [loss for step, loss in enumerate(result['losses']) if step % every == 0 or step == last]
    return result


syllables = random.Random(1)
invented = sorted({
    ''.join(syllables.choice(['ka', 'lo', 'mi', 'ren', 'su', 'ta', 'vi', 'el', 'no']) for _ in range(syllables.randint(1, 4)))
    for _ in range(260)
})
small = {'hidden': 24, 'embedding': 6, 'seed': 3}
RUNS = [
    ('defaults, but small', {}),
    ('two layers, relu, xavier', {'layers': 2, 'activation': 'relu', 'init': 'xavier', 'block': 2}),
    ('leaky relu, no biases', {'activation': 'leakyRelu', 'bias': False, 'batch': 16}),
    ('sigmoid, uniform, drawn biases', {'activation': 'sigmoid', 'init': 'uniform', 'gain': 2, 'bias-init': 0.1, 'output-bias-init': 0.1}),
    ('gelu, batch norm as in PyTorch', {'layers': 2, 'activation': 'gelu', 'batch-norm': True}),
    ('elu, two rates', {'activation': 'elu', 'lr': '0.5,0.05@20'}),
    ('selu, three layers', {'layers': 3, 'activation': 'selu', 'output-init': 'randn', 'output-gain': 0.02}),
    ('silu, batch norms with a std', {
        'layers': 2, 'activation': 'silu', 'batch-norm': True, 'output-batch-norm': True, 'bn-correction': 1, 'bn-eps': 0.001,
        'bn-momentum': 0.01, 'bn-running': 'std', 'bias': False,
    }),
    ('no nonlinearity', {'layers': 2, 'activation': 'linear', 'init': 'linear', 'gain': 0.9}),
    ('no hidden layer', {'layers': 0}),
    ('weights of 0', {'init': 'zeros', 'output-bias-init': 0.2}),
]
lecture = open(args.names).read().splitlines()
data = {
    'torch': torch.__version__,
    'names': invented,
    'runs': [run(title, invented, 60, {**small, **settings}) for title, settings in RUNS],
    'lecture': [],
}
for preset in PRESETS:
    steps, every = (1001, 50) if preset == 'lecture-deep' else (200, 10)
    result = run(preset, lecture, steps, preset=preset)
    data['lecture'].append({**result, **{kind: thin(result[kind], every) for kind in ('float32', 'float64', 'nudged')}})
with open(args.out, 'w') as out:
    json.dump(data, out)
    out.write('\n')
