import type { EventHint } from '@sentry/nestjs';
import { onViews, parseFramesOnly } from './frames-only';

const FORGED = '    at f (/app/forged.js:1:1)';

/** A client that gives back what it would parse. */
const clientOf = () => ({
  eventFromException: (exception: unknown, hint?: EventHint): unknown => [exception, hint],
  eventFromMessage: (message: unknown, level?: unknown, hint?: EventHint): unknown => [
    message,
    level,
    hint?.syntheticException?.stack,
  ],
});

describe('what Sentry parses', () => {
  it('are the frames of an error, and its hint is as the app gave it', () => {
    const client = clientOf();
    const error = new Error(`x\n${FORGED}`);
    const hint = { originalException: error };
    parseFramesOnly(client);

    const [parsed, given] = client.eventFromException(error, hint) as [Error, EventHint];

    expect(parsed.stack).toMatch(/^Error\n    at .*frames-only\.spec/);
    expect(parsed.message).toBe(error.message);
    expect(given).toBe(hint);
  });

  it('are those of an error inside an object', () => {
    const client = clientOf();
    parseFramesOnly(client);

    const [parsed] = client.eventFromException({ reason: new Error(FORGED) }) as [
      { reason: Error },
    ];

    expect(parsed.reason.stack).not.toContain('forged');
  });

  it.each([['text'], [undefined], [new Date(0)], [[1]]])('is %p itself', (thrown) => {
    const client = clientOf();
    parseFramesOnly(client);

    expect(client.eventFromException(thrown)).toEqual([thrown, undefined]);
  });

  it('are the frames of where a message was captured', () => {
    const client = clientOf();
    const syntheticException = new Error(`x\n${FORGED}`);
    parseFramesOnly(client);

    const [message, level, stack] = client.eventFromMessage('x', 'info', {
      syntheticException,
    }) as string[];

    expect([message, level]).toEqual(['x', 'info']);
    expect(stack).toMatch(/^Error\n    at .*frames-only\.spec/);
  });

  it('are those of its causes', () => {
    const seen: unknown[] = [];
    const cause = new Error(FORGED);
    const integration = onViews({
      name: 'Linked',
      preprocessEvent(_event: unknown, { originalException }: EventHint): void {
        seen.push((originalException as Error).cause);
      },
    });

    integration.preprocessEvent({}, { originalException: new Error('x', { cause }) });

    expect((seen[0] as Error).message).toBe(FORGED);
    expect((seen[0] as Error).stack).not.toContain('forged');
  });

  it('has no part in an integration that looks at no event', () => {
    const integration = { name: 'Modules' };

    expect(onViews(integration)).toBe(integration);
  });
});
