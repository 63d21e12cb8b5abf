"""Writes test/fixtures/oracle/python_shuffle.json: orders that CPython's random.shuffle leaves.

Run: python3 tools/oracle/python_shuffle.py > test/fixtures/oracle/python_shuffle.json
Any CPython from 3.2 on gives the same file but for the version in it.
"""

import json
import platform
import random

CASES = [
    (1, 42), (2, 42), (3, 42), (10, 42), (17, 0), (64, 42), (65, 42), (100, 1337), (1000, 2**32), (1000, 2**40 + 5),
    (257, -7), (624, 2**53 - 1), (32033, 42),
]


def fold(order):
    """One number for a long order: sensitive to every element and its place."""
    value = 0
    for index in order:
        value = (value * 31 + index) % 1000003
    return value


cases = []
for length, seed in CASES:
    order = list(range(length))
    random.seed(seed)
    random.shuffle(order)
    cases.append({"length": length, "seed": seed, "first": order[:20], "last": order[-5:], "fold": fold(order)})

print(json.dumps({"python": platform.python_version(), "cases": cases}, indent=1))
