import { noteTold, wasTold } from './told';

describe('an error that has been told', () => {
  it.each([
    ['an error', new Error('told')],
    ['a text', 'told'],
    ['undefined', undefined],
  ])('is known once: %s', (_what, error) => {
    noteTold(error);

    expect([wasTold(error), wasTold(error)]).toEqual([true, false]);
  });

  it('is forgotten when nobody asks and many others come', () => {
    const error = new Error('old');
    noteTold(error);

    for (let i = 0; i < 16; i += 1) noteTold(`error ${i}`);

    expect(wasTold(error)).toBe(false);
    for (let i = 0; i < 16; i += 1) expect(wasTold(`error ${i}`)).toBe(true);
  });
});
