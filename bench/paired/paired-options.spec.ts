import { readPairedOptions } from './paired-options';

describe('the command line of the paired measurement', () => {
  it('asks for all steps of ours on both platforms unless it is told otherwise', () => {
    const { nodes, platforms, variants, routes } = readPairedOptions([]);

    expect([nodes, platforms, routes]).toEqual([['20', '24'], ['express', 'fastify'], ['hello']]);
    expect(variants).toContain('ours-logs');
    expect(variants).not.toContain('bare');
  });

  it('takes what it is told', () => {
    const options = readPairedOptions(['--node', '24', '--variants', 'ours-otlp', '--pairs', '7']);

    expect(options).toMatchObject({ nodes: ['24'], variants: ['ours-otlp'], name: undefined });
    expect(options.settings.pairs).toBe(7);
  });

  it('names what it does not know', () => {
    expect(() => readPairedOptions(['--variants', 'theirs'])).toThrow('there is no theirs');
  });
});
