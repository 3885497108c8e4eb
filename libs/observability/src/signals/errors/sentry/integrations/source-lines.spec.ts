import { SourceLines } from './source-lines';

const event = (frame: object) => ({ exception: { values: [{ stacktrace: { frames: [frame] } }] } });
const lines = new SourceLines();

/** The frame after the integration has seen it. */
function seen(frame: object): object | undefined {
  return lines.processEvent(event(frame)).exception.values[0]?.stacktrace.frames[0];
}

describe('the lines of source around a place of a stack', () => {
  it('are those of the file', () => {
    const frame = seen({ filename: __filename, lineno: 3, in_app: true });

    expect(frame).toMatchObject({
      pre_context: ["import { SourceLines } from './source-lines';", ''],
      context_line: expect.stringMatching(/^const event = /),
      post_context: expect.arrayContaining(['const lines = new SourceLines();']),
    });
  });

  it.each([
    ['of a package', { filename: __filename, lineno: 3, in_app: false }],
    ['of Node', { filename: 'node:events', lineno: 3, in_app: true }],
    ['of a file that is gone', { filename: '/nowhere/at/all.js', lineno: 3, in_app: true }],
    ['with no line', { filename: __filename, in_app: true }],
  ])('are missing at a place %s', (_case, frame) => {
    expect(seen({ ...frame })).toEqual(frame);
  });
});
