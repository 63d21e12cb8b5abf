/** reports/kill-matrix.html: exercises x misconceptions x checks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Eta } from 'eta';
import { reportsFolder } from '../../src/cli/course-root.js';
import type { Exercise } from '../../src/course/manifest.js';
import type { Check } from '../../src/grading/check.js';
import { pageStyle } from '../../src/report/page-template.js';
import type { Kill } from './kills.js';

const style = `${pageStyle}
body { max-width: none; }
.matrix { width: auto; }
.matrix th, .matrix td { padding: 0.2rem 0.6rem; border: 1px solid var(--line); }
.matrix .mark { text-align: center; width: 6.5rem; font-weight: 600; }
.matrix thead th { font-size: 0.8rem; max-width: 8rem; }
.matrix .blocked { color: var(--quiet); font-weight: 400; }
`;

const template = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Stepzero: kill matrix</title>
<style><%~ it.style %></style>
</head>
<body>
<h1>Kill matrix</h1>
<p class="quiet">Each row is a wrong implementation with a name, handed in as if by a student; each column a check. <span class="green">named</span>: the check fails and says which mistake it is; <span class="yellow">fails</span>: it fails with its numbers alone; a dot: it passes; <span class="dim">blocked</span>: a check before it has failed. <em>Redrawn</em>: named as well where every generator has another seed.</p>
<% it.exercises.forEach((exercise) => { %>
<h2><%= exercise.title %></h2>
<table class="matrix">
<thead><tr><th>misconception</th><% exercise.checks.forEach((check) => { %><th><%= check %></th><% }) %><th>redrawn</th></tr></thead>
<tbody>
<% exercise.rows.forEach((row) => { %>
<tr><td><strong><%= row.name %></strong><br><span class="quiet"><%= row.title %></span></td><% row.cells.forEach((cell) => { %><td class="mark <%= cell.paint %>"><%= cell.word %></td><% }) %><td class="mark"><%= row.redrawn %></td></tr>
<% }) %>
</tbody>
</table>
<% }) %>
</body>
</html>
`;

/** Writes the page, and returns where: relative to the course. */
export function writeKillMatrix(kills: readonly Kill[], checks: ReadonlyMap<Exercise, readonly Check[]>): string {
  const exercises = [...checks].map(([exercise, own]) => ({
    title: `${exercise.id} ${exercise.title}`,
    checks: own.map(({ id }) => id.replace(`${exercise.id}/`, '').replaceAll('-', ' ')),
    rows: kills
      .filter((kill) => kill.exercise === exercise.id)
      .map((kill) => ({
        name: kill.id.replace(`${exercise.id}/`, '') + (kill.way > 0 ? ` (way ${kill.way + 1})` : ''),
        title: kill.title,
        cells: own.map(({ id }) => cellOf(kill, id)),
        redrawn: redrawnOf(kill),
      })),
  }));
  mkdirSync(reportsFolder, { recursive: true });
  const file = path.join(reportsFolder, 'kill-matrix.html');
  writeFileSync(file, new Eta({ autoEscape: true }).renderString(template, { style, exercises }));
  return 'reports/kill-matrix.html';
}

function redrawnOf({ id, redrawn }: Kill): string {
  if (redrawn.length === 0) return '';
  return redrawn.some(({ diagnosis }) => diagnosis === id) ? 'yes' : 'no';
}

function cellOf({ id, checks }: Kill, check: string): { readonly word: string; readonly paint: string } {
  const row = checks.find((each) => each.check === check);
  if (!row) return { word: 'not asked', paint: 'red' };
  if (row.status === 'pass') return { word: '·', paint: 'dim' };
  if (row.status !== 'fail') return { word: row.status, paint: row.status === 'blocked' ? 'blocked' : 'red' };
  if (row.diagnosis === null) return { word: 'fails', paint: 'yellow' };
  return row.diagnosis === id ? { word: 'named', paint: 'green' } : { word: row.diagnosis, paint: 'red' };
}
