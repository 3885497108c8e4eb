import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { WebSocket } from 'ws';
import { ChatModule } from '../support/chat-app';
import { eventually } from '../support/eventually';
import { listen, platforms } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { ReportedSignals } from '../support/reported-signals';

interface Answer {
  readonly event: string;
  readonly data: unknown;
}

/** A client of the chat, which waits for one answer to each thing that it says. */
class ChatClient {
  private constructor(private readonly socket: WebSocket) {}

  static async open(base: string): Promise<ChatClient> {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/chat`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new ChatClient(socket);
  }

  say(event: string, data: unknown = {}): Promise<Answer> {
    const answered = new Promise<Answer>((resolve, reject) => {
      setTimeout(() => reject(new Error(`"${event}" got no answer`)), 2000).unref();
      this.socket.once('message', (text: Buffer) => resolve(JSON.parse(text.toString()) as Answer));
    });
    this.socket.send(JSON.stringify({ event, data }));
    return answered;
  }

  close(): void {
    this.socket.close();
  }
}

// Sentry's client belongs to the process, so that all apps have one back end.
let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(() => sentry.stop());

describe.each(platforms)('messages to a WebSocket gateway on $platform', ({ adapter }) => {
  let signals: ReportedSignals;
  let app: INestApplication;
  let base: string;
  let client: ChatClient;

  beforeAll(async () => {
    signals = new ReportedSignals(sentry);
    const options = { logger: ['error' as const], abortOnError: false };
    app = await NestFactory.create(ChatModule.with(signals.options), adapter(), options);
    app.useWebSocketAdapter(new WsAdapter(app));
    base = await listen(app);
    client = await ChatClient.open(base);
  });

  beforeEach(() => signals.clear());

  afterAll(async () => {
    client.close();
    await app.close();
  });

  it('have one context each, the guard included, though they come by one connection', async () => {
    const first = (await client.say('trace')).data as string[];
    const second = (await client.say('trace')).data as string[];

    expect(first[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(first[1]).toBe(first[0]);
    expect(second[0]).not.toBe(first[0]);
  });

  it('keep it where answers come as an Observable', async () => {
    expect((await client.say('stream')).data).toMatch(/^[0-9a-f]{32}$/);
  });

  it('believe no id in their data, which is the client’s', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const data = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-request-id': 'r-7' };

    const ids = (await client.say('ids', data)).data as Record<string, string>;

    expect(ids['traceId']).not.toBe(traceId);
    expect(ids['requestId']).toBe(ids['traceId']);
  });

  it('are timed, and logged with the user of the connection', async () => {
    const own = await ChatClient.open(base);
    await own.say('hello', 'mary');
    await own.say('trace');
    own.close();

    const handled = signals.logs.lines.filter(({ message }) => message === 'message handled');
    expect(handled).toMatchObject([
      { user_id: 'mary', handler: { transport: 'websocket', pattern: 'hello', outcome: 'ok' } },
      { user_id: 'mary', handler: { transport: 'websocket', pattern: 'trace', outcome: 'ok' } },
    ]);
    const counts = await signals.metric(app, 'message_duration_seconds_count');
    const labels = { transport: 'websocket', pattern: 'hello' };
    expect(counts).toContainEqual(expect.objectContaining({ labels, value: 1 }));
  });

  it.each([
    ['an error', 'broken', 'broken handler'],
    ['an Observable that fails', 'broken stream', 'broken stream'],
  ])('report %s once, and the client hears of an exception', async (_what, event, message) => {
    const answer = await client.say(event);

    expect(answer).toMatchObject({
      event: 'exception',
      data: { status: 'error', message: 'Internal server error' },
    });
    await eventually(() => expect(signals.events).toEqual([[message, `websocket ${event}`]]));
    expect(signals.errors).toMatchObject([{ message: `message failed: ${message}` }]);
  });

  it("report an error that the app's own filter answers, and the answer stays its own", async () => {
    const answer = await client.say('filtered');

    expect(answer).toEqual({ event: 'own', data: 'own way' });
    await eventually(() => expect(signals.events).toEqual([['own way', 'websocket filtered']]));
  });

  it('do not report what is an answer: a WsException, an HttpException below 500', async () => {
    const planned = await client.say('planned');
    const missing = await client.say('missing');
    await client.say('broken');

    expect(planned).toMatchObject({ event: 'exception', data: { message: 'no such thing' } });
    expect(missing).toMatchObject({ event: 'exception' });
    await eventually(() =>
      expect(signals.events).toEqual([['broken handler', 'websocket broken']]),
    );
  });

  it('find @Monitored on their handlers', async () => {
    await client.say('broken');

    const calls = await signals.metric(app, 'operation_calls_total');
    expect(calls.map(({ labels }) => labels['operation'])).toContain('ChatGateway.broken');
  });
});
