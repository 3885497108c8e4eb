import { AXES, byProject, cellsOf, filtersIn, nameOf, shortForm, titleOf } from './cells';

describe('the cells of the matrix', () => {
  it('are all combinations, each once', () => {
    const cells = cellsOf([{}]);

    const wanted = Object.values(AXES).reduce((count, values) => count * values.length, 1);
    expect([cells.length, new Set(cells.map(titleOf)).size]).toEqual([432, 432]);
    expect(wanted).toBe(432);
  });

  it('are as many installations as there are sets of packages, one after the other', () => {
    const cells = cellsOf([{}]);

    const names = cells.map(nameOf);
    const changes = names.filter((name, at) => name !== names[at - 1]);
    expect([changes.length, byProject(cells).size]).toEqual([36, 36]);
  });

  it('are those that a filter names', () => {
    const filter = filtersIn(['--nest', '12', '--node', '22,24', '--modules', 'esm']);

    const cells = cellsOf([filter]);

    expect(filter).toEqual({ nest: ['12'], node: ['22', '24'], modules: ['ESM'] });
    expect(cells).toHaveLength(72);
    expect(new Set(cells.map(({ nest, node, modules }) => `${nest} ${node} ${modules}`))).toEqual(
      new Set(['12 22 ESM', '12 24 ESM']),
    );
  });

  it.each([
    [['--nest', '10'], '--nest is one of 11, 12, not "10".'],
    [['--node'], '--node is one of 20, 22, 24, not "".'],
    [['--express'], '"--express" is no filter. There are: --nest 11|12, '],
    [['12'], '"12" is no filter.'],
  ])('are none for a filter that is wrong: %j', (args, fault) => {
    expect(() => filtersIn(args)).toThrow(fault);
  });

  it('are few in the short form, of the running Node', () => {
    const cells = cellsOf(shortForm('22.15.0'));

    expect(byProject(cells).size).toBe(3);
    expect(cells.map(titleOf)).toContain(
      'Nest 12, ESM, Fastify, Node 22, OpenTelemetry 3, Sentry none, npm',
    );
    expect(cells).toHaveLength(6);
  });

  it('are an error where the running Node has none', () => {
    expect(() => cellsOf(shortForm('26.0.0'))).toThrow(/^The matrix has no cell with .*"26"/);
  });

  it('have OpenTelemetry 2 in the short form where Node is too old for 3', () => {
    const cells = cellsOf(shortForm('22.14.0'));

    expect(cells.map(({ otel }) => otel)).not.toContain('3');
  });
});
