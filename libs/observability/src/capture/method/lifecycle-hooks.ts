/** Methods that Nest calls, not the app: the mark of a class does not mean them. */
const LIFECYCLE = new Set([
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'configure',
]);

export function isLifecycleHook(method: string): boolean {
  return LIFECYCLE.has(method);
}
