import { HttpException } from '@nestjs/common';
import { reportHintsOf } from '../core';
import { ErrorsSignal } from '../signals/errors/testing/errors-signal';
import { BusinessLogicException } from './business-logic-exception';
import { ExternalServiceException } from './external-service-exception';
import { MonitoredException } from './monitored-exception';

describe('MonitoredException', () => {
  it('is an HttpException of 500 with its message, and keeps the rest from the client', () => {
    const exception = new MonitoredException('no lines', { context: { invoice: 7 } });

    expect(exception).toBeInstanceOf(HttpException);
    expect(exception.getStatus()).toBe(500);
    expect(exception.getResponse()).toBe('no lines');
    expect(exception).toMatchObject({ name: 'MonitoredException', message: 'no lines' });
  });

  it('provides its context, level and fingerprint to reporters', () => {
    const said = { context: { invoice: 7 }, level: 'fatal', fingerprint: ['invoice'] } as const;

    expect(reportHintsOf(new MonitoredException('no lines', said))).toEqual(said);
  });

  it('says them also from inside an error that wraps it', () => {
    const inner = new MonitoredException('no lines', { level: 'warning' });

    expect(reportHintsOf(new Error('outer', { cause: inner }))).toMatchObject({ level: 'warning' });
  });

  it('keeps its cause and takes another status', () => {
    const cause = new Error('root');
    const exception = new MonitoredException('gone', { status: 410, cause });

    expect([exception.cause, exception.getStatus()]).toEqual([cause, 410]);
  });
});

describe('a MonitoredException that answers 4xx', () => {
  it.each([
    [409, 0],
    [500, 1],
  ])('with the level error and %d is reported %d times: the status decides', (status, reports) => {
    const signal = new ErrorsSignal();
    const request = signal.request(status);

    request.fail(new MonitoredException('taken', { status, level: 'error' }));
    signal.observer.requests.end(request);

    expect(signal.reports).toHaveLength(reports);
  });
});

describe('BusinessLogicException', () => {
  it('is a MonitoredException at error', () => {
    const exception = new BusinessLogicException('sold out');

    expect(exception).toBeInstanceOf(MonitoredException);
    expect([exception.level, exception.getStatus()]).toEqual(['error', 500]);
  });
});

describe('ExternalServiceException', () => {
  it('is a warning, answers 502 and names the service and what it answered', () => {
    const exception = new ExternalServiceException('payments', 'declined', {
      responseCode: 503,
      context: { order: 7 },
    });

    expect([exception.level, exception.getStatus()]).toEqual(['warning', 502]);
    expect(exception.context).toEqual({ service_name: 'payments', response_code: 503, order: 7 });
  });
});

describe('what an error says of its report', () => {
  it.each([['text'], [null], [undefined], [new Error('plain')]])('is nothing of %p', (error) => {
    expect(reportHintsOf(error)).toBeUndefined();
  });
});
