let isRecording = true;

/** Whether operations are recorded for `backward` just now. */
export function isGradEnabled(): boolean {
  return isRecording;
}

/**
 * Runs a function without recording its operations for `backward`, as `with torch.no_grad():`. Parameters may be changed in
 * place inside. Recording is restored even when the function throws.
 * @param run a function that finishes before it returns (not an async one)
 * @returns what `run` returns
 */
export function noGrad<T>(run: () => T): T {
  const before = isRecording;
  isRecording = false;
  try {
    return run();
  } finally {
    isRecording = before;
  }
}
