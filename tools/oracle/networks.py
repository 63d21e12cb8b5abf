#!/usr/bin/env python3
"""Writes test/fixtures/oracle/networks.json: PyTorch's forward pass and gradients of random networks of the reference's kind.

Each case is an embedding, its contexts side by side, up to six layers (linear, batch norm with either variance or none, an
activation), an output layer (with or without batch norm) and softmax cross-entropy. It carries its inputs, which are exact
in float32, and PyTorch's answers twice: computed in float64 (the truth, to about 1e-14) and in float32 (a third float32
implementation beside #torch and the kernels).

Needs PyTorch (Debian: apt-get install python3-torch, run by /usr/bin/python3; the committed file names the version that wrote it).
Usage: /usr/bin/python3 tools/oracle/networks.py [--seed N] [--out FILE]
"""
import argparse
import json
import math

import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument('--seed', type=int, default=20)
parser.add_argument('--out', default='networks.json')
args = parser.parse_args()
torch.set_num_threads(1)
generator = torch.Generator().manual_seed(args.seed)

ACTIVATIONS = {
    'linear': lambda x: x,
    'tanh': torch.tanh,
    'relu': torch.relu,
    'leakyRelu': lambda x: F.leaky_relu(x, 0.01),
    'sigmoid': torch.sigmoid,
    'gelu': F.gelu,
}


def draw(*shape, scale=1.0, shift=0.0):
    return torch.randn(shape, generator=generator) * scale + shift


def integer(low, high):
    return torch.randint(low, high + 1, (), generator=generator).item()


def numbers(tensor, digits):
    """Nine digits name a float32, seventeen a float64."""
    return [float(f'{value:.{digits}g}') for value in tensor.detach().flatten().tolist()]


def packed(tensor, digits=9):
    return None if tensor is None else {'shape': list(tensor.shape), 'data': numbers(tensor, digits)}


def make_norm(width, correction):
    eps = (1e-5, 1e-3)[integer(0, 1)]
    return {'gain': draw(1, width, scale=0.3, shift=1.0), 'bias': draw(1, width, scale=0.2), 'eps': eps, 'correction': correction}


def make_case(depth, activation, correction, output_norm):
    """correction: 0 or 1 for batch norm in every hidden layer, None for none."""
    vocab, block, embd, rows = integer(4, 9), integer(1, 3), integer(2, 5), integer(9, 20)
    case = {
        'C': draw(vocab, embd),
        'X': torch.randint(0, vocab, (rows, block), generator=generator),
        'Y': torch.randint(0, vocab, (rows,), generator=generator),
        'layers': [],
    }
    fan_in = block * embd
    for _ in range(depth):
        width = integer(3, 11)
        case['layers'].append({
            'weight': draw(fan_in, width, scale=1.2 / math.sqrt(fan_in)),
            'bias': None if integer(0, 3) == 0 else draw(1, width, scale=0.3),
            'norm': None if correction is None else make_norm(width, correction),
            'activation': activation,
        })
        fan_in = width
    case['layers'].append({
        'weight': draw(fan_in, vocab, scale=1 / math.sqrt(fan_in)),
        'bias': draw(1, vocab, scale=0.1),
        'norm': make_norm(vocab, 0 if correction is None else correction) if output_norm else None,
        'activation': 'linear',
    })
    return case


def normalize(x, norm, parameters):
    gain, bias = parameters
    if norm['correction'] == 0:
        return F.batch_norm(x, None, None, gain.view(-1), bias.view(-1), training=True, eps=norm['eps'])
    mean = x.mean(0, keepdim=True)
    variance = x.var(0, keepdim=True, unbiased=True)
    return gain * (x - mean) / torch.sqrt(variance + norm['eps']) + bias


def answers(case, dtype, digits):
    def leaf(tensor):
        return None if tensor is None else tensor.to(dtype).requires_grad_(True)

    C = leaf(case['C'])
    x = C[case['X']].view(len(case['Y']), -1)
    leaves, preactivations, outputs = [], [], []
    for layer in case['layers']:
        weight, bias, norm = leaf(layer['weight']), leaf(layer['bias']), layer['norm']
        gain, shift = (leaf(norm['gain']), leaf(norm['bias'])) if norm else (None, None)
        leaves.append({'weight': weight, 'bias': bias, 'bnGain': gain, 'bnBias': shift})
        x = x @ weight
        if bias is not None:
            x = x + bias
        preactivations.append(x)
        if norm:
            x = normalize(x, norm, (gain, shift))
        x = ACTIVATIONS[layer['activation']](x)
        x.retain_grad()
        outputs.append(x)
    loss = F.cross_entropy(x, case['Y'])
    loss.backward()
    return {
        'loss': float(f'{loss.item():.{digits}g}'),
        'layers': [
            {
                'preactivation': numbers(preactivation, digits),
                'output': numbers(output, digits),
                'outputGradient': numbers(output.grad, digits),
                **{name: None if one is None else numbers(one.grad, digits) for name, one in own.items()},
            }
            for preactivation, output, own in zip(preactivations, outputs, leaves)
        ],
        'embedding': numbers(C.grad, digits),
    }


plans = [(depth, activation, correction, output_norm)
         for depth, activation, correction, output_norm in (
             [(1, name, None, False) for name in ACTIVATIONS]
             + [(2, name, 0, False) for name in ACTIVATIONS]
             + [(3, name, 1, True) for name in ACTIVATIONS]
             + [(5, 'tanh', None, False), (5, 'tanh', 0, True), (6, 'relu', 1, False), (4, 'gelu', 0, True),
                (0, 'linear', None, False), (0, 'linear', 0, True)])]
cases = []
for depth, activation, correction, output_norm in plans:
    case = make_case(depth, activation, correction, output_norm)
    norm = 'no batch norm' if correction is None else f'batch norm, correction {correction}'
    cases.append({
        'name': f"{depth} hidden {activation}, {norm}{', output batch norm' if output_norm else ''}",
        'C': packed(case['C']),
        'X': case['X'].tolist(),
        'Y': case['Y'].tolist(),
        'layers': [
            {
                'weight': packed(layer['weight']),
                'bias': packed(layer['bias']),
                'batchNorm': layer['norm'] and {**layer['norm'], 'gain': packed(layer['norm']['gain']), 'bias': packed(layer['norm']['bias'])},
                'activation': layer['activation'],
            }
            for layer in case['layers']
        ],
        'float64': answers(case, torch.float64, 17),
        'float32': answers(case, torch.float32, 9),
    })
with open(args.out, 'w') as file:
    json.dump({'torch_version': torch.__version__, 'seed': args.seed, 'cases': cases}, file)
print(f'{args.out}: {len(cases)} networks by torch {torch.__version__}')
