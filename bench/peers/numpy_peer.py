"""numpy, in blocks of rows that stay in the cache."""
import sys

import numpy as np

from serve import read_problem, serve

p = read_problem(sys.argv[1])
X, Y, C, W1, W2, b2, gain, bias, deep = (p[n] for n in ('X', 'Y', 'C', 'W1', 'W2', 'b2', 'gain', 'bias', 'deep'))
BLOCK = 4096
preactivation = np.empty((len(X), W1.shape[1]), np.float32)


def forward(X, Y, observe):
    n = len(X)
    hp = preactivation[:n]
    total = np.zeros(W1.shape[1])
    for at in range(0, n, BLOCK):
        rows = slice(at, min(n, at + BLOCK))
        np.matmul(C[X[rows]].reshape(-1, W1.shape[0]), W1, out=hp[rows])
        total += hp[rows].sum(0)
    mean = (total / n).astype(np.float32)
    squares = np.zeros(W1.shape[1])
    for at in range(0, n, BLOCK):
        deviation = hp[at:at + BLOCK] - mean
        squares += np.einsum('ij,ij->j', deviation, deviation)
    variance = squares / n
    scale = (gain[0] / np.sqrt(variance + p['eps'])).astype(np.float32)
    loss = 0.0
    for at in range(0, n, BLOCK):
        rows = slice(at, min(n, at + BLOCK))
        h = hp[rows] - mean
        h *= scale
        h += bias[0]
        np.tanh(h, out=h)
        logits = h @ W2 + b2[0]
        largest = logits.max(1, keepdims=True)
        sums = np.exp(logits - largest).sum(1)
        targets = Y[rows]
        loss += float((largest[:, 0] + np.log(sums) - logits[np.arange(len(targets)), targets]).sum(dtype=np.float64))
        if observe:
            observe(h)
    return loss / n, mean, variance


class Figures:
    def __init__(self):
        self.count, self.total, self.squares, self.saturated = 0, 0.0, 0.0, None
        self.low, self.high = np.inf, -np.inf

    def __call__(self, h):
        self.count += h.size
        self.total += float(h.sum(dtype=np.float64))
        flat = h.ravel()
        self.squares += float(np.dot(flat, flat))
        self.low, self.high = min(self.low, h.min()), max(self.high, h.max())
        columns = np.count_nonzero(np.abs(h) > p['threshold'], axis=0)
        self.saturated = columns if self.saturated is None else self.saturated + columns

    def done(self):
        mean = self.total / self.count
        std = ((self.squares - self.count * mean * mean) / (self.count - 1)) ** 0.5
        return dict(mean=mean, std=std, min=float(self.low), max=float(self.high),
                    saturated=float(self.saturated.sum() / self.count))


def full(_):
    figures = Figures()
    loss, mean, variance = forward(X, Y, figures)
    return dict(loss=loss, **figures.done(), saturatedUnits=int((figures.saturated == len(X)).sum()),
                featureMean=float(mean[0]), featureVariance=float(variance[0]))


Xb, Yb = X[:32].copy(), Y[:32].copy()


def batch(_):
    return dict(loss=forward(Xb, Yb, None)[0])


def sweep(layers):
    x, figures = p['deepInput'], None
    for layer in range(layers):
        x = np.tanh(x @ deep[layer % len(deep)])
        figures = Figures()
        figures(x)
        done = figures.done()
    return done


serve(f'numpy {np.__version__} with the system BLAS', dict(full=full, batch=batch, sweep=sweep))
