import { accessSummary } from './access-summary';
import { ENDPOINT_PATHS } from './endpoints.options';
import type { EndpointAccess, ResolvedManagementOptions } from './endpoints.options';

const DETAILS = '/health/detail, /errors, /info, /loggers and the checks on /health';
const TO_OPEN =
  'To open them set endpoints.access, OBSERVABILITY_TOKEN or OBSERVABILITY_ACCESS=open.';

interface Case {
  readonly metrics: EndpointAccess;
  readonly details: EndpointAccess;
  readonly management?: ResolvedManagementOptions;
  readonly warnings?: string[];
  readonly hasServer?: boolean;
}

function saidOf({ management, warnings = [], hasServer = true, ...access }: Case): string[] {
  const summary = accessSummary({ access, management, paths: ENDPOINT_PATHS, warnings }, hasServer);
  return summary.map(({ level, message }) => `${level}: ${message}`);
}

describe('what the start says of the endpoints', () => {
  it('is what is closed, and how to open it', () => {
    expect(saidOf({ metrics: 'closed', details: 'closed' })).toEqual([
      `info: /metrics, ${DETAILS}: closed at the app's port. ${TO_OPEN}`,
    ]);
  });

  it('is what answers this machine only', () => {
    expect(saidOf({ metrics: 'local', details: 'local' })).toEqual([
      `info: /metrics, ${DETAILS}: at the app's port for clients on this machine only. ${TO_OPEN}`,
    ]);
  });

  it('is a warning of what is open to others', () => {
    expect(saidOf({ metrics: 'open', details: 'closed' })).toEqual([
      `info: ${DETAILS}: closed at the app's port. ${TO_OPEN}`,
      `warn: /metrics: open to everyone who reaches the app's port. To close them set endpoints.access or OBSERVABILITY_ACCESS to "token", with a token.`,
    ]);
  });

  it('is nothing where a token or a guard decides', () => {
    expect(saidOf({ metrics: 'token', details: 'guard' })).toEqual([]);
  });

  it('says the same of the management port', () => {
    const access = { metrics: 'local', details: 'local' } as const;
    const management = { port: 9464, host: '127.0.0.1', access };

    expect(saidOf({ metrics: 'guard', details: 'guard', management })).toEqual([
      `info: /metrics, ${DETAILS}: at the port 9464 for clients on this machine only. ${TO_OPEN}`,
    ]);
  });

  it('says nothing of a port that the app does not have', () => {
    const access = { metrics: 'local', details: 'local' } as const;
    const management = { port: 9464, host: '127.0.0.1', access };

    expect(saidOf({ metrics: 'open', details: 'closed', management, hasServer: false })).toEqual([
      `info: /metrics, ${DETAILS}: at the port 9464 for clients on this machine only. ${TO_OPEN}`,
    ]);
  });

  it('begins with what the environment says wrong', () => {
    expect(saidOf({ metrics: 'token', details: 'token', warnings: ['Wrong.'] })).toEqual([
      'warn: Wrong.',
    ]);
  });
});
