import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import {
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
} from 'typescript';
import { METRICS } from '../../libs/observability/src/core';
import type { MetricDefinition } from '../../libs/observability/src/core';
import { ENDPOINT_PATHS } from '../../libs/observability/src/endpoints';
import { OPTION_RULES } from '../../libs/observability/src/module/options/resolve-options';

const ROOT = join(__dirname, '../..');
const PUBLISHED = 'https://github.com/nestjs-observability/nestjs-observability/blob/main/';
const METRICS_PAGE = join(ROOT, 'docs/signals/metrics.md');
const PAGES = [
  'README.md',
  'SECURITY.md',
  'libs/observability/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

describe('the documents', () => {
  it('name every option', () => {
    const page = read('docs/02-options.md');

    const missing = optionPaths(OPTION_RULES).filter((path) => !page.includes(`\`${path}\``));

    expect(missing).toEqual([]);
  });

  it('name every endpoint', () => {
    const page = read('README.md');

    expect(Object.values(ENDPOINT_PATHS).filter((path) => !page.includes(`\`${path}\``))).toEqual(
      [],
    );
  });

  it('have the table of metrics as the definitions say it', () => {
    const page = read('docs/signals/metrics.md');
    const wanted = page.replace(
      /(<!-- metrics:.*-->)[\s\S]*(<!-- \/metrics -->)/,
      `$1\n\n${metricsTable()}\n\n$2`,
    );

    if (process.env['APPROVE_DOCS']) writeFileSync(METRICS_PAGE, wanted);
    expect(read('docs/signals/metrics.md')).toBe(wanted);
  });

  it('explain every promise that attacks are made on', () => {
    const promises = read('docs/promises/security.md');
    const attacked = [...read('docs/security.md').matchAll(/^\| ([A-Z]\d+) \|/gm)];

    expect(attacked.length).toBeGreaterThan(50);
    expect(attacked.filter(([, name]) => !promises.includes(`| **${name}** |`))).toEqual([]);
  });

  it('begin with a README of at most 150 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(151);
  });

  it('have snippets that compile', () => {
    const snippets = PAGES.flatMap((page) =>
      [...read(page).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ''], i) => ({
        name: join(ROOT, `test/${page.replaceAll(/[/.]/g, '-')}-${i}.ts`),
        code,
      })),
    );

    expect(snippets.length).toBeGreaterThan(5);
    expect(mistakesIn(snippets)).toEqual([]);
  });

  it('have JSON and YAML that can be read', () => {
    const wrong = PAGES.flatMap((page) =>
      [...read(page).matchAll(/```(json|yaml)\n([\s\S]*?)```/g)]
        .map(([, language = '', text = '']) => mistakeIn(language, text))
        .filter((mistake) => mistake !== undefined)
        .map((mistake) => `${page}: ${mistake}`),
    );

    expect(wrong).toEqual([]);
  });

  it('link to files that are there', () => {
    const dead = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#]+)\)/g)]
        .map(([, target = '']) => fileOf(page, target))
        .filter((target) => !exists(target)),
    );

    expect(dead).toEqual([]);
  });

  it('link to headings that are there', () => {
    const dead = PAGES.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#]*)#([^)]+)\)/g)]
        .filter(([, target = '']) => !target.startsWith('http') || target.startsWith(PUBLISHED))
        .map(([, target = '', anchor = '']) => ({
          file: target ? fileOf(page, target) : page,
          anchor,
        }))
        .filter(({ file, anchor }) => !exists(file) || !anchorsOf(read(file)).includes(anchor))
        .map(({ file, anchor }) => `${page}: ${file}#${anchor}`),
    );

    expect(dead).toEqual([]);
  });
});

function mistakeIn(language: string, text: string): string | undefined {
  try {
    if (language === 'json') JSON.parse(text);
    else loadAll(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What npm shows has whole addresses: of files here. */
function fileOf(page: string, target: string): string {
  return target.startsWith(PUBLISHED) ? target.slice(PUBLISHED.length) : join(page, '..', target);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function exists(file: string): boolean {
  try {
    readFileSync(join(ROOT, file));
    return true;
  } catch {
    return false;
  }
}

/** The path of each option that is no section. */
function optionPaths(rule: object, path = ''): string[] {
  if (!('keys' in rule)) return [path];
  return Object.entries(rule.keys as Record<string, object>).flatMap(([key, inner]) =>
    optionPaths(inner, path ? `${path}.${key}` : key),
  );
}

const COLUMNS = ['metric', 'type', 'unit', 'labels', 'buckets', 'meaning'];

function metricsTable(): string {
  const rows = (Object.values(METRICS) as MetricDefinition[]).map(
    ({ name, type, unit, labels, buckets = [], help }) => [
      `\`${name}\``,
      type,
      unit,
      labels.map((label) => `\`${label}\``).join(', '),
      buckets.join(', '),
      help.replaceAll('|', '\\|'),
    ],
  );
  return [COLUMNS, COLUMNS.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Compiles the snippets against the sources, as strictly as a new Nest project does. */
function mistakesIn(snippets: readonly { name: string; code: string }[]): string[] {
  const options = {
    target: ScriptTarget.ES2022,
    module: ModuleKind.NodeNext,
    moduleResolution: ModuleResolutionKind.NodeNext,
    strict: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    types: ['node', 'jest'],
    noEmit: true,
    paths: {
      'nestjs-observability': [join(ROOT, 'libs/observability/src/index.ts')],
      'nestjs-observability/register': [join(ROOT, 'libs/observability/src/register/preload.ts')],
      'nestjs-observability/testing': [join(ROOT, 'libs/observability/src/testing/index.ts')],
      'nestjs-observability/*': [join(ROOT, 'libs/observability/src/bundling/*.ts')],
    },
  };
  const texts = new Map(snippets.map(({ name, code }) => [name, code]));
  const host = createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const code = texts.get(name);
    return code === undefined
      ? getSourceFile(name, ...rest)
      : createSourceFile(name, code, ScriptTarget.ES2022);
  };
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  const program = createProgram([...texts.keys()], options, host);
  return getPreEmitDiagnostics(program)
    .filter(({ file }) => file && texts.has(file.fileName))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
