"""PyTorch, written as its users write it, without gradients."""
import os
import sys

import torch
import torch.nn.functional as F

from serve import read_problem, serve

torch.set_grad_enabled(False)
default_threads = torch.get_num_threads()
torch.set_num_threads(int(os.environ.get('BENCH_THREADS', default_threads)))
p = read_problem(sys.argv[1])
t = {name: torch.from_numpy(value) for name, value in p.items() if hasattr(value, 'shape')}
X, Y = t['X'].long(), t['Y'].long()
C, W1, W2, b2, gain, bias, deep = (t[name] for name in ('C', 'W1', 'W2', 'b2', 'gain', 'bias', 'deep'))


def forward(X, Y):
    x = C[X].view(X.shape[0], -1)  # (N, 30)
    preactivation = x @ W1  # (N, 200)
    variance, mean = torch.var_mean(preactivation, 0, unbiased=False)
    h = torch.tanh(F.batch_norm(preactivation, None, None, gain, bias, training=True, eps=p['eps']))
    loss = F.cross_entropy(h @ W2 + b2, Y)
    return loss, h, mean, variance


def describe(values):
    saturated = values.abs() > p['threshold']
    return dict(mean=values.mean().item(), std=values.std().item(), min=values.min().item(), max=values.max().item(),
                saturated=saturated.float().mean().item()), saturated


def full(_):
    loss, h, mean, variance = forward(X, Y)
    figures, saturated = describe(h)
    return dict(loss=loss.item(), **figures, saturatedUnits=saturated.all(0).sum().item(),
                featureMean=mean[0].item(), featureVariance=variance[0].item())


Xb, Yb = X[:32].clone(), Y[:32].clone()


def batch(_):
    return dict(loss=forward(Xb, Yb)[0].item())


def sweep(layers):
    x, figures = t['deepInput'], {}
    for layer in range(layers):
        x = torch.tanh(x @ deep[layer % len(deep)])
        figures, _ = describe(x)
    return figures


huge = ', huge pages' if 'hugetlb=1' in os.environ.get('GLIBC_TUNABLES', '') else ''
serve(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads (its own default here: {default_threads}){huge}',
      dict(full=full, batch=batch, sweep=sweep))
