import { LoneQuestions } from './lone-questions';

/** Questions that are answered when the test says so. */
class Asked {
  readonly answers: ((rows: unknown) => void)[] = [];
  readonly ask = (): Promise<unknown> => new Promise((resolve) => this.answers.push(resolve));
}

let asked: Asked;
let questions: LoneQuestions;

beforeEach(() => {
  asked = new Asked();
  questions = new LoneQuestions(asked.ask);
});

async function askInVain(): Promise<void> {
  const limit = new AbortController();
  const rows = questions.query('SELECT 1', limit.signal);
  limit.abort(new Error('late'));
  await expect(rows).rejects.toThrow('late');
}

describe('questions that cannot be broken off', () => {
  it('give the rows that the client gives', async () => {
    const rows = questions.query('SELECT 1', new AbortController().signal);
    asked.answers[0]?.(['row']);

    expect(await rows).toEqual(['row']);
  });

  it('are put at most twice while none is answered', async () => {
    for (let i = 0; i < 5; i += 1) await askInVain();

    expect(asked.answers).toHaveLength(2);
  });

  it('that are never answered remember no check that has waited for them', async () => {
    for (let i = 0; i < 2; i += 1) await askInVain();
    const race = jest.spyOn(Promise, 'race');

    for (let i = 0; i < 100; i += 1) await askInVain();

    // Each call of it would be kept by the questions until they are answered.
    expect(race).not.toHaveBeenCalled();
    race.mockRestore();
  });

  it('are put again once one of them is answered', async () => {
    for (let i = 0; i < 3; i += 1) await askInVain();
    const rows = questions.query('SELECT 1', new AbortController().signal);
    asked.answers[1]?.('late');
    await new Promise(setImmediate);
    asked.answers[2]?.(['row']);

    expect(await rows).toEqual(['row']);
  });
});
