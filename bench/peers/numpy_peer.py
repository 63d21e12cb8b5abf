"""numpy, in blocks of rows that stay in the cache; with --distinct each distinct context once, weighted."""
import sys

import numpy as np

from serve import read_problem, serve

p = read_problem(sys.argv[1])
X, Y, C, W1, W2, b2, gain, bias, deep = (p[n] for n in ('X', 'Y', 'C', 'W1', 'W2', 'b2', 'gain', 'bias', 'deep'))
BLOCK = 4096
distinct = '--distinct' in sys.argv
if distinct:
    contexts, which, counts = np.unique(X, axis=0, return_inverse=True, return_counts=True)
    targets = np.zeros((len(contexts), len(C)), np.float32)
    np.add.at(targets, (which.ravel(), Y), 1)
    weights = counts.astype(np.float32)
preactivation = np.empty((len(contexts if distinct else X), W1.shape[1]), np.float32)


class Figures:
    """Every statistic of a layer, over N * F values and per feature, from blocks of rows."""

    def __init__(self, cols):
        self.rows, self.sums, self.squares = 0, np.zeros(cols), np.zeros(cols)
        self.saturated, self.beyond2, self.beyond3 = np.zeros(cols), 0.0, 0.0
        self.low, self.high = np.inf, -np.inf

    def add(self, values, w):
        rows = len(values) if w is None else float(w.sum(dtype=np.float64))
        mean = (values.sum(0) if w is None else w @ values) / rows
        d = values - mean.astype(np.float32)
        squares = np.einsum('ij,ij->j', d, d) if w is None else w @ (d * d)
        count = (lambda chosen: np.count_nonzero(chosen, axis=0)) if w is None else (lambda chosen: w @ chosen)
        # Blocks to the whole, as Chan, Golub and LeVeque do.
        if self.rows:
            self.squares += rows * self.rows / (rows + self.rows) * (mean - self.sums / self.rows) ** 2
        self.squares += squares
        self.sums += rows * mean.astype(np.float64)
        self.rows += rows
        self.low, self.high = min(self.low, values.min()), max(self.high, values.max())
        size = np.abs(values)
        self.saturated += count(size > p['threshold'])
        if self.high > 2 or self.low < -2:
            self.beyond2 += float(count(size > 2).sum())
            self.beyond3 += float(count(size > 3).sum())

    def done(self):
        n = self.rows * len(self.sums)
        means = self.sums / self.rows
        mean = means.mean()
        std = ((self.squares.sum() + self.rows * ((means - mean) ** 2).sum()) / (n - 1)) ** 0.5
        return dict(mean=mean, std=std, min=float(self.low), max=float(self.high), beyond2=self.beyond2 / n,
                    beyond3=self.beyond3 / n, saturated=self.saturated.sum() / n,
                    saturatedUnits=int((self.saturated == self.rows).sum()),
                    featureMean=means.tolist(), featureVariance=(self.squares / self.rows).tolist())


def forward(X, Y, observe, w=None):
    """Y: indices or, beside weights w, how often each character follows."""
    n = len(X) if w is None else float(w.sum(dtype=np.float64))
    hp = preactivation[:len(X)]
    blocks = [slice(at, min(len(X), at + BLOCK)) for at in range(0, len(X), BLOCK)]
    total = np.zeros(W1.shape[1])
    for rows in blocks:
        np.matmul(C[X[rows]].reshape(-1, W1.shape[0]), W1, out=hp[rows])
        total += hp[rows].sum(0) if w is None else w[rows] @ hp[rows]
    mean = (total / n).astype(np.float32)
    squares = np.zeros(W1.shape[1])
    for rows in blocks:
        deviation = hp[rows] - mean
        squares += np.einsum('ij,ij->j', deviation, deviation) if w is None else w[rows] @ (deviation * deviation)
    scale = (gain[0] / np.sqrt(squares / n + p['eps'])).astype(np.float32)
    loss = 0.0
    for rows in blocks:
        before = hp[rows] - mean
        before *= scale
        before += bias[0]
        h = np.tanh(before)
        logits = h @ W2 + b2[0]
        largest = logits.max(1, keepdims=True)
        normalizer = largest[:, 0] + np.log(np.exp(logits - largest).sum(1))
        if w is None:
            each = normalizer - logits[np.arange(len(logits)), Y[rows]]
        else:
            each = w[rows] * normalizer - (Y[rows] * logits).sum(1)
        loss += float(each.sum(dtype=np.float64))
        for figures, values in zip(observe, (before, h)):
            figures.add(values, None if w is None else w[rows])
    return loss / n


def full(_):
    before, output = Figures(W1.shape[1]), Figures(W1.shape[1])
    arguments = (contexts, targets, (before, output), weights) if distinct else (X, Y, (before, output))
    return dict(loss=forward(*arguments), before=before.done(), output=output.done())


Xb, Yb = X[:32].copy(), Y[:32].copy()


def batch(_):
    return dict(loss=forward(Xb, Yb, ()))


def sweep(layers):
    x, done = p['deepInput'], {}
    for layer in range(layers):
        x = np.tanh(x @ deep[layer % len(deep)])
        figures = Figures(x.shape[1])
        figures.add(x, None)
        done = figures.done()
    return dict(output=done)


once = ', each distinct context computed once' if distinct else ''
serve(f'numpy {np.__version__} with the system BLAS{once}', dict(full=full, batch=batch, sweep=sweep))
