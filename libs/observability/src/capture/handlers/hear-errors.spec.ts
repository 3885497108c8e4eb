import { Catch, UseFilters } from '@nestjs/common';
import type { ExceptionFilter } from '@nestjs/common';
import { hearErrors } from './hear-errors';

@Catch()
class AppFilter implements ExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

const EAR: ExceptionFilter = new AppFilter();

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

describe('a filter that hears errors', () => {
  it("comes last, where Nest asks first, and leaves the app's own in place", () => {
    hearErrors(Handlers.prototype, 'filtered', EAR);
    hearErrors(Handlers.prototype, 'plain', EAR);

    expect([filtersOf('filtered'), filtersOf('plain')]).toEqual([[AppFilter, EAR], [EAR]]);
  });

  it('comes once, however many apps the process has', () => {
    hearErrors(Handlers.prototype, 'plain', EAR);
    hearErrors(Handlers.prototype, 'plain', EAR);

    expect(filtersOf('plain')).toEqual([EAR]);
  });
});
