import { isError, messageOf } from '../../core';
import { markAppMessage } from './app-messages';
import type { AppMessage } from './app-messages';
import { startApp } from './start-app';

/**
 * A process of its own for the app: its lines do not get into the result, and what its clients
 * keep open keeps nobody.
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

// The command is gone, or has heard all: this is a main file, and what the app left open would stay.
process.once('disconnect', () => process.exit());

void main(process.argv.slice(2));
