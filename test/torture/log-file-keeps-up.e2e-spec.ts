import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { logProlifically } from '../support/prolific-process';

const LINES_PER_SECOND = 60_000;
const SECONDS = 3;

describe('a log file on a healthy disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-file-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has every line of an app that writes as many as the machine can, 60,000 a second at most', async () => {
    const path = join(folder, 'app.log');

    const written = await logProlifically(path, LINES_PER_SECOND, SECONDS);

    // Fewer would not fill what may wait, and so show nothing.
    expect(written).toBeGreaterThan(15_000);
    const kept = await ordersIn(path);
    expect({ written, kept }).toEqual({ written, kept: written });
  });
});

async function ordersIn(path: string): Promise<number> {
  let orders = 0;
  for await (const line of createInterface(createReadStream(path))) {
    if (line.includes('"extra":{"order"')) orders += 1;
  }
  return orders;
}
