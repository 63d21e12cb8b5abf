/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** The student's suite, `npm test`: one Jest test a check, its verdict given by a judge outside of Jest (src/cli/judge.ts). */
const config: Config = {
  rootDir: '.',
  // Nothing in exercises/ is a test; it is a root so that a watch sees the student save.
  roots: ['<rootDir>/graders', '<rootDir>/exercises'],
  testMatch: ['<rootDir>/graders/**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // The suites are one line each; what they import is built already.
  moduleNameMapper: { '^.*/src/cli/jest/register\\.js$': '<rootDir>/dist/src/cli/jest/register.js' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
  dependencyExtractor: '<rootDir>/dist/src/cli/jest/dependency-extractor.js',
  globalSetup: '<rootDir>/dist/src/cli/jest/global-setup.js',
  globalTeardown: '<rootDir>/dist/src/cli/jest/global-teardown.js',
  reporters: ['<rootDir>/dist/src/cli/jest/reporter.js', '<rootDir>/dist/src/cli/jest/html-reporter.js'],
  // The suites wait for the judge and do nothing: more processes would only take the processor from it.
  maxWorkers: 1,
};

export default config;
