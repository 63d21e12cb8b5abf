import { registerVerdicts } from '../../src/cli/jest/register.js';

await registerVerdicts('7.1');
