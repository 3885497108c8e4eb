import { ChattyProcess } from '../support/chatty-process';
import { eventually } from '../support/eventually';
import { platforms } from '../support/platforms';

describe.each(platforms)('SIGUSR2 to an app in production on $platform', ({ platform }) => {
  let app: ChattyProcess;
  let written = '';

  /** How many debug lines one more request makes. */
  async function debugLines(): Promise<number> {
    written = '';
    await app.ask('/sell');
    await eventually(() => expect(written).toContain('"message":"request completed"'));
    return written.split('"level":"debug"').length - 1;
  }

  async function signal(to: string): Promise<void> {
    app.child.kill('SIGUSR2');
    await eventually(() => expect(written).toContain(`"to":"${to}"`));
  }

  beforeAll(async () => {
    app = await ChattyProcess.start({ platform, logs: { level: 'info' }, stdout: 'pipe' });
    app.child.stdout?.on('data', (text: Buffer) => (written += text.toString()));
  });

  afterAll(() => app.child.kill('SIGKILL'));

  it('switches debug lines on, and off again, and says so', async () => {
    const before = await debugLines();
    await signal('debug');
    const change = written;
    const on = await debugLines();
    await signal('info');
    const off = await debugLines();

    expect([before, on, off]).toEqual([0, 4, 0]);
    expect(change).toContain('"logger":"security"');
    expect(change).toContain('"by":{"signal":"SIGUSR2"}');
    expect(app.child.exitCode).toBeNull();
  });
});
