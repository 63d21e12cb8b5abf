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


if '--distinct' in sys.argv:
    contexts, which, counts = torch.unique(X, dim=0, return_inverse=True, return_counts=True)
    weights = counts.float().view(-1, 1)
    targets = torch.zeros(len(contexts), len(C)).index_put_((which, Y), torch.ones(len(Y)), accumulate=True)


def full_distinct(_):
    """Equal contexts give equal rows: each is computed once and weighted, as the reference does."""
    n = len(Y)
    x = C[contexts].view(len(contexts), -1)
    preactivation = x @ W1
    mean = (preactivation * weights).sum(0, keepdim=True) / n
    deviation = preactivation - mean
    variance = (deviation * deviation * weights).sum(0, keepdim=True) / n
    h = torch.tanh(deviation * (gain / torch.sqrt(variance + p['eps'])) + bias)
    loss = -(torch.log_softmax(h @ W2 + b2, 1) * targets).sum() / n
    count = n * h.shape[1]
    of_h = (h * weights).sum() / count
    std = (((h - of_h) ** 2 * weights).sum() / (count - 1)).sqrt()
    saturated = h.abs() > p['threshold']
    return dict(loss=loss.item(), mean=of_h.item(), std=std.item(), min=h.min().item(), max=h.max().item(),
                saturated=((saturated * weights).sum() / count).item(), saturatedUnits=saturated.all(0).sum().item(),
                featureMean=mean[0, 0].item(), featureVariance=variance[0, 0].item())


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
once = ', each distinct context computed once' if '--distinct' in sys.argv else ''
serve(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads (its own default here: {default_threads}){huge}{once}',
      dict(full=full_distinct if '--distinct' in sys.argv else full, batch=batch, sweep=sweep))
