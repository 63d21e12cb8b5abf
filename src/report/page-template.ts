/** The template of index.html, in Eta: `<%= x %>` is escaped, `<%~ x %>` is not and is used for our own style alone. */

/** Light and dark follow the reader's system. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #16181c); --card: light-dark(#ffffff, #1e2127); --ink: light-dark(#22252b, #e4e4e0);
  --quiet: light-dark(#666a73, #9a9da6); --line: light-dark(#e2dfd8, #33363e);
  --green: light-dark(#1a7f4b, #5fd39a); --red: light-dark(#b3261e, #ff8a80); --yellow: light-dark(#8a6100, #e8c468);
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 56rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; margin: 0 0 1.5rem; letter-spacing: -0.01em; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 0.25rem; }
h3 { font-size: 1rem; margin: 1.75rem 0 0.5rem; color: var(--quiet); font-weight: 600; }
a { color: inherit; }
code, pre, .figure { font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; font-size: 0.87em; }
pre { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 0.6rem 0.8rem; margin: 0.4rem 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; color: var(--quiet); font-weight: 500; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.quiet { color: var(--quiet); }
.score { font-size: 1.05rem; margin: 0 0 0.4rem; }
progress { width: 100%; height: 0.6rem; accent-color: var(--green); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0.4rem 0; }
summary { cursor: pointer; padding: 0.55rem 0.9rem; display: flex; gap: 0.7rem; align-items: baseline; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary .title { flex: 1; font-weight: 550; }
.checks { list-style: none; margin: 0; padding: 0 0.9rem 0.6rem; }
.checks > li { border-top: 1px solid var(--line); padding: 0.6rem 0; }
.row { display: flex; gap: 0.7rem; align-items: baseline; }
.row .title { flex: 1; }
.body { margin: 0.2rem 0 0.3rem 1.7rem; }
.body p { margin: 0.35rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.4rem 0; }
dt { color: var(--quiet); } dd { margin: 0; }
.mark { font-weight: 700; width: 1rem; text-align: center; }
.green { color: var(--green); } .red { color: var(--red); } .yellow { color: var(--yellow); } .dim { color: var(--quiet); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: 0.85rem; color: var(--quiet); }
`;

/** Data: `{ style, submissions, provenance }` as made by html.ts. */
export const pageTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Stepzero</title>
<style><%~ it.style %></style>
</head>
<body>
<h1>Stepzero</h1>
<% if (it.submissions.length > 1) { %>
<table>
<thead><tr><th>Student</th><th class="number">Score</th><th>Exercises</th></tr></thead>
<tbody>
<% it.submissions.forEach((submission, index) => { %>
<tr><td><a href="#s<%= index %>"><%= submission.student %></a></td><td class="number"><%= submission.score %> / <%= submission.maxScore %></td><td class="quiet"><%= submission.tally %></td></tr>
<% }) %>
</tbody>
</table>
<% } %>
<% it.submissions.forEach((submission, index) => { %>
<section id="s<%= index %>">
<% if (submission.student !== 'local') { %><h2><%= submission.student %></h2><% } %>
<p class="score"><strong><%= submission.score %> of <%= submission.maxScore %> points</strong> <span class="quiet"><%= submission.tally %></span></p>
<progress value="<%= submission.score %>" max="<%= submission.maxScore %>"></progress>
<% if (submission.next) { %><p class="quiet">Next: <%= submission.next %></p><% } %>
<% submission.notes.forEach((note) => { %><p class="yellow"><%= note %></p><% }) %>
<% submission.parts.forEach((part) => { %>
<h3><%= part.title %></h3>
<% part.exercises.forEach((exercise) => { %>
<details<%= exercise.open ? ' open' : '' %>>
<summary><span class="mark <%= exercise.look.paint %>"><%= exercise.look.mark %></span><span class="title"><%= exercise.id %>&ensp;<%= exercise.title %></span><span class="<%= exercise.look.paint %>"><%= exercise.look.word %></span><span class="number"><%= exercise.points %> / <%= exercise.maxPoints %></span></summary>
<ul class="checks">
<% exercise.checks.forEach((check) => { %>
<li>
<div class="row"><span class="mark <%= check.look.paint %>"><%= check.look.mark %></span><span class="title"><%= check.asks %></span><span class="number quiet"><%= check.points %> / <%= check.maxPoints %></span></div>
<div class="body">
<% if (check.rationale) { %><p><%= check.rationale %></p><% } %>
<% if (check.diagnosis) { %><p><strong><%= check.diagnosis.title %>.</strong> <%= check.diagnosis.explanation %></p><% } %>
<% if (check.consequence) { %><p><%= check.consequence %></p><% } %>
<% if (check.facts.length > 0) { %><dl>
<% check.facts.forEach((fact) => { %><dt><%= fact.name %></dt><dd class="figure"><%= fact.value %></dd>
<% }) %></dl><% } %>
<% check.notes.forEach((note) => { %><p class="quiet"><%= note %></p><% }) %>
<% if (check.next) { %><p><strong>Try next:</strong> <%= check.next %></p><% } %>
<% if (check.replay) { %><pre><%= check.replay %></pre><% } %>
</div>
</li>
<% }) %>
<% if (exercise.printed) { %><li><span class="quiet">Printed by the code</span><pre><%= exercise.printed %></pre></li><% } %>
</ul>
</details>
<% }) %>
<% }) %>
</section>
<% }) %>
<footer><dl>
<% it.provenance.forEach((fact) => { %><dt><%= fact.name %></dt><dd><%= fact.value %></dd>
<% }) %></dl></footer>
</body>
</html>
`;
