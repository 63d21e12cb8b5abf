/** `stepzero audit`: every figure of the tutorial that can be measured here, beside the measurement. */
import { writeFileSync } from 'node:fs';
import type { Argv, CommandModule } from 'yargs';
import { audit as measure } from '../../audit/audit.js';
import type { Claim } from '../../audit/claim.js';
import { claims } from '../../audit/claims/claims.js';
import { findNames } from '../../dataset/find-names.js';
import { makeExamples } from '../../dataset/load-examples.js';
import { type AuditReport, auditReport } from '../audit/audit-report.js';
import { renderAudit } from '../audit/audit-text.js';
import { claimsMarkdown } from '../audit/claims-markdown.js';
import { AuditLine } from '../audit/progress.js';
import { messageOf, UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { terminalColumns, terminalPalette as palette } from '../palette.js';
import { chooseKernels } from '../train/kernels.js';
import { type Given, textOf } from '../train/read-settings.js';

/** The command, for yargs. */
export const auditCommand: CommandModule<object, object> = {
  command: 'audit',
  describe: "Measure the tutorial's claims: what holds, what does not, what depends",
  builder: (command: Argv) =>
    command
      .option('names', { type: 'string', describe: 'Measure on this file of names, one a line' })
      .option('claim', {
        type: 'string',
        array: true,
        describe: 'Only this claim, or those whose id begins so: saturation, saturation/kaiming',
      })
      .option('training', {
        type: 'boolean',
        default: true,
        describe: 'Claims that networks are trained for; --no-training leaves them out',
      })
      .option('out', { type: 'string', describe: 'Also write them as Markdown, with how each was measured' })
      .option('backend', { type: 'string', describe: 'What trains [default: STEPZERO_BACKEND, or the fastest]' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the figures as JSON' })
      .epilogue(
        'It takes about a minute, nearly all of it for training. The same names give the same figures. It ends with 0 whatever the verdicts.',
      ),
  handler: (given) => audit({ ...given }),
};

async function audit(given: Given): Promise<void> {
  const out = textOf(given, 'out', 'a file');
  if (out === '') throw new UsageError('--out: expected a file, got nothing; say where the Markdown goes');
  const chosen = choose(given['claim'], given['training'] !== false);
  if (out !== undefined && chosen.length < claims.length) {
    throw new UsageError(
      `--out: expected every claim in it, got ${chosen.length} of ${claims.length}; leave --claim and --no-training out`,
    );
  }
  const backend = textOf(given, 'backend', 'a backend');
  const kernels = chosen.some(({ trains }) => trains) ? chooseKernels(backend) : null;
  if (kernels === null && backend !== undefined) {
    throw new UsageError('--backend: expected a claim that networks are trained for, got none; leave it out');
  }
  const examples = makeExamples(await findNames({ names: textOf(given, 'names', 'a file of names') }));
  const line = new AuditLine(chosen.length);
  try {
    const report = auditReport(await measure(chosen, examples, line), examples, kernels);
    line.close();
    if (out !== undefined) writeMarkdown(out, report);
    process.stdout.write(
      given['json'] === true
        ? `${JSON.stringify(report, null, 2)}\n`
        : renderAudit(report, { palette, columns: terminalColumns() }),
    );
  } finally {
    line.close();
  }
}

/** The claims that were asked for. @throws UsageError for an id that begins none, or where none is left */
function choose(asked: unknown, withTraining: boolean): readonly Claim[] {
  const ids = Array.isArray(asked) ? asked.map(String) : [];
  for (const id of ids) {
    if (id !== '' && claims.some((claim) => claim.id.startsWith(id))) continue;
    const guess = nearest(id, [...new Set(claims.flatMap((claim) => [claim.id, claim.id.replace(/\/.*/, '')]))]);
    const hint = guess === undefined ? `They begin with ${groups().join(', ')}` : `Did you mean ${guess}?`;
    throw new UsageError(`--claim: there is no claim ${id === '' ? 'without an id' : `"${id}"`}. ${hint}`);
  }
  const chosen = claims.filter(
    (claim) => (withTraining || !claim.trains) && (ids.length === 0 || ids.some((id) => claim.id.startsWith(id))),
  );
  if (chosen.length > 0) return chosen;
  throw new UsageError('--no-training: expected claims without training among those asked for, got none; leave it out');
}

function groups(): string[] {
  return [...new Set(claims.map(({ id }) => id.replace(/\/.*/, '')))];
}

function writeMarkdown(file: string, report: AuditReport): void {
  try {
    writeFileSync(file, claimsMarkdown(report));
  } catch (error) {
    throw new UsageError(
      `--out: expected a file that can be written, got ${file} (${messageOf(error)}); check the path`,
    );
  }
}
