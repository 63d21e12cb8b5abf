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
  coverageProvider: 'v8',
};

export default config;
