import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointsOptions } from '../../endpoints';
import { endpointEnvironment } from './endpoint-environment';

const TOKEN = 'correct-horse-battery';
const folder = mkdtempSync(join(tmpdir(), 'token-file-'));

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string): string {
  const path = join(folder, `token-${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

describe('the token of the environment', () => {
  it.each([
    [{ OBSERVABILITY_TOKEN: TOKEN }],
    [{ OBSERVABILITY_TOKEN: `${TOKEN}\n` }],
    [{ OBSERVABILITY_TOKEN_FILE: fileWith(TOKEN) }],
    [{ OBSERVABILITY_TOKEN_FILE: fileWith(`${TOKEN}\r\n`) }],
    [{ OBSERVABILITY_TOKEN: '', OBSERVABILITY_TOKEN_FILE: fileWith(`${TOKEN}\n`) }],
  ])('is read from %j', (env) => {
    expect(endpointEnvironment(env, {})).toEqual({ token: TOKEN, access: undefined, warnings: [] });
  });

  it('is read through a link, as Kubernetes mounts secrets', () => {
    const link = join(folder, 'link');
    symlinkSync(fileWith(TOKEN), link);

    expect(endpointEnvironment({ OBSERVABILITY_TOKEN_FILE: link }, {}).token).toBe(TOKEN);
  });

  it('is nothing where none is set, and not read where an option says it', () => {
    const env = { OBSERVABILITY_TOKEN: 'short', OBSERVABILITY_TOKEN_FILE: '/nowhere' };

    expect(endpointEnvironment({}, {}).token).toBeUndefined();
    expect(endpointEnvironment(env, { token: TOKEN })).toMatchObject({
      token: undefined,
      warnings: [],
    });
  });

  it.each([
    ['is not there', join(folder, 'nowhere'), 'ENOENT'],
    ['is a folder', folder, 'not a file'],
    ['is empty', fileWith('\n'), 'empty'],
    ['is too long', fileWith('x'.repeat(5000)), 'longer than 4096 bytes'],
    ['is a device', '/dev/zero', 'not a file'],
    ['is the token itself', `${TOKEN}/${TOKEN}`, 'ENOENT'],
    ['has a name that none can have', 'a\u0000b', 'ERR_INVALID_ARG_VALUE'],
  ])('is replaced by a random one where the file %s', (_case, path, reason) => {
    const { token, warnings } = endpointEnvironment({ OBSERVABILITY_TOKEN_FILE: path }, {});

    expect(token).toMatch(/^[\w-]{43}$/);
    expect(warnings).toEqual([
      `The file of OBSERVABILITY_TOKEN_FILE cannot be used (${reason}). Metrics and details stay closed.`,
    ]);
  });

  it('is replaced by a random one where the file is a FIFO, which holds up nothing', () => {
    const path = join(folder, 'fifo');
    spawnSync('mkfifo', [path]);

    const { warnings } = endpointEnvironment({ OBSERVABILITY_TOKEN_FILE: path }, {});

    expect(warnings[0]).toContain('(not a file)');
  });

  it.each([
    [{ OBSERVABILITY_TOKEN: 'changeme' }, 'OBSERVABILITY_TOKEN is easy to guess'],
    [
      { OBSERVABILITY_TOKEN_FILE: fileWith('changeme') },
      'the token in OBSERVABILITY_TOKEN_FILE is easy to guess',
    ],
  ])('is replaced by a random one where it is weak: %j', (env, warning) => {
    const first = endpointEnvironment(env, {});
    const second = endpointEnvironment(env, {});

    expect(first.token).not.toBe(second.token);
    expect(first.token).toMatch(/^[\w-]{43}$/);
    expect(first.warnings[0]).toContain(warning);
    expect(first.warnings[0]).not.toContain('changeme');
  });

  it.each<[EndpointsOptions, string | undefined, string]>([
    [{}, undefined, 'Metrics and details stay closed.'],
    [{}, 'token', 'Metrics and details stay closed.'],
    [{}, 'open', 'The token is ignored.'],
    [{ access: 'open' }, 'token', 'The token is ignored.'],
    [{ access: { metrics: 'open' } }, undefined, 'Details stay closed.'],
    [{ access: { details: 'guard' } }, 'token', 'Metrics stay closed.'],
    [
      { access: 'open', management: { port: 9464 } },
      undefined,
      'The management port stays closed.',
    ],
  ])(
    'that is weak leaves closed what it was to open: %j with %s',
    (options, access, consequence) => {
      const weak = { OBSERVABILITY_TOKEN: 'changeme', OBSERVABILITY_ACCESS: access };
      const missing = { OBSERVABILITY_TOKEN_FILE: '/nowhere', OBSERVABILITY_ACCESS: access };

      for (const env of [weak, missing]) {
        expect(endpointEnvironment(env, options).warnings).toEqual([
          expect.stringContaining(`. ${consequence}`),
        ]);
      }
    },
  );

  it('is the variable where both are set, and a warning says so', () => {
    const env = { OBSERVABILITY_TOKEN: TOKEN, OBSERVABILITY_TOKEN_FILE: fileWith('other') };

    expect(endpointEnvironment(env, {})).toMatchObject({
      token: TOKEN,
      warnings: [
        'OBSERVABILITY_TOKEN and OBSERVABILITY_TOKEN_FILE are both set; the file is not read.',
      ],
    });
  });
});

describe('the access of the environment', () => {
  it.each(['open', 'closed'])('is %s', (access) => {
    expect(endpointEnvironment({ OBSERVABILITY_ACCESS: access }, {})).toMatchObject({
      access,
      warnings: [],
    });
  });

  it.each(['Open', 'opened', ' open', 'true', '1', 'local', 'guard', 'public', 'toString'])(
    'is closed for the word "%s", with a warning that does not repeat it',
    (word) => {
      expect(endpointEnvironment({ OBSERVABILITY_ACCESS: word }, {})).toMatchObject({
        access: 'closed',
        warnings: [
          'OBSERVABILITY_ACCESS is not one of open, token, closed. Metrics and details stay closed.',
        ],
      });
    },
  );

  it('wants a token where it says so', () => {
    const env = { OBSERVABILITY_ACCESS: 'token' };

    expect(endpointEnvironment(env, { token: TOKEN }).warnings).toEqual([]);
    expect(endpointEnvironment(env, {}).warnings).toEqual([
      'OBSERVABILITY_ACCESS is "token", but there is no token. Metrics and details stay closed.',
    ]);
  });

  it('is not required where an option is set for both', () => {
    const env = { OBSERVABILITY_ACCESS: 'open' };

    expect(endpointEnvironment(env, { access: 'closed' }).access).toBeUndefined();
    expect(endpointEnvironment(env, { access: { metrics: 'closed' } }).access).toBe('open');
  });
});
