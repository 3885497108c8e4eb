import type { Finding } from './contract';
import { HealthProbe, healthProbeOf } from './health-probe.decorator';
import { checkNameOf, probeIndicator } from './probe.indicator';

const FINE: Finding = { status: 'healthy', message: 'fine' };
const SIGNAL = new AbortController().signal;

@HealthProbe({ critical: true, groups: ['checkout'] })
class LicenceServerProbe {
  message = 'valid';

  async check(): Promise<Finding> {
    return { ...FINE, message: this.message };
  }
}

class PlainHeir extends LicenceServerProbe {}

describe('@HealthProbe()', () => {
  it('marks the class and nothing that extends it', () => {
    expect(healthProbeOf(LicenceServerProbe)).toEqual({ critical: true, groups: ['checkout'] });
    expect(healthProbeOf(PlainHeir)).toBeUndefined();
    expect(healthProbeOf(undefined)).toBeUndefined();
  });

  it('without words marks all the same', () => {
    @HealthProbe()
    class Disk {}

    expect(healthProbeOf(Disk)).toEqual({});
  });
});

describe('the indicator of a probe', () => {
  it('is called after the class and asks the instance', async () => {
    const probe = new LicenceServerProbe();
    probe.message = 'ends soon';

    const indicator = probeIndicator(probe, { critical: true });

    expect(indicator).toMatchObject({ name: 'licence_server', critical: true });
    await expect(indicator.check(SIGNAL)).resolves.toEqual({ ...FINE, message: 'ends soon' });
  });

  it('is what the decorator says, else what the fields say', () => {
    const fields = {
      name: 'licence',
      critical: true,
      isDependency: false,
      policy: 'inform',
      groups: ['a'],
      intervalMs: 5000,
      timeoutMs: 100,
      statusWhenLate: 'degraded',
      check: async () => FINE,
    } as const;

    const byFields = probeIndicator(fields, {});
    const bySaid = probeIndicator(fields, { name: 'paper', critical: false, policy: 'gate' });

    const { check, ...rest } = fields;
    expect(byFields).toMatchObject(rest);
    expect(bySaid).toMatchObject({ ...rest, name: 'paper', critical: false, policy: 'gate' });
    expect(check).toBeInstanceOf(Function);
  });

  it('is not critical by default', () => {
    expect(probeIndicator({ check: async () => FINE }, {}).critical).toBe(false);
  });

  it('cannot be made without check()', () => {
    class Deaf {}

    expect(() => probeIndicator(new Deaf(), {})).toThrow(
      expect.objectContaining({
        name: 'InvalidHealthProbeError',
        code: 'HEALTH_INVALID_PROBE',
        message:
          'The class "Deaf" has @HealthProbe() and no method check(). Give it one that returns ' +
          "a finding, for example async check() { return { status: 'healthy', message: 'fine' }; }.",
      }),
    );
  });
});

describe('the name of a check', () => {
  it.each([
    ['LicenceProbe', 'licence'],
    ['LicenceServerHealthIndicator', 'licence_server'],
    ['SMTPServerCheck', 'smtp_server'],
    ['S3BucketProbe', 's3_bucket'],
    ['HealthProbe', 'health_probe'],
    ['Disk', 'disk'],
  ])('of the class %s is %s', (className, name) => {
    expect(checkNameOf(className)).toBe(name);
  });
});
