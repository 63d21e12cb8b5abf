import { tensor } from '#torch';
export function expectedInitialLoss(vocabSize: number): number {
  return -tensor([1])
    .sub(1 / vocabSize)
    .log()
    .item();
}
