import { bestMs } from '../testing/linear-time';
import { framesOf, placeOf, separateStack } from './separate-stack';

const FORGED = '    at read (/app/dist/secret.js:1:1)';
const FRAMES = ['    at f (/app/a.js:1:2)', '    at async g (/app/b.js:3:4)'];

/** An error whose stack is written by hand. */
function errorOf(message: string, stack: string, fields: object = {}): Error {
  return Object.assign(new Error(message), { stack }, fields);
}

function unreadableName(message: string, stack: string): Error {
  return Object.defineProperty(errorOf(message, stack), 'name', { get: refuse });
}

function refuse(): never {
  throw new Error('no name');
}

const stackOf = (head: string): string => [head, ...FRAMES].join('\n');

describe('the frames of an error', () => {
  it.each([
    ['a message', errorOf('no', stackOf('Error: no'))],
    ['a message of several lines', errorOf('a\nb\n\n', stackOf('Error: a\nb\n\n'))],
    ['a message that has a frame', errorOf(`a\n${FORGED}`, stackOf(`Error: a\n${FORGED}`))],
    ['a message that is a frame', errorOf(`\n${FORGED}\n`, stackOf(`Error: \n${FORGED}\n`))],
    ['a name given later', errorOf('no', stackOf('Error: no'), { name: 'ShopError' })],
    ['a name that cannot be read', unreadableName('no', stackOf('Error: no'))],
    ['a name with a code', errorOf('no', stackOf('TypeError [ERR_X]: no'))],
    ['a name that has a frame', errorOf('a', stackOf(`x\n${FORGED}: a`), { name: `x\n${FORGED}` })],
    ['an empty name', errorOf(`a: b\n${FORGED}`, stackOf(`a: b\n${FORGED}`), { name: '' })],
    ['no message', errorOf('', stackOf('Error'))],
    ['a message given later', errorOf('no', stackOf('Error'))],
  ])('stand behind %s', (_case, error) => {
    expect(separateStack(error)).toEqual({ frames: FRAMES, isCertain: true });
  });

  it('are those that V8 wrote', () => {
    const frames = framesOf(new TypeError(`no\n${FORGED}`));

    expect(frames[0]).toContain(__filename);
    expect(frames).not.toContain(FORGED);
  });

  it.each([
    ['was changed', errorOf('changed', stackOf('Error: no'))],
    ['had a frame and was changed', errorOf('changed', stackOf(`Error: a\n${FORGED}\nb`))],
    ['was emptied', errorOf('', stackOf('Error: no'))],
  ])('are the last ones of the stack, and uncertain, where the message %s', (_case, error) => {
    expect(separateStack(error)).toEqual({ frames: FRAMES, isCertain: false });
    expect(placeOf(error)).toBe('');
  });

  it('end before what somebody has written below them', () => {
    const error = errorOf('no', `${stackOf('Error: no')}\nCaused by: x\n${FORGED}`);

    expect(framesOf(error)).toEqual(FRAMES);
  });

  it('are without those that name no code', () => {
    const stack = stackOf('Error: no\n    at f (/etc/passwd:1:1)\n    at x.env:1:1');

    expect(framesOf(errorOf('no', stack))).toEqual(FRAMES);
  });

  it('are 50 at most', () => {
    const frames = Array.from({ length: 1000 }, (_, i) => `    at f (/app/a.js:${i}:1)`);

    expect(framesOf(errorOf('no', ['Error: no', ...frames].join('\n')))).toEqual(
      frames.slice(0, 50),
    );
    expect(framesOf(errorOf('x', ['Error: no', ...frames].join('\n')))).toEqual(frames.slice(-50));
  });

  it.each([
    ['no error', 'text'],
    ['an error without a stack', errorOf('no', '')],
    ['a stack that is no text', Object.assign(new Error('no'), { stack: [1] })],
    [
      'a stack that cannot be read',
      Object.defineProperty(new Error('no'), 'stack', {
        get: () => {
          throw new Error('no');
        },
      }),
    ],
  ])('are none of %s', (_case, error) => {
    expect(framesOf(error)).toEqual([]);
  });

  it.each([
    ['of letters', 'a'],
    ['of lines', '\n'],
    ['of frames', `\n${FORGED}`],
    ['of colons', ': '],
  ])('are found at once behind 4 MB %s', (_case, part) => {
    const error = new Error(part.repeat(4_000_000 / part.length));
    const { stack } = error;

    const took = bestMs(() => separateStack(error), 100);

    expect([separateStack(error).isCertain, typeof stack]).toEqual([true, 'string']);
    expect(took).toBeLessThan(100);
  });
});

describe('the place of an error', () => {
  it('is the innermost call in a file that the process has loaded', () => {
    const stack = `Error: no\n    at JSON.parse (<anonymous>)\n    at f (${__filename}:7:9)`;

    expect(placeOf(errorOf('no', stack))).toBe(`at f (${__filename}:7:9)`);
  });

  it('is the innermost of all where none of the files is known', () => {
    expect(placeOf(errorOf('no', stackOf('Error: no')))).toBe('at f (/app/a.js:1:2)');
  });
});
