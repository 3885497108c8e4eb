import { Logger } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import { Refusals } from '../../endpoints';
import { AccessWiring } from './access-wiring';
import { resolveEndpoints } from '../options/resolve-endpoints';
import type { ResolvedOptions } from '../options/resolve-options';

function linesOf(adapters: Partial<HttpAdapterHost>, port?: number): string[] {
  const lines: string[] = [];
  const log = jest.spyOn(Logger.prototype, 'log').mockImplementation((line) => lines.push(line));
  const environment = { access: undefined, warnings: [] };
  const endpoints = resolveEndpoints(port === undefined ? {} : { management: { port } }, {
    environment,
    isDevelopment: false,
  });
  const options = { endpoints } as ResolvedOptions;

  new AccessWiring(options, adapters as HttpAdapterHost, new Refusals(() => undefined)).announce();

  log.mockRestore();
  return lines;
}

describe('the lines about who may read', () => {
  it('are of both ports where the app answers HTTP', () => {
    const lines = linesOf({ httpAdapter: {} as never }, 9464);

    expect(lines).toEqual([
      expect.stringContaining("closed at the app's port"),
      expect.stringContaining('closed at the port 9464'),
    ]);
  });

  it('are of the management port alone where the app answers no HTTP', () => {
    expect(linesOf({}, 9464)).toEqual([expect.stringContaining('closed at the port 9464')]);
  });

  it('are none where nothing can be read', () => {
    expect(linesOf({})).toEqual([]);
  });
});
