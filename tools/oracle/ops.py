#!/usr/bin/env python3
"""Writes test/fixtures/oracle/ops.json: what PyTorch itself answers for the operations that src/torch mirrors.

Needs PyTorch (Debian: apt-get install python3-torch, run by /usr/bin/python3; the committed file was written by
torch 1.13.0a0, and names its version). Every case carries its inputs, so a test needs nothing but the JSON. Floats are
PyTorch's float32 results, written in full. Another --seed-offset gives other inputs for the same tests:
STEPZERO_ORACLE=FILE npm run test:unit -- test/torch
Usage: python3 tools/oracle/ops.py [--seed-offset N] [--out FILE]
"""
import argparse, json, math
import torch
import torch.nn.functional as F

ap = argparse.ArgumentParser()
ap.add_argument('--seed-offset', type=int, default=0)
ap.add_argument('--out', default='ops.json')
args = ap.parse_args()
OFF = args.seed_offset
SEEDS = [s + OFF for s in (0, 1, 42, 1337, 2147483647, 2147483657)]
L = lambda t: t.tolist()
out = {'torch_version': torch.__version__, 'rng': [], 'rng_sequences': [], 'init': [], 'gain': [], 'ops': []}

def gen(seed):
    return torch.Generator().manual_seed(seed)

# ---- Generator ------------------------------------------------------------------------
for s in SEEDS:
    for n in (1, 2, 5, 8, 15, 16, 17, 24, 31, 32, 33, 100):
        out['rng'].append(dict(seed=s, fn='randn', n=n, values=L(torch.randn(n, generator=gen(s)))))
    for n in (1, 3, 16, 33):
        out['rng'].append(dict(seed=s, fn='rand', n=n, values=L(torch.rand(n, generator=gen(s)))))
    for low, high in ((0, 27), (0, 182625), (-5, 5), (3, 4)):
        out['rng'].append(dict(seed=s, fn='randint', low=low, high=high, n=20,
                               values=L(torch.randint(low, high, (20,), generator=gen(s)))))
    for n in (1, 2, 10, 100):
        out['rng'].append(dict(seed=s, fn='randperm', n=n, values=L(torch.randperm(n, generator=gen(s)))))
    p = torch.rand(9, generator=gen(s + 1))
    out['rng'].append(dict(seed=s, fn='multinomial', p=L(p), n=1, replacement=False,
                           values=L(torch.multinomial(p, 1, generator=gen(s)))))
    out['rng'].append(dict(seed=s, fn='multinomial', p=L(p), n=40, replacement=True,
                           values=L(torch.multinomial(p, 40, replacement=True, generator=gen(s)))))
    out['rng'].append(dict(seed=s, fn='multinomial', p=L(p), n=5, replacement=False,
                           values=L(torch.multinomial(p, 5, replacement=False, generator=gen(s)))))
    for a, b in ((0.0, 1.0), (-0.3, 0.7)):
        out['rng'].append(dict(seed=s, fn='uniform_', a=a, b=b, n=20,
                               values=L(torch.empty(20).uniform_(a, b, generator=gen(s)))))
    for m, sd in ((0.0, 1.0), (2.0, 0.01)):
        for n in (7, 40):
            out['rng'].append(dict(seed=s, fn='normal_', mean=m, std=sd, n=n,
                                   values=L(torch.empty(n).normal_(m, sd, generator=gen(s)))))
    # one generator, several draws: the cached second normal and odd tails must carry over as in PyTorch
    g = gen(s)
    seq = []
    for fn, a in (('randn', 3), ('randn', 3), ('rand', 2), ('randn', 1), ('randn', 20), ('randint', 4), ('randn', 2), ('randn', 17), ('rand', 3)):
        if fn == 'randn': v = torch.randn(a, generator=g)
        elif fn == 'rand': v = torch.rand(a, generator=g)
        else: v = torch.randint(0, 1000, (a,), generator=g)
        seq.append(dict(fn=fn, n=a, high=1000 if fn == 'randint' else None, values=L(v)))
    out['rng_sequences'].append(dict(seed=s, draws=seq))
    # tutorial order: C, W1, b1, W2, b2, batch indices; digests of big draws
    g = gen(s)
    shapes = [('C', (27, 10)), ('W1', (30, 200)), ('b1', (200,)), ('W2', (200, 27)), ('b2', (27,))]
    big = []
    for name, shape in shapes:
        t = torch.randn(shape, generator=g)
        f = t.flatten()
        big.append(dict(name=name, shape=list(shape), first=L(f[:4]), last=L(f[-4:]), sum=f.double().sum().item(), sumsq=(f.double() ** 2).sum().item()))
    out['rng_sequences'].append(dict(seed=s, tutorial_order=big, then_randint_182625=L(torch.randint(0, 182625, (32,), generator=g))))

# ---- nn.init (these use the global generator, seeded with torch.manual_seed) ------------
I = torch.nn.init
for s in SEEDS[:3]:
    for name, call in {
        'normal_(std=0.02)': lambda w: I.normal_(w, std=0.02),
        'uniform_(-0.1,0.1)': lambda w: I.uniform_(w, -0.1, 0.1),
        'xavier_normal_': I.xavier_normal_,
        'xavier_uniform_': I.xavier_uniform_,
        'xavier_normal_(gain=5/3)': lambda w: I.xavier_normal_(w, gain=5 / 3),
        'kaiming_normal_(fan_in,relu)': lambda w: I.kaiming_normal_(w, mode='fan_in', nonlinearity='relu'),
        'kaiming_normal_(fan_out,relu)': lambda w: I.kaiming_normal_(w, mode='fan_out', nonlinearity='relu'),
        'kaiming_normal_(fan_in,tanh)': lambda w: I.kaiming_normal_(w, mode='fan_in', nonlinearity='tanh'),
        'kaiming_uniform_(fan_in,leaky_relu,a=sqrt5)': lambda w: I.kaiming_uniform_(w, a=math.sqrt(5)),
        'orthogonal_': I.orthogonal_,
        'eye_': I.eye_,
    }.items():
        for shape in ((6, 9), (40, 30)):
            torch.manual_seed(s)
            w = torch.empty(shape)
            call(w)
            row = dict(seed=s, fn=name, shape=list(shape), std=w.std().item(), mean=w.mean().item(), first=L(w.flatten()[:8]), last=L(w.flatten()[-3:]))
            if name == 'orthogonal_':
                row['note'] = 'check w @ w.T (or w.T @ w) against the identity; the signs and basis are LAPACK\'s'
            out['init'].append(row)
for nl, prm in (('linear', None), ('conv1d', None), ('conv2d', None), ('sigmoid', None), ('tanh', None), ('relu', None), ('leaky_relu', None), ('leaky_relu', 0.2), ('selu', None)):
    out['gain'].append(dict(nonlinearity=nl, param=prm, gain=I.calculate_gain(nl, prm)))

# ---- operations, forward and backward ---------------------------------------------------
g = gen(7 + OFF)
def rn(*shape): return torch.randn(shape, generator=g)

def unary(name, f, x):
    x = x.clone().requires_grad_(True)
    y = f(x); up = rn(*y.shape); y.backward(up)
    out['ops'].append(dict(op=name, x=L(x.detach()), y=L(y.detach()), upstream=L(up), grad_x=L(x.grad)))

x = rn(4, 5) * 2
for name, f in (('tanh', torch.tanh), ('relu', torch.relu), ('sigmoid', torch.sigmoid), ('exp', torch.exp), ('neg', torch.neg),
                ('square', lambda t: t ** 2), ('abs', torch.abs), ('leaky_relu(0.01)', lambda t: F.leaky_relu(t, 0.01)), ('elu', F.elu),
                ('gelu', F.gelu), ('gelu_tanh', lambda t: F.gelu(t, approximate='tanh')), ('silu', F.silu), ('softplus', F.softplus), ('selu', F.selu),
                ('softmax(1)', lambda t: t.softmax(1)), ('log_softmax(1)', lambda t: t.log_softmax(1)),
                ('sum(0,keepdim)', lambda t: t.sum(0, keepdim=True)), ('mean(0,keepdim)', lambda t: t.mean(0, keepdim=True)),
                ('mean(1)', lambda t: t.mean(1)), ('var(0,keepdim,unbiased=False)', lambda t: t.var(0, keepdim=True, unbiased=False)),
                ('var(0,keepdim,unbiased=True)', lambda t: t.var(0, keepdim=True, unbiased=True)),
                ('std(0,keepdim)', lambda t: t.std(0, keepdim=True)), ('std', lambda t: t.std()), ('max(1)', lambda t: t.max(1).values), ('t', lambda t: t.t())):
    unary(name, f, x)
unary('log', torch.log, x.abs() + 0.1)
unary('sqrt', torch.sqrt, x.abs() + 0.1)

def binary(name, f, a, b):
    a = a.clone().requires_grad_(True); b = b.clone().requires_grad_(True)
    y = f(a, b); up = rn(*y.shape); y.backward(up)
    out['ops'].append(dict(op=name, a=L(a.detach()), b=L(b.detach()), y=L(y.detach()), upstream=L(up), grad_a=L(a.grad), grad_b=L(b.grad)))

for name, f in (('add', torch.add), ('sub', torch.sub), ('mul', torch.mul), ('div', torch.div)):
    for sa, sb in (((4, 5), (4, 5)), ((4, 5), (5,)), ((4, 5), (1, 5)), ((4, 1), (1, 5)), ((4, 5), ())):
        binary(f'{name} {list(sa)} {list(sb)}', f, rn(*sa), rn(*sb) + (3.0 if name == 'div' else 0.0))
binary('matmul [4, 5] [5, 3]', torch.matmul, rn(4, 5), rn(5, 3))
binary('matmul [32, 30] [30, 8]', torch.matmul, rn(32, 30), rn(30, 8))

for n, k in ((1, 2), (6, 5), (32, 27)):
    for scale in (1.0, 20.0, 200.0):
        lg = (rn(n, k) * scale).requires_grad_(True)
        t = torch.randint(0, k, (n,), generator=g)
        loss = F.cross_entropy(lg, t); loss.backward()
        out['ops'].append(dict(op='cross_entropy', logits=L(lg.detach()), targets=L(t), y=loss.item(), grad_x=L(lg.grad)))

for n, f in ((4, 3), (32, 6), (2, 1)):
    for eps, mom in ((1e-5, 0.1), (1e-3, 0.001)):
        bn = torch.nn.BatchNorm1d(f, eps=eps, momentum=mom)
        with torch.no_grad():
            bn.weight.copy_(rn(f) * 0.3 + 1); bn.bias.copy_(rn(f) * 0.2)
        xx = (rn(n, f) * 3 + 1).requires_grad_(True)
        y = bn(xx); up = rn(n, f); y.backward(up)
        row = dict(op='batch_norm', eps=eps, momentum=mom, x=L(xx.detach()), gamma=L(bn.weight.detach()), beta=L(bn.bias.detach()), y=L(y.detach()), upstream=L(up),
                   grad_x=L(xx.grad), grad_gamma=L(bn.weight.grad), grad_beta=L(bn.bias.grad), running_mean=L(bn.running_mean), running_var=L(bn.running_var))
        bn.eval(); row['y_eval'] = L(bn(xx).detach())
        out['ops'].append(row)

C = rn(27, 4).requires_grad_(True)
ix = torch.randint(0, 27, (8, 3), generator=g)
y = C[ix].view(8, -1); up = rn(8, 12); y.backward(up)
out['ops'].append(dict(op='embedding_concat', table=L(C.detach()), index=L(ix), y=L(y.detach()), upstream=L(up), grad_table=L(C.grad)))

h = torch.histc(rn(1000), bins=20, min=-2, max=2)
out['ops'].append(dict(op='note', text='torch.linspace(-5, 5, 200) first/last', y=L(torch.linspace(-5, 5, 200)[[0, 1, 2, 99, 100, 198, 199]])))

json.dump(out, open(args.out, 'w'))
print(args.out, {k: len(v) for k, v in out.items() if isinstance(v, list)})
