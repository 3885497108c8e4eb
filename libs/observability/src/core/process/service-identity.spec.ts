import { serviceName } from './service-identity';

describe('the name of the app in the environment', () => {
  it.each([
    ['OTEL_SERVICE_NAME', { OTEL_SERVICE_NAME: 'shop' }, 'shop'],
    ['a resource attribute', { OTEL_RESOURCE_ATTRIBUTES: 'a=b,service.name=my%20shop' }, 'my shop'],
    [
      'OTEL_SERVICE_NAME before the attribute',
      { OTEL_SERVICE_NAME: 'shop', OTEL_RESOURCE_ATTRIBUTES: 'service.name=x' },
      'shop',
    ],
    ['nothing', { OTEL_RESOURCE_ATTRIBUTES: 'team=a' }, undefined],
  ])('is %s', (_case, env, expected) => {
    expect(serviceName(env)).toBe(expected);
  });
});
