import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Drops, Observer, Redactor, RequestContext, RequestObservation } from '../../../core';
import { AccessLine } from './access-line';
import { AccessLines } from './access-lines';
import { LineDropReporter, LineDrops } from '../destinations/line-drops';
import { LineWriter } from '../destinations/line-writer';
import type { PatientDestination, PendingLines } from '../destinations/pending-lines';

/** Takes lines when the test says so. */
class Patient implements PatientDestination {
  readonly written: string[] = [];
  pending: PendingLines | undefined;

  write(line: string): void {
    this.written.push((JSON.parse(line) as { http: { path: string } }).http.path);
  }

  writeLater(lines: PendingLines): void {
    this.pending = lines;
  }

  take(): void {
    for (const line of linesOf(this.pending)) this.write(line);
  }
}

/** Each of the lines that wait, cut where they say that it ends. */
function linesOf(pending: PendingLines | undefined): string[] {
  const { text, ends } = pending?.join() ?? { text: '', ends: [] };
  return ends.map((end, i) => text.slice(ends[i - 1] ?? 0, end));
}

function requestTo(url: string): RequestObservation {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url });
  const context = new RequestContext(new Observer([]));
  const response = new ServerResponse(request);
  return new RequestObservation(0, context, request, response, {});
}

describe('the access lines', () => {
  const line = new AccessLine({ service: 'shop' }, new Redactor());
  let drops: Drops;

  beforeEach(() => {
    drops = new Drops();
  });

  it('are written at once where nobody gathers lines', () => {
    const written: string[] = [];
    const lines = new AccessLines(line, { write: (text) => written.push(text) }, drops);

    lines.add(requestTo('/1'));

    expect(written).toHaveLength(1);
  });

  it('wait, in order, for a destination that gathers them', () => {
    const patient = new Patient();
    const lines = new AccessLines(line, patient, drops);

    for (const url of ['/1', '/2', '/3']) lines.add(requestTo(url));
    const before = [...patient.written];
    patient.take();
    patient.take();

    expect([before, patient.written]).toEqual([[], ['/1', '/2', '/3']]);
  });

  it('say when their request ended, not when they were written', () => {
    jest.useFakeTimers({ now: new Date('2026-11-24T09:00:57.123Z') });
    const patient = new Patient();
    const lines = new AccessLines(line, patient, drops);

    lines.add(requestTo('/1'));
    jest.setSystemTime(new Date('2026-11-24T09:00:57.133Z'));
    const [text] = linesOf(patient.pending);
    jest.useRealTimers();

    expect(text).toContain('"timestamp":"2026-11-24T09:00:57.123Z"');
  });

  it('know the address of a client whose connection is forgotten', () => {
    const patient = new Patient();
    const lines = new AccessLines(line, patient, drops);
    const observation = requestTo('/1');
    Object.defineProperty(observation.request.socket, 'remoteAddress', { value: '10.0.0.7' });

    lines.add(observation);
    observation.letGo();

    expect(linesOf(patient.pending)[0]).toContain('"client_address":"10.0.0.7"');
  });

  it('are full before they keep much alive', () => {
    const patient = new Patient();
    const lines = new AccessLines(line, patient, drops);

    const full = Array.from({ length: 32 }, (_, i) => {
      lines.add(requestTo(`/${i}`));
      return lines.isFull;
    });

    expect(full.indexOf(true)).toBe(31);
  });

  it('lose one that cannot be written, counted, and no other', () => {
    const patient = new Patient();
    const lines = new AccessLines(line, patient, drops);
    const broken = requestTo('/broken');
    Object.defineProperty(broken, 'outcome', {
      get: () => {
        throw new Error('broken');
      },
    });

    for (const each of [requestTo('/1'), broken, requestTo('/2')]) lines.add(each);
    patient.take();

    expect(patient.written).toEqual(['/1', '/2']);
    expect([...drops.byReason()]).toEqual([{ part: 'logs', reason: '', count: 1 }]);
  });

  it('keep their order with lines of other levels and of the app, in a destination of the library', async () => {
    const written: string[] = [];
    let isOpen = true;
    const writer = new LineWriter({
      sink: {
        unitBytes: 65_536,
        isIdle: true,
        trouble: undefined,
        take: (bytes) => {
          if (!isOpen) return 0;
          written.push(bytes.toString());
          return bytes.length;
        },
        takeLast: () => 0,
        close: () => 0,
      },
      report: new LineDropReporter('test', {
        drops: new LineDrops(drops),
        warn: () => undefined,
        lineOf: (message) => message,
      }),
      mostWaitingBytes: 10_000_000,
    });
    const lines = new AccessLines(line, writer, drops);
    const wanted: string[] = [];

    for (let i = 0; i < 3000; i += 1) {
      const path = `/${String(i)}`;
      isOpen = i % 700 < 500;
      if (i % 11 === 3) writer.write(`{"level":"info","http":{"path":"${path}"}}\n`, 30);
      else lines.add(requestTo(path), i % 7 === 0 ? 'error' : 'info');
      wanted.push(path);
      if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    isOpen = true;
    await writer.flush(5000);

    const paths = written
      .join('')
      .trimEnd()
      .split('\n')
      .map((text) => (JSON.parse(text) as { http: { path: string } }).http.path);
    expect(paths).toEqual(wanted);
    writer.close();
  });
});
