import { chartName, renderChart } from './chart';
import type { Comparison } from './summary';

const COMPARISON: Comparison = {
  node: '24',
  platform: 'fastify',
  rounds: 5,
  variants: [
    { variant: 'ours-logs', figures: { ratio: { median: 1.5, low: 1, high: 2 } } },
    { variant: 'bare', figures: { ratio: { median: 1, low: 1, high: 1 } } },
    { variant: 'sentry', figures: { start: { median: 900, low: 900, high: 900 } } },
  ],
};

/** The values of an attribute in all elements of a class. */
function attributes(svg: string, element: string, attribute: string): string[] {
  return [...svg.matchAll(new RegExp(`<${element} [^>]*\\b${attribute}="([^"]*)"`, 'g'))].map(
    ([, value = '']) => value,
  );
}

describe('a chart', () => {
  const svg = renderChart(COMPARISON);

  it('is named after platform and Node', () => {
    expect(chartName(COMPARISON)).toBe('bench-fastify-node24.svg');
  });

  it('has a bar for each measured variant, in the order of the variants', () => {
    expect(attributes(svg, 'rect', 'class')).toEqual(['paper', 'other', 'ours']);
    expect(svg.indexOf('bare Nest')).toBeLessThan(svg.indexOf('ours: + access line'));
  });

  it('draws bars as long as their ratio', () => {
    const [, bare, ours] = attributes(svg, 'rect', 'width').map(Number);

    expect(ours! / bare!).toBeCloseTo(1.5, 2);
  });

  it('says the ratios, the platform and the rounds', () => {
    expect(svg).toContain('× 1.50');
    expect(svg).toContain('Fastify, Node 24');
    expect(svg).toContain('5 rounds');
  });

  it('follows readers with dark pages', () => {
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
