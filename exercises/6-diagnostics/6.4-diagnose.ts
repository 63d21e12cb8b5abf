/*
 * 6.4  The troubleshooting chart
 *
 * You have the measurements; now write down what they mean. This is the chart that you would pin above your desk, as
 * code: statistics in, names of what is wrong out. A healthy network gives an empty list, and a finding too many is as
 * wrong as one that is missing: a chart that always complains is not read for long.
 *
 *     at initialization                               finding
 *     loss is NaN or infinite                         loss-not-finite     (then neither of the next two)
 *     loss > ln(classes) + 0.5                        loss-too-high
 *     loss < ln(classes) - 0.5                        loss-too-low
 *     any layer: |preactivationMean| > 0.2            shifted-mean
 *     any layer: preactivationStd < 0.5               vanishing-signal
 *     any layer: preactivationStd > 2                 exploding-signal
 *     any layer: saturated > 0.10                     saturated
 *
 *     in training
 *     any gradient: std < 1e-6                        vanishing-gradient
 *     any gradient: std > 1                           exploding-gradient
 *     any update ratio > 0.01                         updates-too-large
 *     any update ratio < 0.0001                       updates-too-small
 *
 * Each finding at most once, however many layers show it, in any order. Findings do not exclude each other: one layer
 * may be vanishing while another explodes. An empty list of gradients or ratios says nothing, good or bad.
 *
 * Look next: HealthStats and Finding in #torch; Array.prototype.some.
 * Try it:    npm test -- -t 6.4
 */
import { NotImplementedError, type Finding, type HealthStats } from '#torch';

/** The troubleshooting chart as code: what is wrong with a network that measures like this. Empty for a healthy one. */
export function diagnose(stats: HealthStats): Finding[] {
  // TODO: the chart, line by line.
  throw new NotImplementedError('6.4');
}
