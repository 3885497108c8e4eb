import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { currentContext, Redactor, TextBudget } from '../../core';
import type { RequestContext } from '../../core';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import type { Feature } from './feature';

/** The metadata keys of the paths of Nest's `@Controller` and `@Get`. */
const PATH = 'path';

/** One redactor for logs, errors, traces and health, which knows the app's routes. */
export const redactionFeature: Feature = {
  name: 'redaction',
  providers: [
    {
      provide: Redactor,
      inject: [OPTIONS, DiscoveryService],
      useFactory: ({ logs, errors }: ResolvedOptions, discovery: DiscoveryService) =>
        new Redactor({
          keys: logs.redactKeys,
          patterns: logs.redactPatterns,
          routes: routesOf(discovery),
          keepsPersonalData: errors.pii,
          budget: currentBudget,
        }),
    },
  ],
};

/** Of requests, jobs and messages that had long texts. */
const budgets = new WeakMap<RequestContext, TextBudget>();

function currentBudget(): TextBudget | undefined {
  const context = currentContext();
  if (!context) return undefined;
  const known = budgets.get(context);
  if (known) return known;
  const budget = new TextBudget();
  budgets.set(context, budget);
  return budget;
}

/** The templates of the app's routes, without prefixes and versions. */
export function routesOf(discovery: DiscoveryService): string[] {
  return routesOfControllers(discovery.getControllers());
}

/** The route templates of the given controllers. */
export function routesOfControllers(
  controllers: readonly { readonly metatype: Function | null }[],
): string[] {
  const scanner = new MetadataScanner();
  return controllers.flatMap(({ metatype }) => {
    const prototype = metatype?.prototype as Record<string, object> | undefined;
    if (!metatype || !prototype) return [];
    const methods = scanner.getAllMethodNames(prototype).map((name) => prototype[name] ?? {});
    const paths = methods.flatMap((method) => pathsOf(method));
    return pathsOf(metatype).flatMap((base) => paths.map((path) => joined(base, path)));
  });
}

function pathsOf(target: object): string[] {
  const path: unknown = Reflect.getMetadata(PATH, target);
  return [path].flat().filter((each) => typeof each === 'string');
}

function joined(base: string, path: string): string {
  return `/${base}/${path}`.replaceAll(/\/{2,}/g, '/');
}
