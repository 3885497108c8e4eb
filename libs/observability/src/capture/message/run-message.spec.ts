import { lastValueFrom, Observable, of, throwError, toArray } from 'rxjs';
import { currentContext, MessageObservation, Observer } from '../../core';
import { runMessage } from './run-message';

const ROUTE = { transport: 'tcp', pattern: 'sum', isEvent: false };

/** Runs one message and keeps what became of it. */
function start(): { ended: MessageObservation[]; run: (work: () => unknown) => unknown } {
  const ended: MessageObservation[] = [];
  const observer = new Observer([{ name: 'keeps', messages: { end: (o) => ended.push(o) } }]);
  return { ended, run: (work) => runMessage(observer, ROUTE, {}, work) };
}

describe('a message', () => {
  it('ends with the answer that is there at once', () => {
    const { ended, run } = start();

    expect(run(() => 6)).toBe(6);
    expect(ended).toMatchObject([{ route: ROUTE, outcome: 'ok' }]);
  });

  it('ends with the answer that comes later', async () => {
    const { ended, run } = start();

    const answer = run(async () => 6);

    expect(ended).toEqual([]);
    expect(await answer).toBe(6);
    expect(ended).toHaveLength(1);
  });

  it('ends with the last of many answers, all of them in its context', async () => {
    const { ended, run } = start();
    const traceIds = new Observable((subscriber) => {
      subscriber.next(currentContext()?.traceId);
      subscriber.complete();
    });

    const answers = (await run(async () => traceIds)) as Observable<unknown>;

    expect(ended).toEqual([]);
    const [traceId] = await lastValueFrom(answers.pipe(toArray()));
    expect(ended.map(({ context }) => context.traceId)).toEqual([traceId]);
  });

  it.each([
    ['throws', () => JSON.parse('{') as unknown],
    ['rejects', async () => JSON.parse('{') as unknown],
  ])('fails when its handler %s, and the error goes on', async (_how, work) => {
    const { ended, run } = start();

    await expect((async () => run(work))()).rejects.toThrow(SyntaxError);
    expect(ended).toMatchObject([{ outcome: 'error', error: expect.any(SyntaxError) as unknown }]);
  });

  it('keeps the error that was captured before the answer that was made of it', async () => {
    const { ended, run } = start();
    const error = new Error('captured');

    const answers = run(() => {
      currentContext()?.fail(error);
      return throwError(() => ({ status: 'error' }));
    }) as Observable<unknown>;

    await expect(lastValueFrom(answers)).rejects.toEqual({ status: 'error' });
    expect(ended).toMatchObject([{ error }]);
  });

  it('ends when its client goes away', () => {
    const { ended, run } = start();
    const answers = run(() => new Observable(() => undefined)) as Observable<unknown>;

    answers.subscribe().unsubscribe();

    expect(ended).toHaveLength(1);
  });

  it('ends once when its answers are subscribed to twice', async () => {
    const { ended, run } = start();
    const answers = run(() => of(1)) as Observable<unknown>;

    await Promise.all([lastValueFrom(answers), lastValueFrom(answers)]);

    expect(ended).toHaveLength(1);
  });
});
