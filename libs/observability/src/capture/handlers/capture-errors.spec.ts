import { Catch, UseFilters } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { captureErrors } from './capture-errors';

@Catch()
class AppFilter implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

const FILTER: ExceptionFilter = new AppFilter();

class Handlers {
  @UseFilters(AppFilter)
  filtered(): string {
    return 'filtered';
  }

  plain(): string {
    return 'plain';
  }
}

function filtersOf(method: 'filtered' | 'plain'): unknown {
  return Reflect.getMetadata('__exceptionFilters__', Handlers.prototype[method]);
}

describe('a filter that captures errors', () => {
  it("comes last, where Nest starts, and leaves the app's own in place", () => {
    captureErrors(Handlers.prototype, 'filtered', FILTER);
    captureErrors(Handlers.prototype, 'plain', FILTER);

    expect([filtersOf('filtered'), filtersOf('plain')]).toEqual([[AppFilter, FILTER], [FILTER]]);
  });

  it('comes once, however many apps the process has', () => {
    captureErrors(Handlers.prototype, 'plain', FILTER);
    captureErrors(Handlers.prototype, 'plain', FILTER);

    expect(filtersOf('plain')).toEqual([FILTER]);
  });
});
