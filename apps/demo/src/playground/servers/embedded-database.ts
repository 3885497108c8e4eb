import { fork } from 'node:child_process';
import { join } from 'node:path';

/** A PostgreSQL that needs nothing installed; its data are gone when it stops. */
export interface EmbeddedDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

type Report = { readonly url: string } | { readonly error: string };

export async function startEmbeddedDatabase(): Promise<EmbeddedDatabase> {
  // In a process group of its own, so that Ctrl-C reaches the app first and the database last.
  const child = fork(join(__dirname, 'embedded-database-process.js'), { detached: true });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const report = await new Promise<Report>((resolve) => {
    child.once('message', (message) => resolve(message as Report));
    child.once('exit', (code) => resolve({ error: `it ended with code ${code}` }));
  });
  if ('error' in report) {
    throw new Error(
      `The embedded PostgreSQL did not start: ${report.error}. ` +
        'Set DATABASE_URL to use a server of your own.',
    );
  }
  return {
    url: report.url,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
