/** What `stepzero/diagnostics` exports: the table of health rules, and what applies it to a network. */
export { examine, type FindingName, type HealthFinding, isCertain, type Place } from './examine.js';
export { type LayerFigures, measure, type NetworkFigures, type ParameterFigures } from './figures.js';
export { findings } from './findings.js';
export { HealthMonitor, type HealthReport, type MonitorOptions } from './monitor.js';
export type { Observation, ObservedLayer, ObservedParameter, ObservedTensor, Role } from './observation.js';
export { type Rule, rules } from './rules.js';
export type { Values } from './spread.js';
