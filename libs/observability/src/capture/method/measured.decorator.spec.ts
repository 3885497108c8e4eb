import { Injectable, Scope } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { firstValueFrom, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { currentContext, Observer } from '../../core';
import type { MeasurementObservation, ObservationHandler } from '../../core';
import { Counted, Timed } from './measured.decorator';
import { Monitored } from './monitored.decorator';
import { MONITORED_OPTIONS, MonitoredExplorer } from './monitored.explorer';
import { OperationRegistry } from './operation.registry';

class Recorder implements ObservationHandler {
  readonly name = 'recorder';
  readonly ended: MeasurementObservation[] = [];
  readonly operationsEnded: unknown[] = [];
  readonly measurements = { end: (o: MeasurementObservation): void => void this.ended.push(o) };
  readonly operations = { end: (o: unknown): void => void this.operationsEnded.push(o) };

  /** Metric, labels and outcome of each call. */
  get calls(): string[] {
    return this.ended.map(({ measurement: { definition, labels }, outcome }) =>
      [definition.name, ...labels, outcome].join(' '),
    );
  }
}

@Injectable()
class Invoices {
  @Timed('invoice_render_seconds', { labels: { kind: 'pdf' }, buckets: [1, 5], help: 'Rendering.' })
  render(id: number): string {
    return `invoice ${id}`;
  }

  @Counted('invoices_sent_total')
  async send(isBroken = false): Promise<string> {
    await Promise.resolve();
    if (isBroken) throw new Error('no printer');
    return 'sent';
  }

  @Timed('invoice_all_seconds')
  @Counted('invoices_all_total', { labels: { kind: 'all' } })
  @Monitored('invoices.all')
  all(): string {
    return 'all';
  }

  @Counted('invoices_streamed_total')
  stream(): Observable<number> {
    return of(1, 2);
  }

  @Counted('invoices_listed_total')
  *list(): Generator<number> {
    yield 1;
  }

  @Counted('invoices_context_total')
  context(): unknown {
    return currentContext();
  }
}

@Injectable()
class ProForma extends Invoices {}

@Injectable({ scope: Scope.TRANSIENT })
class Draft {
  @Counted('drafts_total')
  save(): string {
    return 'saved';
  }
}

async function explore(...providers: (new () => object)[]): Promise<TestingModule> {
  const recorder = new Recorder();
  const container = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [
      { provide: Recorder, useValue: recorder },
      { provide: Observer, useValue: new Observer([recorder]) },
      { provide: MONITORED_OPTIONS, useValue: { slowThresholdMs: 1000 } },
      OperationRegistry,
      MonitoredExplorer,
      ...providers,
    ],
  }).compile();
  container.get(MonitoredExplorer).explore();
  return container;
}

describe('@Timed and @Counted', () => {
  let container: TestingModule;
  let invoices: Invoices;
  let recorder: Recorder;

  beforeEach(async () => {
    container = await explore(Invoices);
    invoices = container.get(Invoices);
    recorder = container.get(Recorder);
  });

  it('measure each call, and change nothing of it', () => {
    expect(invoices.render(7)).toBe('invoice 7');
    expect(recorder.calls).toEqual(['invoice_render_seconds pdf ok']);
  });

  it('measure a promise when it is settled, as ok or error', async () => {
    expect(await invoices.send()).toBe('sent');
    await expect(invoices.send(true)).rejects.toThrow('no printer');

    expect(recorder.calls).toEqual(['invoices_sent_total ok', 'invoices_sent_total error']);
  });

  it('measure Observables and generators when their values have come', async () => {
    const stream = invoices.stream();
    const list = invoices.list();
    expect(recorder.calls).toEqual([]);

    await firstValueFrom(stream);
    expect([...list]).toEqual([1]);

    expect(recorder.calls).toEqual(['invoices_streamed_total ok', 'invoices_listed_total ok']);
  });

  it('may stand on one method together, with @Monitored too', () => {
    expect(invoices.all()).toBe('all');

    expect(recorder.calls.toSorted()).toEqual([
      'invoice_all_seconds ok',
      'invoices_all_total all ok',
    ]);
    expect(recorder.operationsEnded).toHaveLength(1);
  });

  it('are a number and nothing else: a call outside a request gets no context', () => {
    expect(invoices.context()).toBeUndefined();
  });

  it('declare their metrics when the app starts', () => {
    const { measurements } = container.get(MonitoredExplorer);
    const [render, send] = measurements.map(({ definition }) => definition);

    expect(render).toEqual({
      name: 'invoice_render_seconds',
      type: 'histogram',
      help: 'Rendering.',
      unit: 'seconds',
      labels: ['kind', 'outcome'],
      buckets: [1, 5],
    });
    expect(send).toEqual({
      name: 'invoices_sent_total',
      type: 'counter',
      help: 'Recorded by @Counted on Invoices.send.',
      unit: 'calls',
      labels: ['outcome'],
    });
  });
});

describe('the measured methods of a class', () => {
  it('are inherited', async () => {
    const container = await explore(ProForma);

    container.get(ProForma).render(7);

    expect(container.get(Recorder).calls).toEqual(['invoice_render_seconds pdf ok']);
  });

  it('that Nest makes anew for each user are measured once, also by a second app', async () => {
    const [first, second] = [await explore(Draft), await explore(Draft)];

    (await first.resolve(Draft)).save();
    (await second.resolve(Draft)).save();

    const calls = [first, second].flatMap((container) => container.get(Recorder).calls);
    expect(calls).toEqual(['drafts_total ok', 'drafts_total ok']);
  });
});

describe('@Timed and @Counted on what is no method', () => {
  it.each([
    ['Timed', Timed('x_seconds')],
    ['Counted', Counted('x_total')],
  ])('say so: @%s', (name, decorator) => {
    const decorate = (): unknown => decorator({}, 'repository', undefined as never);

    expect(decorate).toThrow(
      `@${name} is applied to "repository", which is not an instance method. ` +
        'Apply it to a named method or to a class.',
    );
  });
});
