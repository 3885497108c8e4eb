import { pathTest } from './paths';

describe('paths', () => {
  const isMeant = pathTest(['/exact', '/admin/*', /\.css$/g]);

  it.each([
    ['/exact', true],
    ['/exact/more', false],
    ['/admin/users', true],
    ['/admin', false],
    ['/site.css', true],
    ['/site.cssx', false],
  ])('%s: %p', (path, isAmongThem) => {
    expect(isMeant(path)).toBe(isAmongThem);
  });

  it('are found each time, also by a pattern that remembers where it stopped', () => {
    expect([1, 2, 3].map(() => isMeant('/site.css'))).toEqual([true, true, true]);
  });

  it('are none without matchers', () => {
    expect(pathTest([])('/exact')).toBe(false);
  });
});
