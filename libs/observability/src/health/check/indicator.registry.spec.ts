import type { HealthIndicator } from '../model/contract';
import { IndicatorRegistry } from './indicator.registry';

const check = async () => ({ status: 'healthy', message: '' }) as const;

function indicator(name: string): HealthIndicator {
  return { name, critical: true, check };
}

describe('the registry of indicators', () => {
  it('gives them back by name and in their order', () => {
    const registry = new IndicatorRegistry();
    const database = indicator('database');
    const cache = indicator('cache');

    registry.add(database);
    registry.add(cache);

    expect(registry.get('cache')).toBe(cache);
    expect(registry.all()).toEqual([database, cache]);
    expect(registry.has('database')).toBe(true);
    expect(registry.has('queue')).toBe(false);
  });

  it('refuses a second indicator of one name', () => {
    const registry = new IndicatorRegistry();
    registry.add(indicator('cache'));

    const add = (): void => registry.add(indicator('cache'));

    expect(add).toThrow(
      expect.objectContaining({
        name: 'DuplicateIndicatorError',
        code: 'HEALTH_DUPLICATE_INDICATOR',
        message:
          'Two health indicators are named "cache". Give one of them another name, ' +
          'or set health.autoWire to false if one of them was created for a client in the container.',
      }),
    );
  });

  it.each([
    ['', '""'],
    ['my cache', '"my cache"'],
    ['a'.repeat(65), `"${'a'.repeat(65)}"`],
    ['line\nbreak', '"line\\nbreak"'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('refuses the name %p', (name, shown) => {
    const registry = new IndicatorRegistry();

    // Only TypeScript knows that a name is a text.
    const add = (): void => registry.add(indicator(name as string));

    expect(add).toThrow(
      expect.objectContaining({
        name: 'UnnamedIndicatorError',
        code: 'HEALTH_UNNAMED_INDICATOR',
        message:
          `A health indicator has the name ${shown}. ` +
          'Give it a name of letters, digits, "-", "_", "." or ":".',
      }),
    );
  });

  it.each([['external_services'], ['db:orders'], ['disk.root'], ['a-1'], ['a'.repeat(64)]])(
    'takes the name %p',
    (name) => {
      const registry = new IndicatorRegistry();

      registry.add(indicator(name));

      expect(registry.has(name)).toBe(true);
    },
  );

  it('names the known indicators when one is unknown', () => {
    const registry = new IndicatorRegistry();
    registry.add(indicator('database'));
    registry.add(indicator('cache'));

    expect(() => registry.get('databse')).toThrow(
      expect.objectContaining({
        name: 'UnknownIndicatorError',
        code: 'HEALTH_UNKNOWN_INDICATOR',
        message: 'No health indicator is named "databse". The app\'s indicators: database, cache.',
      }),
    );
  });

  it('says so when there are no indicators at all', () => {
    expect(() => new IndicatorRegistry().get('database')).toThrow(
      'No health indicator is named "database". The app\'s indicators: none.',
    );
  });
});
