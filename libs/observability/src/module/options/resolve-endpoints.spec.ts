import type { EndpointAccess, EndpointsOptions } from '../../endpoints';
import { resolveEndpoints } from './resolve-endpoints';

const TOKEN = 'correct-horse-battery';

function managedAccess(options: EndpointsOptions, isDevelopment = false): unknown {
  const environment = { access: undefined, warnings: [] };
  const management = { port: 9464 };
  return resolveEndpoints({ management, ...options }, { environment, isDevelopment }).management
    ?.access;
}

describe('the management port', () => {
  it.each<EndpointAccess>(['open', 'local', 'closed'])(
    'is %s where the option says so and there is no token',
    (access) => {
      expect(managedAccess({ access })).toEqual({ metrics: access, details: access });
    },
  );

  it('is for the guard where the app has one', () => {
    expect(managedAccess({ access: 'guard', guard: () => true })).toEqual({
      metrics: 'guard',
      details: 'guard',
    });
  });

  it.each<EndpointAccess>(['open', 'local', 'closed', 'token'])(
    'asks for the token where there is one, though the app is %s',
    (access) => {
      expect(managedAccess({ access, token: TOKEN })).toEqual({
        metrics: 'token',
        details: 'token',
      });
    },
  );

  it("is for the developer's machine where nothing is said", () => {
    expect(managedAccess({}, true)).toEqual({ metrics: 'local', details: 'local' });
    expect(managedAccess({}, false)).toEqual({ metrics: 'closed', details: 'closed' });
  });
});
