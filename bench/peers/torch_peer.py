"""PyTorch, written as its users write it, without gradients; of several ways to count, the fastest."""
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
distinct = '--distinct' in sys.argv


def forward(X, Y):
    x = C[X].view(X.shape[0], -1)  # (N, 30)
    before = F.batch_norm(x @ W1, None, None, gain, bias, training=True, eps=p['eps'])  # (N, 200)
    h = torch.tanh(before)  # (N, 200)
    return F.cross_entropy(h @ W2 + b2, Y), before, h


def describe(values):
    """Every statistic of a layer, over N * F values and per feature."""
    size = values.abs()
    low, high = torch.aminmax(values)
    saturated = size > p['threshold']
    variance, mean = torch.var_mean(values, 0, unbiased=False)
    count = values.numel()
    return dict(mean=values.mean().item(), std=values.std().item(), min=low.item(), max=high.item(),
                beyond2=torch.count_nonzero(size > 2).item() / count, beyond3=torch.count_nonzero(size > 3).item() / count,
                saturated=torch.count_nonzero(saturated).item() / count, saturatedUnits=saturated.all(0).sum().item(),
                featureMean=mean.tolist(), featureVariance=variance.tolist())


def full(_):
    loss, before, h = forward(X, Y)
    return dict(loss=loss.item(), before=describe(before), output=describe(h))


if distinct:
    contexts, which, counts = torch.unique(X, dim=0, return_inverse=True, return_counts=True)
    weights = counts.float().view(-1, 1)
    targets = torch.zeros(len(contexts), len(C)).index_put_((which, Y), torch.ones(len(Y)), accumulate=True)


def describe_weighted(values):
    n = len(Y)
    count = n * values.shape[1]
    mean = (values * weights).sum(0) / n
    variance = ((values - mean) ** 2 * weights).sum(0) / n
    overall = mean.mean()
    std = ((n * variance.sum() + n * ((mean - overall) ** 2).sum()) / (count - 1)).sqrt()
    size = values.abs()
    low, high = torch.aminmax(values)
    saturated = size > p['threshold']
    share = lambda chosen: (chosen * weights).sum().item() / count
    return dict(mean=overall.item(), std=std.item(), min=low.item(), max=high.item(), beyond2=share(size > 2),
                beyond3=share(size > 3), saturated=share(saturated), saturatedUnits=saturated.all(0).sum().item(),
                featureMean=mean.tolist(), featureVariance=variance.tolist())


def full_distinct(_):
    """Equal contexts give equal rows: each is computed once and weighted, as the reference does."""
    n = len(Y)
    preactivation = C[contexts].view(len(contexts), -1) @ W1
    mean = (preactivation * weights).sum(0, keepdim=True) / n
    deviation = preactivation - mean
    variance = (deviation * deviation * weights).sum(0, keepdim=True) / n
    before = deviation * (gain / torch.sqrt(variance + p['eps'])) + bias
    h = torch.tanh(before)
    loss = -(torch.log_softmax(h @ W2 + b2, 1) * targets).sum() / n
    return dict(loss=loss.item(), before=describe_weighted(before), output=describe_weighted(h))


Xb, Yb = X[:32].clone(), Y[:32].clone()


def batch(_):
    return dict(loss=forward(Xb, Yb)[0].item())


def sweep(layers):
    x, figures = t['deepInput'], {}
    for layer in range(layers):
        x = torch.tanh(x @ deep[layer % len(deep)])
        figures = describe(x)
    return dict(output=figures)


huge = ', huge pages' if 'hugetlb=1' in os.environ.get('GLIBC_TUNABLES', '') else ''
once = ', each distinct context computed once' if distinct else ''
serve(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads (its own default here: {default_threads}){huge}{once}',
      dict(full=full_distinct if distinct else full, batch=batch, sweep=sweep))
