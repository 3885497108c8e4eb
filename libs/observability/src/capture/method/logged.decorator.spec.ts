import { Injectable } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { firstValueFrom, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { Observer } from '../../core';
import type { LoggedObservation, ObservationHandler } from '../../core';
import { Logged } from './logged.decorator';
import { Monitored } from './monitored.decorator';
import { MONITORED_OPTIONS, MonitoredExplorer } from './monitored.explorer';
import { OperationRegistry } from './operation.registry';

class Recorder implements ObservationHandler {
  readonly name = 'recorder';
  /** What was recorded, in order. */
  readonly recorded: string[] = [];
  readonly last: LoggedObservation[] = [];
  readonly logged = {
    begin: (call: LoggedObservation): void =>
      this.record(call.isLaterRun ? 'runs' : 'called', call),
    end: (call: LoggedObservation): void => this.record(call.outcome, call),
    discard: (call: LoggedObservation): void => this.record('later', call),
  };

  private record(what: string, call: LoggedObservation): void {
    this.recorded.push(`${call.method.methodName}(${call.argumentCount}) ${what}`);
    this.last.push(call);
  }
}

@Injectable()
class Invoices {
  @Logged({ logger: 'performance', level: 'debug' })
  render(_id: number, _secret?: string): string {
    return 'pdf';
  }

  @Logged()
  @Monitored()
  async send(): Promise<string> {
    await Promise.resolve();
    throw new Error('no printer');
  }

  @Logged()
  stream(): Observable<number> {
    return of(1, 2);
  }

  silent(): string {
    return 'not logged';
  }
}

@Injectable()
@Logged({ level: 'trace' })
class Receipts {
  onModuleInit(): void {
    // Nest calls it.
  }

  print(): string {
    return 'receipt';
  }

  @Logged({ level: 'warn' })
  reprint(): string {
    return 'receipt';
  }
}

@Injectable()
class PaperReceipts extends Receipts {}

async function explore(type: new () => object): Promise<TestingModule> {
  const recorder = new Recorder();
  const container = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [
      { provide: Recorder, useValue: recorder },
      { provide: Observer, useValue: new Observer([recorder]) },
      { provide: MONITORED_OPTIONS, useValue: { slowThresholdMs: 1000 } },
      OperationRegistry,
      MonitoredExplorer,
      type,
    ],
  }).compile();
  container.get(MonitoredExplorer).explore();
  return container;
}

describe('@Logged', () => {
  let container: TestingModule;
  let invoices: Invoices;
  let recorder: Recorder;

  beforeEach(async () => {
    container = await explore(Invoices);
    invoices = container.get(Invoices);
    recorder = container.get(Recorder);
  });

  it('records a call and its end, with the number of its arguments', () => {
    expect(invoices.render(7, 'hunter2')).toBe('pdf');

    expect(recorder.recorded).toEqual(['render(2) called', 'render(2) ok']);
    expect(recorder.last[0]?.method).toEqual({
      className: 'Invoices',
      methodName: 'render',
      logger: 'performance',
      level: 'debug',
    });
    expect(JSON.stringify(recorder.last)).not.toContain('hunter2');
  });

  it('records a failure and rethrows it, also with @Monitored', async () => {
    await expect(invoices.send()).rejects.toThrow('no printer');

    expect(recorder.recorded).toEqual(['send(0) called', 'send(0) error']);
  });

  it('records once that an Observable was returned, and the end of each run', async () => {
    const stream = invoices.stream();
    await firstValueFrom(stream);

    expect(recorder.recorded).toEqual([
      'stream(0) called',
      'stream(0) later',
      'stream(0) runs',
      'stream(0) ok',
    ]);
  });

  it('leaves other methods alone', () => {
    expect(invoices.silent()).toBe('not logged');

    expect(recorder.recorded).toEqual([]);
  });
});

describe('@Logged on a class', () => {
  it.each([Receipts, PaperReceipts])(
    'means its methods, not those that Nest calls',
    async (type) => {
      const container = await explore(type);
      const receipts = container.get(type);
      const recorder = container.get(Recorder);

      receipts.onModuleInit();
      receipts.print();
      receipts.reprint();

      const levels = recorder.last.map(({ method }) => `${method.methodName} ${method.level}`);
      expect(levels).toEqual(['print trace', 'print trace', 'reprint warn', 'reprint warn']);
    },
  );
});

describe('@Logged on what is no method', () => {
  it('says so', () => {
    expect(() => Logged()({}, 'repository', undefined)).toThrow(
      '@Logged is applied to "repository", which is not an instance method',
    );
  });
});
