import { registerVerdicts } from '../../src/cli/jest/register.js';

await registerVerdicts('4.1');
