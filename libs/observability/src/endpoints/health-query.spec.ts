import type { IncomingMessage } from 'node:http';
import { healthQueryOf } from './health-query';

function queryOf(url: string, accept?: string): ReturnType<typeof healthQueryOf> {
  // The reader looks at nothing else.
  return healthQueryOf({ url, headers: { accept } } as IncomingMessage, '/health');
}

describe('the query of a request to a health page', () => {
  it('is for the whole page and its status, when nothing is said', () => {
    expect(queryOf('/health')).toEqual({
      part: undefined,
      format: 'json',
      isForDetails: false,
      exclude: [],
    });
  });

  it.each([
    ['/health/', undefined],
    ['/health/database', 'database'],
    ['/health/database?verbose', 'database'],
    ['/health/disk%3A%2Fdata', 'disk:/data'],
    ['/health/%E0%A4%A', '/'],
    ['/health/%', '/'],
    ['/health//', '/'],
    ['/health/../metrics', '../metrics'],
    ['/health/__proto__', '__proto__'],
  ])('at %s is for the part %j', (url, part) => {
    expect(queryOf(url).part).toBe(part);
  });

  it('names checks to leave out, each once', () => {
    const { exclude } = queryOf('/health?exclude=cache&exclude=queue&exclude=cache&exclude');

    expect(exclude).toEqual(['cache', 'queue', '']);
  });

  it('is for details when the address names a format, and not by what the client accepts', () => {
    expect(queryOf('/health?verbose')).toMatchObject({ format: 'text', isForDetails: true });
    expect(queryOf('/health?format=terminus')).toMatchObject({
      format: 'terminus',
      isForDetails: true,
    });
    expect(queryOf('/health', 'text/plain')).toMatchObject({ format: 'text', isForDetails: false });
  });
});
