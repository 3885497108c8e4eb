import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Logs as an app under load does: what has become due since the last turn, every few milliseconds. */
const APP = `
  require('reflect-metadata');
  const { NestFactory } = require('@nestjs/core');
  const { Loggers, ObservabilityModule } = require('nestjs-observability');
  (async () => {
    const { path, linesPerSecond, seconds } = JSON.parse(process.env.PROLIFIC);
    const destinations = { file: { type: 'file', path, maxBytes: 2 ** 30, maxWaitingBytes: 4 * 2 ** 20 } };
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destinations } })];
    const app = await NestFactory.createApplicationContext({ module: class App {}, imports }, { logger: false });
    const logger = app.get(Loggers).get('app');
    const begin = performance.now();
    let written = 0;
    const timer = setInterval(() => {
      const elapsed = Math.min(seconds, (performance.now() - begin) / 1000);
      const due = Math.min(1000, Math.floor(elapsed * linesPerSecond) - written);
      for (let i = 0; i < due; i += 1) logger.info({ order: written + i }, 'order paid by card, receipt sent, stock counted');
      written += due;
      if (performance.now() - begin < seconds * 1000) return;
      clearInterval(timer);
      void app.close().then(() => process.send({ written }));
    }, 10);
  })();
`;

/** How many lines such a process writes to the file in so many seconds. @returns how many it logged */
export function logProlifically(
  path: string,
  linesPerSecond: number,
  seconds: number,
): Promise<number> {
  const env = { ...process.env, PROLIFIC: JSON.stringify({ path, linesPerSecond, seconds }) };
  const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
  const child = spawn(process.execPath, ['-e', APP], { cwd: ROOT, env, stdio: [...stdio] });
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { written: number }).written));
    child.once('exit', () => reject(new Error(`It ended early: ${stderr}`)));
  });
}
