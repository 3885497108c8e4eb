import { Problems, Redactor, redactPattern } from '../../libs/observability/src/core';
import { outputsOf } from '../support/error-outputs';
import { WrittenLogs } from '../support/written-logs';
import { attackEach, attackGrid } from './attack';
import { REPORTED_LEAKS } from './corpus/reported-leaks';
import type { ReportedLeak } from './corpus/reported-leaks';

const redactor = new Redactor();
const SECRETS = [
  { name: 'a plain one', secret: 'Q7xTk9Lm2vRw' },
  { name: 'one with marks', secret: 'LIkaITK744+p4N/XFr9==' },
  { name: 'a word', secret: 'tangerine' },
];

function safeOf({ way, with: withSecret }: ReportedLeak, secret: string): string {
  const given = withSecret(secret);
  switch (way) {
    case 'text':
      return redactor.text(given as string);
    case 'url':
      return redactor.url(given as string);
    case 'headers':
      return JSON.stringify(redactor.headers(given as object));
    case 'error':
      return outputsOf(given);
    default:
      return JSON.stringify(redactor.value(given));
  }
}

/** What stands in a line that others forge, with the report of the logger that let it pass. */
const FORGED: readonly (readonly [report: string, text: string])[] = [
  ['https://github.com/apache/logging-log4net/pull/273', 'user\r\n<14>1 forged'],
  ['https://github.com/augustd/owasp-security-logging/issues/52', 'bad\nINFO forged\r\n\tat f'],
  ['https://github.com/augustd/owasp-security-logging/issues/59', 'a\u0085INFO forged'],
  ['https://github.com/augustd/owasp-security-logging/issues/75', 'failed\b\b\b\b\b\bpassed'],
  ['https://github.com/pinojs/pino-pretty/pull/671', '\u001b]0;title\u0007\u009b2J'],
  ['https://github.com/endolith/open-interpreter/issues/169', '\u001b[?1000h\u001b[?1003h'],
  [
    'https://github.com/keycloak/keycloak/issues/25078',
    'x"}\n{"level":"fatal","message":"forged"}',
  ],
];
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('what was reported of other programs', () => {
  attackGrid(
    'S5',
    'leaks from no place in which another logger, scrubber or driver leaked',
    { rows: REPORTED_LEAKS, columns: SECRETS },
    (report, { secret }) => {
      const safe = safeOf(report, secret);
      const isIn = safe.includes(secret) || safe.includes(encodeURIComponent(secret));
      const isLost = report.kept?.some((part) => !safe.includes(part)) === true;
      return isIn || isLost ? safe : undefined;
    },
  );

  attackEach('S5', 'forges no line that another logger let pass', FORGED, ([, text]) => {
    const logs = new WrittenLogs();
    const { logger } = logs.logs;
    logger.error(new Error(text), text);
    logger.child({ user: text }).info({ [text]: text }, 'said %s', text);

    const { pretty, ...lines } = logs.take();
    for (const written of Object.values(lines)) {
      expect(written.trimEnd().split('\n')).toHaveLength(2);
      expect(written.replaceAll('\n', '')).not.toMatch(STEERING);
    }
    expect(pretty.replaceAll('\n', '')).not.toMatch(STEERING);
  });

  // https://github.com/davidmarkclements/fast-redact/issues/75
  attackEach(
    'S5',
    'pollutes no prototype and changes nothing that it is given',
    ['__proto__', 'constructor', 'prototype'],
    (key) => {
      const text = `{"${key}":{"prototype":{"polluted":true},"polluted":true},"password":"a1"}`;
      const given = JSON.parse(text) as object;
      redactor.value(given);

      expect(JSON.stringify(given)).toBe(text);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  // https://github.com/axios/axios/issues/7205, https://github.com/clearlydefined/service/pull/1389
  attackEach(
    'S5',
    'fails on no value that cannot be written as JSON',
    ['cause', 'request'],
    (key) => {
      const error = new Error('socket hang up');
      Object.assign(error, { [key]: { error, size: 1n, toJSON: () => error } });

      expect(outputsOf(error)).toContain('socket hang up');
    },
  );

  // https://github.com/getsentry/sentry/issues/2614
  attackEach(
    'S5',
    'takes no word for the secret that it names',
    ['something_containing_the_string_password', 'the token has expired', 'wrong password'],
    (text) => expect(redactor.value({ field: text })).toEqual({ field: text }),
  );

  // https://github.com/stacktale/stacktale/issues/118
  attackEach(
    'S5',
    'accepts no pattern of the app that backtracks without end',
    [/(\w+\s?)+@internal\.corp/, /(?:[a-z]*)*b/],
    (pattern) => {
      const problems = new Problems();
      redactPattern(pattern, 'logs.redactPatterns[0]', problems);

      expect(() => problems.throwIfAny()).toThrow('ms on a short string');
    },
  );
});
