import { isError, messageOf } from '../../core';
import { markAppMessage } from './app-messages';
import type { AppMessage } from './app-messages';
import { startApp } from './start-app';

/**
 * A separate process for the app: its output does not mix with the result, and its open clients
 * do not keep the command running.
 */
async function main([file = '', exportName = '']: readonly string[]): Promise<void> {
  try {
    const app = await startApp({ file, exportName });
    tell({ body: await app.health() });
    await app.close();
  } catch (error) {
    const stack = (isError(error) ? error.stack : undefined) ?? '';
    tell({ failure: messageOf(error), stack });
  }
  process.disconnect();
}

function tell(message: AppMessage): void {
  process.send?.(markAppMessage(message));
}

// The command has ended or has all results; open clients of the app would keep this process running.
process.once('disconnect', () => process.exit());

void main(process.argv.slice(2));
