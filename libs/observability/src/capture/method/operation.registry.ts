import type { Operation } from '../../core';

/**
 * Places by name, for the whole process: a request-scoped class is wrapped on its prototype, which
 * two applications in one process share.
 */
const places = new Map<string, number>();

/** Every monitored method of the app, each name with one place of its own in the signals. */
export class OperationRegistry {
  private readonly byName = new Map<string, Operation>();

  /** Adds an operation; methods of one name share its place. */
  add(operation: Omit<Operation, 'index'>): Operation {
    const index = places.get(operation.name) ?? places.size;
    places.set(operation.name, index);
    const added = { ...operation, index };
    this.byName.set(operation.name, added);
    return added;
  }

  all(): readonly Operation[] {
    return [...this.byName.values()];
  }
}
