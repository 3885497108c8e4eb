import { isFrameLine, namesCode } from './frame-line';

describe('a line of a stack', () => {
  it.each([
    '    at f (/app/a.js:1:2)',
    '    at new Shop (C:\\app\\a.js:1:2)',
    '    at Object.f [as g] (file:///app/a.mjs?t=1:1:2)',
    '    at async /app/a b/c.ts:1:2',
    '    at async f (webpack-internal:///./a:1:2)',
    '    at node:internal/main:1:2',
    '    at Array.map (<anonymous>)',
    '    at <anonymous>',
    '    at async Promise.all (index 0)',
    '    at f (native)',
    '    at eval (eval at f (/app/a.js:1:2), <anonymous>:3:4)',
    '    at eval (eval at f (eval at g (/app/a.js:1:2), <anonymous>:3:4), <anonymous>:5:6)',
    '    at evalmachine.<anonymous>:1:2',
    '    at [eval]:1:2',
    '    at REPL1:1:2',
    '    at wasm://wasm/1a2b:1:2',
  ])('is a frame as V8 writes it: %s', (line) => {
    expect([isFrameLine(line), namesCode(line)]).toEqual([true, true]);
  });

  it.each([
    '    at f (/etc/passwd:1:1)',
    '    at f (/etc/passwd)',
    '    at f (/etc/passwd:1:)',
    '    at f (file:///etc/passwd:1:1)',
    '    at f (file:/etc/passwd:1:1)',
    '    at f (C:\\secrets\\keys:1:1)',
    '    at f (\\\\host\\share\\keys:1:1)',
    '    at f (.env:1:1)',
    '    at f (../config.json:1:1)',
    '    at f (/app/a.js/../.env:1:1)',
    '    at async /proc/self/environ:1:1',
    '    at /dev/zero:1:1',
    '    at f (a.js?/../../etc/passwd:1:1)',
    '    at eval (eval at f (/etc/passwd:1:1), <anonymous>:1:1)',
  ])('names no code: %s', (line) => {
    expect(namesCode(line)).toBe(false);
  });

  it('names code where this process has loaded the file, whatever its name', () => {
    expect(namesCode(`    at f (${__filename}:1:1)`)).toBe(true);
  });

  it.each([
    ['a text', 'at last'],
    ['a line that is not indented', 'at f (/app/a.js:1:2)'],
    ['a line with a carriage return', '    at f (/app/a.js:1:2)\r'],
    ['a line with a line separator', '    at f\u2028    at g (/app/a.js:1:2)'],
    ['a line of 2000 characters', `    at f (/app/${'a'.repeat(2000)}.js:1:2)`],
  ])('is no frame: %s', (_case, line) => {
    expect(isFrameLine(line)).toBe(false);
  });
});
