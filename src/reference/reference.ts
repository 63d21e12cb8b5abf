/**
 * The judge's own network: what every grader measures against. It shares no arithmetic with `src/torch`, so each is a check
 * on the other.
 */
import { ChosenReference } from './chosen.js';

/** The one that graders measure against. `STEPZERO_BACKEND`, or `use`, forces its backend for large work. */
export const reference = new ChosenReference();
