import { join } from 'node:path';

interface Answer {
  readonly versions?: readonly string[];
  readonly latest?: string;
  readonly reason?: string;
}

interface Excused {
  readonly name: string;
  readonly range: string;
}

// A tool of plain JavaScript, which has no types of its own.
const { decide, excusedIn } = require(join(__dirname, '../../tools/peers.mjs')) as {
  decide(given: {
    peers: Record<string, string>;
    held: Record<string, Record<string, string>>;
    excused: readonly Excused[];
    answers: Record<string, Answer>;
  }): { readonly fails: boolean; readonly lines: readonly string[] };
  excusedIn(page: string): readonly Excused[];
};

const NODEMAILER: Answer = { versions: ['6.0.0', '6.10.1', '10.6.1', '11.0.0'], latest: '11.0.0' };
const HELD = { nodemailer: { 6: 'mail modules' } };

function judge(range: string, excused: readonly Excused[] = [], answer = NODEMAILER) {
  return decide({
    peers: { nodemailer: range },
    held: HELD,
    excused,
    answers: { nodemailer: answer },
  });
}

describe('the check of peers', () => {
  it('passes when the newest release and the lines that are held are in the range', () => {
    expect(judge('>=6 <12')).toEqual({ fails: false, lines: ['peers: all in range'] });
  });

  it('fails when the newest release is outside', () => {
    expect(judge('>=6 <11')).toEqual({
      fails: true,
      lines: [
        'peers: nodemailer 11.0.0 (the newest release) is outside ">=6 <11": widen the range, ' +
          'or excuse it in docs/compatibility.md',
      ],
    });
  });

  it('fails when a line that many apps use is outside, by its newest release', () => {
    const { fails, lines } = judge('>=7');

    expect(fails).toBe(true);
    expect(lines).toEqual([expect.stringContaining('nodemailer 6.10.1 (6: mail modules)')]);
  });

  it('lets pass what the page excuses, and counts it', () => {
    const page =
      '<!-- excused -->\n\n| package | versions | why |\n| --- | --- | --- |\n| nodemailer | 6 | it is old |\n\n<!-- /excused -->';

    expect(judge('>=7', excusedIn(page))).toEqual({
      fails: false,
      lines: ['peers: all in range, 1 excused'],
    });
  });

  it.each<[Answer, string]>([
    [{}, 'the registry gave no answer'],
    [{ reason: 'GET https://example.org/nodemailer timed out' }, 'GET the registry timed out'],
  ])('says that it did not happen where the registry does not answer: %j', (answer, reason) => {
    expect(judge('>=6', [], answer)).toEqual({
      fails: false,
      lines: [`the check of peers did NOT happen: nodemailer: ${reason}`],
    });
  });
});
