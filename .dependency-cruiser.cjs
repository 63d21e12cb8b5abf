/**
 * The arrows of docs/ARCHITECTURE.md: which folder may import which. Everything else fails the build.
 * `value` arrows allow any import; `types` arrows allow `import type` alone.
 */
const arrows = {
  torch: { values: [], types: [] },
  dataset: { values: ['torch'], types: [] },
  reference: { values: ['torch/(generator|seeds)', 'dataset', 'grading/tolerance'], types: [] },
  diagnostics: { values: [], types: ['torch'] },
  training: { values: ['torch', 'dataset', 'diagnostics'], types: [] },
  experiments: { values: ['torch', 'dataset', 'diagnostics', 'training'], types: [] },
  audit: { values: ['torch', 'dataset', 'reference', 'training', 'grading/format'], types: [] },
  advice: { values: ['torch', 'dataset', 'training', 'reference/predict/gaussian-mean'], types: [] },
  example: { values: ['torch'], types: [] },
  guest: { values: ['torch'], types: [] },
  grading: { values: ['diagnostics', 'guest/contract'], types: ['dataset', 'torch'] },
  checks: { values: ['grading', 'reference', 'guest/contract', 'torch/generator'], types: ['dataset', 'torch'] },
  course: { values: ['grading'], types: [] },
  batch: { values: ['course', 'guest', 'grading', 'torch/generator'], types: ['dataset'] },
  report: { values: ['course/manifest', 'grading/format'], types: ['grading', 'diagnostics', 'course'] },
};

const rules = Object.entries(arrows).flatMap(([folder, { values, types }]) => {
  const own = [folder, ...values];
  return [
    {
      name: `${folder}-imports`,
      comment: `src/${folder} may import ${values.join(', ') || 'nothing else'}${types.length ? ` (types of ${types.join(', ')})` : ''}`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^(src|graders|exercises|solutions)/', pathNot: `^src/(${[...own, ...types].join('|')})[/.]` },
    },
    ...(types.length === 0
      ? []
      : [
          {
            name: `${folder}-types-only`,
            comment: `src/${folder} may import only types of ${types.join(', ')}`,
            severity: 'error',
            from: { path: `^src/${folder}/` },
            to: {
              path: `^src/(${types.join('|')})/`,
              pathNot: own.length ? `^src/(${own.join('|')})[/.]` : undefined,
              dependencyTypesNot: ['type-only'],
            },
          },
        ]),
  ];
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...rules,
    {
      name: 'graders-imports',
      severity: 'error',
      from: { path: '^graders/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(src|exercises|solutions)/',
        pathNot: '^src/(checks|grading|reference|diagnostics|torch|guest/contract|dataset)/',
      },
    },
    {
      name: 'expected-numbers-come-from-the-reference',
      severity: 'error',
      comment:
        'through `reference` a forced backend computes them too; matrices, networks and predictions are formulas and types. feature-batch makes inputs, and no grade rests on a consequence',
      from: {
        path: '^(graders|src/checks)/',
        pathNot: '^src/checks/(feature-batch|training-data|(network|deep)-consequence)\\.ts$',
      },
      to: {
        path: '^src/reference/',
        pathNot: '^src/reference/((reference|matrix|network)\\.ts$|predict/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'students-import-torch-only',
      severity: 'error',
      from: { path: '^(exercises|solutions|test/course/(alternatives|rewrites))/' },
      to: { pathNot: '^(src|dist/src)/torch/' },
    },
    {
      name: 'console-and-exit-codes-in-cli-only',
      severity: 'error',
      comment: 'yargs is the command line; only src/cli speaks it',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: 'node_modules/(yargs|picocolors)/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { conditionNames: ['types', 'import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
