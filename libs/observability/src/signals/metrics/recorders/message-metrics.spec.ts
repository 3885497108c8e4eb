import { RegistryUnderTest } from '../testing/registry-under-test';
import { MessageObservation, Observer, RequestContext } from '../../../core';
import { MessageMetrics } from './message-metrics';

const COUNT = 'message_duration_seconds_count';
const ROUTE = { transport: 'tcp', pattern: 'sum', isEvent: false };

function message(error?: unknown): MessageObservation {
  const observation = new MessageObservation(0, new RequestContext(new Observer([])), ROUTE);
  if (error !== undefined) observation.fail(error);
  return Object.assign(observation, { durationSeconds: 0.004 });
}

describe('MessageMetrics', () => {
  it('keeps answers, refusals and failures apart', async () => {
    const under = new RegistryUnderTest();
    const metrics = new MessageMetrics(under.registry);
    const refusal = Object.assign(new Error('no'), { getError: () => 'no' });

    [message(), message(), message(refusal), message('broken')].forEach((o) => metrics.end(o));

    const labels = 'transport="tcp",pattern="sum"';
    expect(await under.lines(COUNT)).toEqual([
      `${COUNT}{${labels}} 2`,
      `${COUNT}{${labels},error_type="client_error"} 1`,
      `${COUNT}{${labels},error_type="server_error"} 1`,
    ]);
  });
});
