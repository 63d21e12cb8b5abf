import { type Tensor } from '#torch';

class Meter {
  private readonly lr: number;
  constructor(lr: number) {
    this.lr = lr;
  }
  read(p: Tensor): number {
    const d = p.std().item();
    return d === 0 ? Number.POSITIVE_INFINITY : p.grad!.mul(this.lr).std().item() / d;
  }
  name(r: number): 'ok' | 'too large' | 'too small' {
    if (r > 0.1) return 'too large';
    return r < 0.001 ? 'too small' : 'ok';
  }
}

export function updateRatios(parameters: Tensor[], learningRate: number) {
  const meter = new Meter(learningRate);
  return parameters
    .filter((p) => p.grad !== null)
    .map((p) => ({ ratio: meter.read(p), verdict: meter.name(meter.read(p)) }));
}
