import { Agent, request } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import * as SentryNest from '@sentry/nestjs';
import { stopTracing } from '../../libs/observability/src/signals/traces/spans';
import { createCargoApp } from '../support/cargo-app';
import { eventually } from '../support/eventually';
import { listen, platforms } from '../support/platforms';
import { turnOffRedaction } from '../support/redaction-off';
import { SINKS, Sinks } from '../support/sinks';
import type { Sink } from '../support/sinks';
import { attackEach } from './attack';
import { BATCHES, CARGO_FORMS, ERRANDS, formsIn, secretPartsOf, TEXT_PIECES } from './corpus/cargo';
import type { Batch, Errand } from './corpus/cargo';
import { SecretSearch } from './corpus/secret-search';
import { Remains } from './corpus/survivors';
import { NEIGHBOURS } from './corpus/trial';

const PAGES = ['/metrics', '/health', '/health/detail', '/errors', '/info', '/loggers'] as const;
/** What shows nothing that an app tells, even without a redactor. */
const SILENT: ReadonlySet<string> = new Set(['/metrics', '/info', '/loggers']);
/** As a reader knows them. */
const NAMES: Readonly<Record<Sink, string>> = {
  json: 'in the lines of the format json',
  ecs: 'in the lines of the format ecs',
  otel: 'in the lines of the format otel',
  pretty: 'in the lines of the format pretty',
  simple: 'in the lines of the format simple',
  file: 'in the log file',
  syslog: 'in the messages to syslog',
  mail: 'in the mails about errors',
  events: 'in the events and sessions that Sentry gets',
  spans: 'in the spans that a tracing back end gets',
};
const OUTLETS = [
  ...SINKS.map((outlet) => ({ outlet, name: NAMES[outlet] })),
  ...PAGES.map((outlet) => ({ outlet, name: `on ${outlet}` })),
];
const HEADERS = [...new Set(ERRANDS.flatMap(({ headers }) => Object.keys(headers)))].map((name) =>
  name.toLowerCase(),
);

/** One mail speaks of twenty kinds of errors at most. */
const BATCHES_OF_A_WAVE = 18;
const ERRANDS_AT_ONCE = 60;
const AROUND = 60;
const secretsOf = new Map(CARGO_FORMS.map((form) => [form.name, secretPartsOf(form)]));
const search = new SecretSearch([...secretsOf.values()].flat());
const WITHIN_MS = 20_000;

const SOME = { batches: BATCHES.slice(0, BATCHES_OF_A_WAVE), errands: ERRANDS.slice(0, 60) };
const FEW = { batches: BATCHES.slice(0, 4), errands: ERRANDS.slice(0, 60) };

/** Everything that left the app, by where it went. */
type Outlets = Readonly<Record<string, string>>;

/** What an app tells does not hang on its platform: the second one has each third batch, and all that requests bring. */
const SHARES = platforms.map((each, i) => ({
  ...each,
  batches: BATCHES.filter((_, at) => i === 0 || at % 3 === 0),
}));

describe.each(SHARES)('a corpus of secrets on $platform', ({ adapter, platform, batches }) => {
  /** By their names, so that a failure can be read. */
  const instances = batches.flatMap(({ pieces }) =>
    pieces.map(({ form, place }) => ({ form: form.name, place: place.name })),
  );
  let sinks: Sinks;
  let outlets: Outlets;
  /** By outlet, what stands around each secret that was found there. */
  let found: ReadonlyMap<string, ReadonlyMap<string, string>>;

  beforeAll(async () => {
    sinks = await Sinks.start();
    outlets = await outletsOf(adapter(), { batches, errands: ERRANDS });
    found = new Map(Object.entries(outlets).map(([outlet, text]) => [outlet, foundIn(text)]));
  }, 120_000);
  afterAll(() => sinks.stop());

  it('is as large as promised, and what stands beside the secrets arrives everywhere', () => {
    expect(CARGO_FORMS.length).toBeGreaterThanOrEqual(300);
    expect(TEXT_PIECES.length).toBeGreaterThanOrEqual(12 * CARGO_FORMS.length);

    const without = Object.keys(outlets).filter(
      (outlet) => !NEIGHBOURS.every(([, value]) => outlets[outlet]?.includes(value)),
    );

    expect(without.toSorted()).toEqual([...SILENT].toSorted());
  });

  for (const { outlet, name } of OUTLETS) {
    attackEach(
      'S2',
      `no secret of the corpus stands ${name}, on ${platform}`,
      instances,
      ({ form }) => {
        const where = secretsOf.get(form)?.map((secret) => found.get(outlet)?.get(secret));
        for (const around of where ?? []) if (around !== undefined) throw new Error(around);
      },
    );
  }

  it('leaves no part of a secret either, encoded or not', async () => {
    const some = await outletsOf(adapter(), FEW);

    const left = Object.entries(some).flatMap(([outlet, text]) => {
      const remains = new Remains(text, () => '');
      return formsIn(FEW.batches).flatMap((form) =>
        secretPartsOf(form).flatMap((part) =>
          remains.of(part).map((run) => [outlet, form.name, run]),
        ),
      );
    });

    expect(left).toEqual([]);
  }, 60_000);

  it('is found in every sink without the redactor, so that this test can fail', async () => {
    turnOffRedaction();

    const open = await outletsOf(adapter(), SOME).finally(() => jest.restoreAllMocks());

    const forms = formsIn(SOME.batches);
    const blind = Object.entries(open).flatMap(([outlet, text]) => {
      const seen = foundIn(text);
      const unseen = forms.filter((form) => !secretPartsOf(form).some((part) => seen.has(part)));
      return unseen.length === 0 ? [] : [{ outlet, forms: unseen.length }];
    });
    expect(forms.length).toBeGreaterThan(20);
    expect(blind).toEqual([...SILENT].map((outlet) => ({ outlet, forms: forms.length })));
  }, 60_000);

  /** Brings the secrets in, and gathers what comes out. */
  async function outletsOf(
    http: AbstractHttpAdapter,
    { batches: some, errands }: { batches: readonly Batch[]; errands: readonly Errand[] },
  ): Promise<Outlets> {
    sinks.clear();
    const { errors, ...options } = sinks.options();
    const all = { ...options, errors: { ...errors, headers: HEADERS } };
    const app = await createCargoApp(http, all, some);
    const base = await listen(app);
    await unload(base, some);
    await runErrands(base, errands);
    const pages = await pagesOf(base);
    await close(app, some);
    return { ...Object.fromEntries(SINKS.map((sink) => [sink, sinks.text(sink)])), ...pages };
  }

  /** In waves, since a mail has room for so many errors. */
  async function unload(base: string, some: readonly Batch[]): Promise<void> {
    for (let at = 0; at < some.length; at += BATCHES_OF_A_WAVE) {
      const wave = some.slice(at, at + BATCHES_OF_A_WAVE);
      await Promise.all(wave.map((batch, i) => send(`${base}/unload/${at + i}`, batch)));
      await eventually(() => expect(missingIn('mail', wave)).toEqual([]), WITHIN_MS);
    }
  }

  async function close(app: INestApplication, some: readonly Batch[]): Promise<void> {
    await SentryNest.flush(WITHIN_MS);
    await app.close();
    for (const sink of SINKS) {
      await eventually(() => expect(missingIn(sink, some)).toEqual([]), WITHIN_MS);
    }
    await SentryNest.close(2000);
    stopTracing();
  }

  function missingIn(sink: Sink, some: readonly Batch[]): string[] {
    const text = sinks.text(sink);
    return some.filter(({ name }) => !text.includes(name)).map(({ name }) => name);
  }
});

async function send(url: string, { texts, values }: Batch): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ texts, values }),
  });
  await answer.arrayBuffer();
  expect(answer.status).toBe(500);
}

/** Not by `fetch`, which would encode and forbid some of it. */
async function runErrands(base: string, errands: readonly Errand[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  for (let at = 0; at < errands.length; at += ERRANDS_AT_ONCE) {
    const some = errands.slice(at, at + ERRANDS_AT_ONCE);
    await Promise.all(some.map((errand) => ask(base, errand, agent)));
    await SentryNest.flush(WITHIN_MS);
  }
  agent.destroy();
}

function ask(base: string, { target, headers }: Errand, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(base, { agent, path: target, headers }, (answer) => {
      answer.on('end', resolve).resume();
    });
    sent.on('error', reject).end();
  });
}

async function pagesOf(base: string): Promise<Outlets> {
  const texts = PAGES.map(async (page) => [page, await (await fetch(base + page)).text()] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** The secrets in a text, each with what stands around it. */
function foundIn(text: string): ReadonlyMap<string, string> {
  const around = (secret: string, at: number): string =>
    text.slice(Math.max(0, at - AROUND), at + secret.length + AROUND);
  return new Map([...search.in(text)].map(([secret, at]) => [secret, around(secret, at)]));
}
