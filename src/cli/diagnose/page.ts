/** `--html`: a diagnosis as one page that needs no other file, no script and no network. */
import { Eta } from 'eta';
import { type HealthFinding, isCertain } from '../../diagnostics/examine.js';
import { pageStyle } from '../../report/page-template.js';
import { printable } from '../../report/text.js';
import type { Diagnosis } from './diagnosis.js';
import { placesText, verdictOf } from './finding-words.js';
import { diagnosisTemplate } from './page-template.js';
import { chartsOf } from './charts.js';
import { activationTable, lossText, parameterTable, preactivationTable, type Table, updateTable } from './tables.js';

/** Escapes everything that is put into the template but style and charts, which are made of numbers and escaped names. */
const eta = new Eta({ autoEscape: true });

/** The page. */
export function renderDiagnosisPage(diagnosis: Diagnosis): string {
  const { source, initialization, training, provenance } = diagnosis;
  const phases = [
    ...(initialization === null
      ? []
      : [
          {
            title: 'At initialization',
            lead: `Loss ${lossText(initialization.figures)}`,
            verdict: verdictOf('at initialization', initialization.findings),
            findings: initialization.findings.map(findingView),
            charts: chartsOf(initialization.figures, 'initialization'),
            tables: [preactivationTable, activationTable, parameterTable]
              .map((table) => table(initialization.figures))
              .filter(hasRows),
          },
        ]),
    ...(training === null
      ? []
      : [
          {
            title:
              training.step === 0
                ? 'In training: the first step'
                : `In training: after ${training.step.toLocaleString('en-US')} steps`,
            lead: training.step === 0 ? '' : `Loss ${lossText(training.figures)}`,
            verdict: verdictOf('in training', training.findings),
            findings: training.findings.map(findingView),
            charts: chartsOf(training.figures, 'training'),
            tables: [...(training.step === 0 ? [] : [preactivationTable, activationTable]), updateTable]
              .map((table) => table(training.figures))
              .filter(hasRows),
          },
        ]),
  ];
  return eta.renderString(diagnosisTemplate, {
    style: pageStyle,
    title: printable(source.title),
    facts: source.facts.map(printable),
    notes: source.notes.map(printable),
    printed: printable(source.printed).trimEnd(),
    phases,
    provenance: Object.entries({
      course: `stepzero ${provenance.stepzero}`,
      ...(provenance.data === null ? {} : { data: `${provenance.data.label}, SHA-256 ${provenance.data.digest}` }),
      ...(provenance.computed === null ? {} : { computed: `on ${provenance.computed}` }),
      machine: `Node ${provenance.node}`,
    }).map(([name, value]) => ({ name, value })),
  });
}

function hasRows({ rows }: Table): boolean {
  return rows.length > 0;
}

function findingView(finding: HealthFinding): object {
  const isSure = isCertain(finding);
  return {
    name: finding.finding,
    places: printable(placesText(finding)),
    look: isSure ? { mark: '✗', paint: 'red' } : { mark: '?', paint: 'yellow' },
    seen: finding.detail === null ? null : printable(finding.detail),
    isSure,
    cause: finding.cause,
    remedy: finding.remedy,
    verify: finding.verify,
  };
}
