/** The command line: a file of `commands/` for each command. Everything that can go wrong ends in one sentence and an exit code. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { adviseCommand } from './commands/advise.js';
import { auditCommand } from './commands/audit.js';
import { compareCommand } from './commands/compare.js';
import { dataCommand } from './commands/data.js';
import { diagnoseCommand } from './commands/diagnose.js';
import { exampleCommand } from './commands/example.js';
import { gradeCommand } from './commands/grade.js';
import { runCommand } from './commands/run.js';
import { sweepCommand } from './commands/sweep.js';
import { trainCommand } from './commands/train.js';
import { courseVersion } from './course-root.js';
import { reportError, UsageError } from './errors.js';

async function main(): Promise<void> {
  await yargs(hideBin(process.argv))
    .scriptName('stepzero')
    .usage('$0 <command>\n\nEverything that can be known about a neural network before its first training step.')
    .command(runCommand)
    .command(gradeCommand)
    .command(dataCommand)
    .command(trainCommand)
    .command(compareCommand)
    .command(sweepCommand)
    .command(auditCommand)
    .command(adviseCommand)
    .command(diagnoseCommand)
    .command(exampleCommand)
    .demandCommand(1, 'Say which command (npx stepzero --help lists them). For the course itself: npm test')
    .strict()
    .recommendCommands()
    .version(courseVersion())
    .help()
    .alias('h', 'help')
    .wrap(Math.min(100, process.stdout.columns || 80))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (error) throw error;
      const problem = (message ?? 'that is not a command').replace(/[.?]$/, '');
      throw new UsageError(`${problem}. Try: npx stepzero --help`);
    })
    .parseAsync();
}

// Whoever reads the output may stop reading (`| head`): the work is done and written, there is only nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = reportError(error);
});

try {
  await main();
} catch (error) {
  process.exitCode = reportError(error);
}
