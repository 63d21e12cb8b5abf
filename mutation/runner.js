/** Stryker's test runner of this course: instead of a test framework it asks the graders. Stays alive between mutants. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { exercises } from '../dist/src/course/manifest.js';
import { MutantJudge } from '../dist/tools/mutation/mutant-judge.js';

class GradersRunner {
  #file = '';
  #judge = null;

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** The solutions with every mutant asleep: all of them must pass, or Stryker's changes show. */
  async dryRun() {
    const tests = [];
    for (const { id, file } of exercises) {
      const source = await readFile(path.join('solutions', file), 'utf8');
      if (!source.includes('stryMutAct_9fa48')) continue; // not among those that were asked for
      const started = performance.now();
      const judged = await (await this.#judgeOf(file, source)).judge();
      const test = { id, name: id, timeSpentMs: performance.now() - started };
      if (judged.status === 'survived') tests.push({ ...test, status: TestStatus.Success });
      else tests.push({ ...test, status: TestStatus.Failed, failureMessage: judged.why });
    }
    return { status: DryRunStatus.Complete, tests };
  }

  async mutantRun({ activeMutant, sandboxFileName }) {
    const file = sandboxFileName.split(path.sep).join('/').split('/solutions/').at(-1);
    const judge = await this.#judgeOf(file, await readFile(sandboxFileName, 'utf8'));
    const judged = await judge.judge(activeMutant.id);
    switch (judged.status) {
      case 'survived':
        return { status: MutantRunStatus.Survived, nrOfTests: 1 };
      case 'killed': {
        const [exercise] = judged.check.split('/');
        const failureMessage = `${judged.check}: ${judged.why}`;
        return { status: MutantRunStatus.Killed, nrOfTests: 1, killedBy: [exercise], failureMessage };
      }
      default:
        return { status: MutantRunStatus.Error, errorMessage: judged.why };
    }
  }

  async dispose() {
    await this.#judge?.close();
  }

  /** Mutants come file by file, so one warm guest at a time is enough. */
  async #judgeOf(file, source) {
    if (this.#file !== file) {
      await this.#judge?.close();
      this.#judge = await MutantJudge.open(file, source);
      this.#file = file;
    }
    return this.#judge;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'graders', GradersRunner)];
