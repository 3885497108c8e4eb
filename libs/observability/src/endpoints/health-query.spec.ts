import type { IncomingMessage } from 'node:http';
import { healthQueryOf } from './health-query';

function asked(url: string, accept?: string): ReturnType<typeof healthQueryOf> {
  // The reader looks at nothing else.
  return healthQueryOf({ url, headers: { accept } } as IncomingMessage, '/health');
}

describe('a question to a page of health', () => {
  it('is for the whole page and its status, when nothing is said', () => {
    expect(asked('/health')).toEqual({
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
    expect(asked(url).part).toBe(part);
  });

  it('names checks to leave out, each once', () => {
    const { exclude } = asked('/health?exclude=cache&exclude=queue&exclude=cache&exclude');

    expect(exclude).toEqual(['cache', 'queue', '']);
  });

  it('is for details when the address names a format, and not by what the client accepts', () => {
    expect(asked('/health?verbose')).toMatchObject({ format: 'text', isForDetails: true });
    expect(asked('/health?format=terminus')).toMatchObject({
      format: 'terminus',
      isForDetails: true,
    });
    expect(asked('/health', 'text/plain')).toMatchObject({ format: 'text', isForDetails: false });
  });
});
