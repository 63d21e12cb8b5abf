/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** The developers' suite: unit, property, golden, statistical and end-to-end tests of the course itself. */
const config: Config = {
  rootDir: '..',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^#torch$': '<rootDir>/src/torch/index.ts' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false }] },
  globalSetup: '<rootDir>/test/global-setup.js',
  // Jest 30's soft cleanup recurses without end where a second file in one process writes a global of execa's (signal-exit).
  testEnvironmentOptions: { globalsCleanup: 'off' },
  coverageProvider: 'v8',
};

export default config;
