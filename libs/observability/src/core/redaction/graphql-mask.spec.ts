import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const QUERY = 'query=%7Buser(name%3A%22ada%22)%7D';
const VARIABLES = 'variables=%7B%22name%22%3A%22ada%22%7D';
const EXTENSIONS = 'extensions=%7B%22hash%22%3A%22ada%22%7D';

describe('addresses of GraphQL', () => {
  const redactor = new Redactor();
  redactor.hideGraphqlOf(['/api/graphql']);

  it.each([
    [`?${QUERY}`, `?query=${R}`],
    [`?operationName=User&${QUERY}&a=1`, `?operationName=User&query=${R}&a=1`],
    [`?${VARIABLES}&${EXTENSIONS}`, `?variables=${R}&extensions=${R}`],
    ['?%71uery=ada', `?%71uery=${R}`],
    ['?%E0%A4%A=1&query=ada', `?%E0%A4%A=1&query=${R}`],
    ['?query', '?query'],
    ['', ''],
  ])('are written without the query: %s', (query, safe) => {
    expect(redactor.urlOfRoute(`/api/graphql${query}`, '/api/graphql')).toBe(`/api/graphql${safe}`);
  });

  it('keep the parameters of the same names at other routes', () => {
    expect(redactor.urlOfRoute('/search?query=shoes', '/search')).toBe('/search?query=shoes');
    expect(redactor.url('/search?query=shoes')).toBe('/search?query=shoes');
  });

  it('are known in any text, before the route is', () => {
    const address = `/api/graphql?${QUERY}`;

    expect([redactor.url(address), redactor.text(`at "http://shop${address}" it failed`)]).toEqual([
      `/api/graphql?${R}`,
      `at "http://shop/api/graphql?${R}" it failed`,
    ]);
  });

  it('at the root hide nothing in other addresses', () => {
    const atRoot = new Redactor();
    atRoot.hideGraphqlOf(['/']);

    expect(atRoot.urlOfRoute(`/?${QUERY}`, '/')).toBe(`/?query=${R}`);
    expect(atRoot.text('http://other/?page=2')).toBe('http://other/?page=2');
  });
});
