import { Observer, OperationObservation } from '../core';
import { HealthChecker } from '../health';
import { FakeClock, FakeIndicator, RecordingHandler } from './index';

describe('the testing kit', () => {
  it('remembers ended observations with the time of its own clock', () => {
    const clock = new FakeClock();
    const recorder = new RecordingHandler();
    const { operations } = new Observer([recorder], clock);
    const operation = {
      name: 'a.b',
      className: 'a',
      methodName: 'b',
      slowThresholdMs: 1,
      index: 0,
    };
    const observation = operations.begin(
      new OperationObservation(clock.now(), undefined, operation),
    );

    clock.advance(250);
    operations.end(observation);

    expect(recorder.endedOperations.map(({ durationSeconds }) => durationSeconds)).toEqual([0.25]);
  });

  it('has an indicator with a configurable result', async () => {
    const clock = new FakeClock();
    const options = { timeoutMs: 100, responseDeadlineMs: 100, cacheMs: 0, fall: 1 };
    const checker = new HealthChecker(options, new Observer([], clock));
    const indicator = new FakeIndicator('disk');

    const fine = await checker.check(indicator.finds('degraded', 'nearly full'));
    const failed = await checker.check(indicator.fails(new Error('gone')));

    expect([fine.status, fine.message]).toEqual(['degraded', 'nearly full']);
    expect([failed.status, failed.message]).toEqual(['unhealthy', 'Health check failed: gone']);
  });
});
