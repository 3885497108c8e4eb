import { runToEnd } from './command';

describe('a command that is run to its end', () => {
  it('succeeds with exit code 0, whatever it writes', async () => {
    const result = await runNode(`console.error('a warning')`);

    expect(result).toEqual({ output: 'a warning\n', failure: undefined });
  });

  it.each([
    ['its first line', `console.log('\\nno space left\\nmore')`, 'no space left'],
    ['its first error line', `console.log('1 of 3\\nError: no space\\nmore')`, 'Error: no space'],
    [
      'the first line of npm that says more than a code',
      `console.log('npm error code ERESOLVE\\nnpm error ERESOLVE unable to resolve')`,
      'npm error ERESOLVE unable to resolve',
    ],
    [
      'the error of pnpm',
      `console.log('Packages: +1\\n[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies')`,
      '[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies',
    ],
    ['its exit code where it wrote nothing', '', 'exit code 3'],
  ])('fails with %s', async (_what, program, failure) => {
    expect((await runNode(`${program}; process.exitCode = 3`)).failure).toBe(failure);
  });

  it('fails with its signal where it was killed, whatever it wrote', async () => {
    const result = await runNode(
      `require('node:fs').writeSync(1, 'compiled'); process.kill(process.pid, 'SIGKILL')`,
    );

    expect(result).toEqual({ output: 'compiled', failure: 'ended by SIGKILL' });
  });

  it('fails where it lasts too long', async () => {
    const args = ['-e', 'setInterval(() => {}, 1000)'];

    const { failure } = await runToEnd(process.execPath, args, { timeoutMs: 100 });

    expect(failure).toBe('timed out after 100 ms');
  });

  it('fails where it cannot start', async () => {
    expect((await runToEnd('/no/such/program', [])).failure).toContain('ENOENT');
  });
});

function runNode(program: string): ReturnType<typeof runToEnd> {
  return runToEnd(process.execPath, ['-e', program]);
}
