import { isError } from '../../errors/is-error';
import { failureOf } from './error-texts';
import { field } from './fields';

/** Fields that say what failed and where; all others of such an error may hold values. */
const KEPT: ReadonlySet<string> = new Set(
  [
    'name message stack type code errno errorNum errcode number severity sqlState',
    'schema table column constraint dataType routine file line state class procName lineNumber',
    'keyPattern index clientVersion path kind status statusCode cause retryable',
  ].flatMap((names) => names.split(' ')),
);
/** The error of an HTTP client has the whole exchange in it. */
const EXCHANGE: ReadonlySet<string> = new Set(['config', 'request', 'response']);
/** Beside one of these, `query` is a statement, which some drivers write with its values. */
const VALUES = ['parameters', 'params', 'bindings'];
/** What class-validator says of a property, and of what. */
const REFUSED: ReadonlySet<string> = new Set(['target', 'value', 'contexts']);

/** Whether a field may be written. */
export type FieldRule = (name: string) => boolean;

/** Which fields of an error hold no values that were refused. */
export function fieldsOfFailure(error: Error): FieldRule {
  if (failureOf(error) !== undefined) {
    return (name) => KEPT.has(name) || (name === 'errors' && hasErrors(error));
  }
  const isExchange = field(error, 'isAxiosError') === true;
  const hasValues = VALUES.some((name) => Array.isArray(field(error, name)));
  return (name) => {
    if (name === 'sql' || (name === 'query' && hasValues)) return false;
    return !(isExchange && EXCHANGE.has(name));
  };
}

/** Which fields of an object that is no error do. */
export function fieldsOfObject(thing: object): FieldRule {
  const isRefusal = 'constraints' in thing && 'property' in thing && 'target' in thing;
  return isRefusal ? (name) => !REFUSED.has(name) : everyField;
}

/** The rule where nothing is hidden. */
export function everyField(): boolean {
  return true;
}

function hasErrors(error: Error): boolean {
  const members = field(error, 'errors');
  return Array.isArray(members) && members.every(isError);
}
