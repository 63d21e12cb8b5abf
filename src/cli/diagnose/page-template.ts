/** The template of a diagnosis, in Eta; its style is the course's. */

/** Data: as made by page.ts. */
export const diagnosisTemplate = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Diagnosis: <%= it.title %></title>
<style><%~ it.style %>
.figures { margin: 1.2rem 0; }
.figures td, .figures th { padding: 0.22rem 0 0.22rem 0.75rem; }
.figures td:first-child, .figures th:first-child { padding-left: 0; }
.finding { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.7rem 0.9rem; margin: 0.6rem 0; }
.finding h4 { margin: 0; font-size: 1rem; }
.finding h4 .quiet { font-weight: 400; }
.finding dl { margin: 0.5rem 0 0 1.7rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; margin: 1rem 0; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.7rem 0.9rem; }
figcaption { font-size: 0.9rem; margin-bottom: 0.4rem; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--quiet); font: 11px system-ui, sans-serif; }
.band { fill: var(--green); opacity: 0.13; } .stem { stroke: var(--quiet); stroke-width: 1; opacity: 0.5; }
.dot { fill: var(--green); } .dot.out { fill: var(--red); } .axis { stroke: var(--line); }
</style>
</head>
<body>
<h1><%= it.title %></h1>
<% it.facts.forEach((fact) => { %><div class="quiet"><%= fact %></div><% }) %>
<% it.notes.forEach((note) => { %><p class="yellow"><%= note %></p><% }) %>
<% if (it.printed) { %><p class="quiet">Printed by the code</p><pre><%= it.printed %></pre><% } %>
<% it.phases.forEach((phase) => { %>
<section>
<h2><%= phase.title %></h2>
<% if (phase.lead) { %><p><%= phase.lead %></p><% } %>
<p><strong class="<%= phase.verdict.isGood ? 'green' : 'red' %>"><%= phase.verdict.text %></strong></p>
<% phase.findings.forEach((finding) => { %>
<div class="finding">
<h4><span class="<%= finding.look.paint %>"><%= finding.look.mark %> <%= finding.name %></span> <span class="quiet"><%= finding.places %></span></h4>
<dl>
<% if (!finding.isSure) { %><dt>Chance</dt><dd>Another batch or other draws may well be within the threshold: look again with a larger --batch, or another --seed.</dd><% } %>
<% if (finding.seen) { %><dt>Seen</dt><dd><%= finding.seen %></dd><% } %>
<dt>Why</dt><dd><%= finding.cause %></dd>
<dt>Try</dt><dd><%= finding.remedy %></dd>
<dt>Check</dt><dd><%= finding.verify %></dd>
</dl>
</div>
<% }) %>
<% if (phase.charts.length > 0) { %><div class="charts">
<% phase.charts.forEach((chart) => { %><figure><figcaption><%= chart.title %></figcaption><%~ chart.svg %></figure>
<% }) %></div><% } %>
<% phase.tables.forEach((table) => { %>
<table class="figures">
<thead><tr><% table.heads.forEach((head, index) => { %><th<%~ index === 0 ? '' : ' class="number"' %>><%= head %></th><% }) %></tr></thead>
<tbody>
<% table.rows.forEach((row) => { %><tr><% row.forEach((cell, index) => { %><td<%~ index === 0 ? '' : ' class="number"' %>><%= cell %></td><% }) %></tr>
<% }) %></tbody>
</table>
<% }) %>
</section>
<% }) %>
<footer><dl>
<% it.provenance.forEach((fact) => { %><dt><%= fact.name %></dt><dd><%= fact.value %></dd>
<% }) %></dl></footer>
</body>
</html>
`;
