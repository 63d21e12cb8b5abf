/** What the reference can compute on, by name, and how a user names one. */

/** Every backend, fastest for large work first. */
export const backendNames = ['webgpu', 'webasm', 'cpu', 'float64'] as const;

/** `webgpu`, `webasm` and `cpu` are gpu.js's; `float64` is plain TypeScript. */
export type BackendName = (typeof backendNames)[number];

/** The backends that gpu.js runs. */
export type KernelBackend = Exclude<BackendName, 'float64'>;

/**
 * Reads the value of STEPZERO_BACKEND or --backend.
 *
 * @param source - where the text is from, for the error: "STEPZERO_BACKEND"
 * @returns null where nothing was asked for
 * @throws RangeError naming the backends, for any other word
 */
export function readBackendName(text: string | undefined, source: string): BackendName | null {
  if (text === undefined || text === '') return null;
  const name = backendNames.find((each) => each === text);
  if (name) return name;
  throw new RangeError(
    `${source}: expected one of ${backendNames.join(', ')}, got "${text}". Leave it out to let stepzero choose`,
  );
}
