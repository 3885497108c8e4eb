import { HTTP_CAPTURE_DEFAULTS } from './http-capture.options';

const { user: userOf } = HTTP_CAPTURE_DEFAULTS;

describe('the user of a request, as guards leave it there', () => {
  it.each<[string, unknown, object]>([
    ['by its id', { id: 7 }, { id: '7' }],
    ['by the subject of a token', { sub: 'auth0|7' }, { id: 'auth0|7' }],
    [
      'with name and e-mail address where they are permitted',
      { id: 'a', username: 'ada', email: 'ada@example.org' },
      { id: 'a', name: 'ada', email: 'ada@example.org' },
    ],
    ['without what is no text', { id: 'a', name: { first: 'Ada' }, email: 7 }, { id: 'a' }],
  ])('contains the user %s', (_case, user, expected) => {
    const found = userOf({ user });

    expect({ id: found?.id, name: found?.name, email: found?.email }).toEqual({
      name: undefined,
      email: undefined,
      ...expected,
    });
  });

  it.each([[{}], [{ user: null }], [{ user: { id: {} } }]])('is unknown in %j', (request) => {
    expect(userOf(request)).toBeUndefined();
  });
});
