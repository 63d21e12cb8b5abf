"""As serve.js: a peer answers one line of JSON with another, and times itself."""
import json
import sys
import time

import numpy as np


def read_problem(manifest_file):
    with open(manifest_file) as file:
        problem = json.load(file)
    data = open(problem['binary'], 'rb').read()
    for entry in problem.pop('arrays'):
        kind = np.int32 if entry['type'] == 'int32' else np.float32
        array = np.frombuffer(data, kind, entry['length'], entry['offset']).reshape(entry['shape'])
        problem[entry['name']] = array.copy()
    return problem


def serve(about, workloads):
    print(json.dumps({'about': about}), flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        run = workloads[question['workload']]
        calls = 0
        began = time.perf_counter()
        while True:
            result = run(question['layers'])
            calls += 1
            elapsed = 1000 * (time.perf_counter() - began)
            if elapsed >= question['minimumMs']:
                break
        print(json.dumps({'ms': elapsed / calls, 'calls': calls, 'result': result}), flush=True)
