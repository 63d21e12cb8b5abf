import { registerVerdicts } from '../../src/cli/jest/register.js';

await registerVerdicts('3.1');
