#!/usr/bin/env python3
"""Writes test/fixtures/oracle/random_corners.json: the corners of PyTorch's random numbers that ops.json leaves out.

64-bit and negative seeds, ranges of 2^32 and more, long permutations, rows and zeros in multinomial, a state saved in the
middle of a pair of normals, truncated normals. Needs PyTorch (Debian: apt-get install python3-torch, run by
/usr/bin/python3; the committed file was written by torch 1.13.0a0, and names its version).
Usage: python3 tools/oracle/random_corners.py [--seed-offset N] [--out FILE]
"""
import argparse, json
import torch

ap = argparse.ArgumentParser()
ap.add_argument('--seed-offset', type=int, default=0)
ap.add_argument('--out', default='random_corners.json')
args = ap.parse_args()
off = args.seed_offset
L = lambda t: t.tolist()


def gen(seed):
    return torch.Generator().manual_seed(seed)


out = {'torch_version': torch.__version__}

# Seeds as strings: JSON readers round numbers beyond 2^53.
seeds = [0, 5, -1, -5, 2**31, 2**32, 2**32 + 1, 2**53 - 1, 2**63 - 1, 2**64 - 1, -2**63, 67280421310721]
out['default_initial_seed'] = str(torch.Generator().initial_seed())
out['default_randint'] = L(torch.randint(0, 2**31, (5,), generator=torch.Generator()))
out['seeds'] = []
for s in seeds:
    g = gen(s)
    out['seeds'].append(dict(seed=str(s), initial_seed=str(g.initial_seed() % 2**64), randint=L(torch.randint(0, 2**31, (5,), generator=g))))

out['randint'] = []
for low, high in ((0, 2**32 - 1), (0, 2**32), (-7, 2**33), (-2**40, 2**40), (0, 2**53 - 1)):
    v = torch.randint(low, high, (8,), generator=gen(11 + off))
    out['randint'].append(dict(seed=11 + off, low=low, high=high, values=L(v)))

out['randperm'] = []
for n in (1000, 29999, 30000, 40000):
    p = torch.randperm(n, generator=gen(12 + off))
    weighted = (p * torch.arange(n)).sum().item()
    out['randperm'].append(dict(seed=12 + off, n=n, first=L(p[:10]), last=L(p[-10:]), weighted_sum=weighted))

out['multinomial'] = []
weights = torch.rand(4, 27, generator=gen(13 + off))
weights[:, ::3] = 0
for rows in (weights, weights[0]):
    for count, replacement in ((1, False), (1, True), (5, False), (18, False), (50, True)):
        v = torch.multinomial(rows, count, replacement=replacement, generator=gen(14 + off))
        out['multinomial'].append(dict(seed=14 + off, weights=L(rows), count=count, replacement=replacement, values=L(v)))

# Three normals leave the second of a pair waiting: it belongs to the state.
g = gen(15 + off)
torch.randn(3, generator=g)
state = g.get_state()
draw = lambda: dict(randn=L(torch.randn(2, generator=g)), rand=L(torch.rand(3, generator=g)), block=L(torch.randn(20, generator=g)))
first = draw()
g.set_state(state)
assert draw() == first
out['state'] = dict(seed=15 + off, skipped_randn=3, **first)

out['trunc_normal_'] = []
for mean, std, a, b in ((0.0, 1.0, -2.0, 2.0), (0.0, 0.02, -2.0, 2.0), (1.0, 0.5, 0.8, 1.5)):
    torch.manual_seed(16 + off)
    w = torch.nn.init.trunc_normal_(torch.empty(6, 9), mean, std, a, b)
    out['trunc_normal_'].append(dict(seed=16 + off, mean=mean, std=std, a=a, b=b, values=L(w.flatten())))

json.dump(out, open(args.out, 'w'))
print(args.out, {k: len(v) for k, v in out.items() if isinstance(v, list)})
