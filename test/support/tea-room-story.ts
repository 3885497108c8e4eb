import { eventually } from './eventually';
import type { TeaRoom } from './tea-room';

/** What arrives from an app that uses every optional package. */
export function everythingArrives(room: () => TeaRoom): void {
  it('answers, and counts by itself and by prom-client', async () => {
    expect(await (await room().get('/tea')).text()).toBe('tea');

    const page = await (await room().get('/metrics')).text();
    expect(page).toMatch(/http_server_request_duration_seconds_count\{[^}]*"\/tea"[^}]*\} \d/);
    expect(page).toMatch(/^tea_served_total\{kind="green"\} \d/m);
  });

  it('writes lines of PinoLogger with its class and the id of the request, lines for people too', async () => {
    const { headers } = await room().get('/tea');

    await eventually(() => {
      expect(room().lines).toContainEqual(
        expect.objectContaining({
          message: 'tea by pino',
          context: 'TeaController',
          request_id: headers.get('x-request-id'),
        }),
      );
      expect(room().said).toMatch(/\[\d\d:\d\d:\d\d\.\d{3}\] INFO.*: GET \/tea 200 in /);
    });
  });

  it('writes each record on one line, whatever is in it', async () => {
    await room().get('/tea');

    await eventually(() => expect(room().text).toContain(String.raw`green\u202e tea\u2028forged`));
    expect(room().text).not.toMatch(/[\u202e\u2028]/);
  });

  it('sends spans', async () => {
    await room().get('/tea');

    await eventually(() =>
      expect(room().otlp.spans).toContainEqual(
        expect.objectContaining({ name: 'GET /tea', kind: 2 }),
      ),
    );
  });

  it('sends an error to Sentry once, and by mail', async () => {
    const { status } = await room().get('/broken');

    expect(status).toBe(500);
    await eventually(() => {
      expect(room().sentry.messages).toEqual(['the pot is broken']);
      expect(
        room()
          .smtp.mails.map(({ source }) => source)
          .join(''),
      ).toContain('the pot is broken');
    });
  });

  it('sends an error that a filter of the app answers by itself', async () => {
    const { status } = await room().get('/spilt');

    expect(status).toBe(503);
    await eventually(() => expect(room().sentry.messages).toContain('the tea is spilt'));
  });

  it('rotates its log file', async () => {
    for (let i = 0; i < 150; i += 1) await room().get('/tea');

    await eventually(() => expect(room().hasRotated).toBe(true));
  });
}

/** The one that needs files beside the app. */
export function threadsWrite(room: () => TeaRoom): void {
  it('writes by a transport of pino, in its thread', async () => {
    await room().get('/tea');

    await eventually(() =>
      expect(room().threadLines).toContainEqual(
        expect.objectContaining({ message: 'tea by pino' }),
      ),
    );
  });
}
