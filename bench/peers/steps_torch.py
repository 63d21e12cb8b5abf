"""PyTorch's autograd loop, as the lecture writes it, and each hot operation as its users write it."""
import os
import sys

import torch
import torch.nn.functional as F

from serve import read_problem, serve

torch.set_num_threads(int(os.environ['BENCH_THREADS']))
REPEATS = 200
p = read_problem(sys.argv[1])
X, Y = torch.from_numpy(p['X']).long(), torch.from_numpy(p['Y']).long()

g = torch.Generator().manual_seed(2147483647)
C = torch.randn((27, 10), generator=g)
W1 = torch.randn((30, 200), generator=g) * (5 / 3) / 30 ** 0.5
W2 = torch.randn((200, 27), generator=g) * 0.01
b2 = torch.randn(27, generator=g) * 0
gain, bias = torch.ones((1, 200)), torch.zeros((1, 200))
running = [torch.zeros((1, 200)), torch.ones((1, 200))]
parameters = [C, W1, W2, b2, gain, bias]
for parameter in parameters:
    parameter.requires_grad = True


def step():
    ix = torch.randint(0, len(X), (32,), generator=g)
    preactivation = C[X[ix]].view(32, -1) @ W1
    mean, std = preactivation.mean(0, keepdim=True), preactivation.std(0, keepdim=True)
    h = torch.tanh(gain * (preactivation - mean) / std + bias)
    with torch.no_grad():
        running[0] = 0.999 * running[0] + 0.001 * mean
        running[1] = 0.999 * running[1] + 0.001 * std
    loss = F.cross_entropy(h @ W2 + b2, Y[ix])
    for parameter in parameters:
        parameter.grad = None
    loss.backward()
    for parameter in parameters:
        parameter.data += -0.1 * parameter.grad
    return loss


def steps(_):
    for _ in range(REPEATS):
        loss = step()
    return dict(loss=loss.item())


x, w1, h, w2 = torch.randn(32, 30), torch.randn(30, 200), torch.randn(32, 200), torch.randn(200, 27)
dh = torch.randn(32, 200)
left, right = torch.randn(32, 30, requires_grad=True), torch.randn(30, 200, requires_grad=True)
logits, wide = torch.randn(32, 27, requires_grad=True), torch.randn(32, 200, requires_grad=True)
gamma, beta = torch.randn(200, requires_grad=True), torch.randn(200, requires_grad=True)
targets = torch.arange(32) % 27
moved = [torch.randn(shape) for shape in ((27, 10), (30, 200), (200, 27), 27, 200, 200)]
gradients = [torch.randn_like(each) for each in moved]


def repeat(count, run):
    def call(_):
        for _ in range(count):
            run()
        return {}
    return call


def clear(*tensors):
    for tensor in tensors:
        tensor.grad = None


def matmul_backward():
    clear(left, right)
    (left @ right).backward(dh)


def tanh_backward():
    clear(wide)
    torch.tanh(wide).backward(dh)


def cross_entropy():
    clear(logits)
    F.cross_entropy(logits, targets).backward()


def batch_norm():
    clear(wide, gamma, beta)
    F.batch_norm(wide, None, None, gamma, beta, training=True).backward(dh)


def sgd():
    for value, gradient in zip(moved, gradients):
        value.data += -1e-9 * gradient


serve(f'PyTorch {torch.__version__}, {torch.get_num_threads()} threads', dict(
    step=steps,
    matmulW1=repeat(REPEATS, lambda: x @ w1),
    matmulW2=repeat(REPEATS, lambda: h @ w2),
    matmulBackward=repeat(REPEATS, matmul_backward),
    tanh=repeat(REPEATS, lambda: torch.tanh(h)),
    tanhBackward=repeat(REPEATS, tanh_backward),
    crossEntropy=repeat(REPEATS, cross_entropy),
    batchNorm=repeat(REPEATS, batch_norm),
    sgd=repeat(REPEATS, sgd),
    randn=repeat(1, lambda: torch.randn(1_000_000, generator=g)),
))
