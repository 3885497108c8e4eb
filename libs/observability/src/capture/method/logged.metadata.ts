import type { LoggedMethod } from '../../core';

/** What `@Logged` says. */
export type LoggedMark = Pick<LoggedMethod, 'logger' | 'level'>;

const LOGGED = Symbol('nestjs-observability:logged');

/** Marks a class, or one of its methods. */
export function markLogged(target: object, method: string | undefined, mark: LoggedMark): void {
  if (method === undefined) Reflect.defineMetadata(LOGGED, mark, target);
  else Reflect.defineMetadata(LOGGED, mark, target, method);
}

/**
 * The method's own mark, else that of its class; inherited ones included.
 * @param isLifecycle whether Nest calls the method, so that the mark of the class does not mean it
 */
export function loggedMarkOf(
  type: { readonly prototype: object },
  method: string,
  isLifecycle: boolean,
): LoggedMark | undefined {
  const own = Reflect.getMetadata(LOGGED, type.prototype, method) as LoggedMark | undefined;
  if (own || isLifecycle) return own;
  return Reflect.getMetadata(LOGGED, type) as LoggedMark | undefined;
}
