import { describe, expect, test } from '@jest/globals';
import { renderPage } from '../../src/report/html.js';
import type { Results } from '../../src/report/results.js';
import { readResults } from './fixture.js';

/** Markup, an attribute's end, template syntax, an entity and a change of direction. */
const hostile = `</style></title><script>alert(1)</script><img src=x onerror="alert(2)" '> <%= it %> &lt; \u202e`;

const figures = { initialLoss: 3.3, saturated: 0.1, deadUnits: 0 };
const consequence = { text: '', examples: 512, units: 320, steps: 200, student: figures, reference: figures };

/** Every text of the results that a student, a file or a grader can choose. */
function poisoned(): Results {
  const results = readResults('class');
  return {
    ...results,
    provenance: { ...results.provenance, data: { label: hostile, digest: hostile }, isolation: hostile },
    submissions: results.submissions.map((submission) => ({
      ...submission,
      student: hostile,
      notes: [hostile],
      exercises: submission.exercises.map((exercise) => ({
        ...exercise,
        title: hostile,
        printed: hostile,
        checks: exercise.checks.map((check) => ({
          ...check,
          id: hostile,
          asks: hostile,
          rationale: hostile,
          measured: hostile,
          expected: hostile,
          next: hostile,
          notes: [hostile],
          replay: hostile,
          diagnosis: { id: hostile, title: hostile, explanation: hostile },
          consequence: { ...consequence, text: hostile },
        })),
      })),
    })),
  };
}

describe('the page', () => {
  test('sets nothing that it was given as markup', () => {
    const page = renderPage(poisoned());
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag));
    for (const tag of ['script', 'img', 'iframe', 'b']) expect(tags).not.toContain(tag);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('&lt;%= it %&gt; &amp;lt; ·');
    expect(page).not.toMatch(/<[^>]*\son\w+\s*=/);
  });

  test('needs no script, no other file and no network', () => {
    const page = renderPage(readResults('class'));
    expect(page).not.toMatch(/<script|<link|\bsrc=|url\(|https?:/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('names every student, with a link from the overview', () => {
    const page = renderPage(readResults('class'));
    for (const [index, name] of ['ada', '字節 張', '&lt;b&gt;O&#39;Neil&lt;/b&gt; &amp; &quot;co&quot;'].entries()) {
      expect(page).toContain(`<a href="#s${index}">${name}</a>`);
      expect(page).toContain(`<section id="s${index}">`);
    }
  });

  test('opens what is wrong, with what was measured and the command that replays it', () => {
    const page = renderPage(readResults('mixed'));
    expect(page).toContain('<dt>measured</dt><dd class="figure">0.9981</dd>');
    expect(page).toContain('<pre>npx stepzero run 1.4 --check 1.4/w2-std --seed 1234567</pre>');
    expect(page.match(/<details open>/g)).toHaveLength(3);
  });
});
