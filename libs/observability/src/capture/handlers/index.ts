// What the captures of messages, GraphQL and schedules share: which methods the frameworks call.
// Enters: the classes in the container, before any of them has an instance.
// Leaves: the methods that carry a framework's mark, and a way to capture what they throw.
export { earlyClasses, HANDLER_MARKS, MARKS, methodsMarked } from './handler-methods';
export type { ClassType } from './handler-methods';
export { captureErrors } from './capture-errors';
