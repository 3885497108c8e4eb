import { field, messageField, textField } from './fields';

const PRISMA_CODE = /^P2\d{3}$/;
/** Redis repeats the arguments of a command that it does not know. */
const ARGUMENTS = ' with args beginning with: ';
const REDIS_ARGUMENTS = /,? with args beginning with: [^]*/;
/** Query builders write the whole statement, with its values, before what the database says. */
const STATEMENT =
  /^\s*(?:(?:insert|replace|merge) into|delete from|select\s[^]*?\sfrom|update\s[^]*?\sset)\s/i;
const BEFORE_REASON = ' - ';
const MAX_WORD = 20;

/** What a client of a service says without the values of its call; undefined where nothing is known. */
export function clientFailure(error: unknown): string | undefined {
  return ofPrisma(error) ?? ofRedis(error) ?? ofQuery(error);
}

function ofPrisma(error: unknown): string | undefined {
  if (textField(error, 'clientVersion') === undefined) return undefined;
  const name = textField(error, 'name') ?? '';
  const code = textField(error, 'code') ?? '';
  const model = textField(field(error, 'meta'), 'modelName');
  const place = model === undefined ? '' : `, model "${model}"`;
  if (PRISMA_CODE.test(code)) return `request failed (${code})${place}${targetOf(error)}`;
  const repeats =
    name === 'PrismaClientValidationError' || name === 'PrismaClientUnknownRequestError';
  return repeats ? `invalid request${place}` : undefined;
}

/** The columns of a rule that is broken. */
function targetOf(error: unknown): string {
  const target = field(field(error, 'meta'), 'target');
  const names = Array.isArray(target) ? target.filter((each) => typeof each === 'string') : [];
  return names.length > 0 ? `, target "${names.join('", "')}"` : '';
}

function ofRedis(error: unknown): string | undefined {
  const message = messageField(error);
  const command = textField(field(error, 'command'), 'name');
  const safe = message.includes(ARGUMENTS) ? message.replace(REDIS_ARGUMENTS, '') : message;
  if (safe !== message) return safe;
  const args = field(field(error, 'command'), 'args');
  if (command === undefined || !Array.isArray(args)) return undefined;
  const repeats = args.some(
    (each) => typeof each === 'string' && each !== '' && message.includes(each),
  );
  return repeats ? `${message.split(' ', 1)[0]?.slice(0, MAX_WORD) ?? ''} in ${command}` : message;
}

/** Drizzle, Knex and others: a statement, then what the database says. */
function ofQuery(error: unknown): string | undefined {
  const message = messageField(error);
  const sql = textField(error, 'sql') ?? textField(error, 'query');
  const hasValues = Array.isArray(field(error, 'params')) && message.startsWith('Failed query');
  if (hasValues) return 'query failed';
  if (STATEMENT.test(message)) {
    const reason = message.lastIndexOf(BEFORE_REASON);
    return reason < 0
      ? 'query failed'
      : `query failed: ${message.slice(reason + BEFORE_REASON.length)}`;
  }
  return sql !== undefined && sql !== '' && message.includes(sql)
    ? message.replaceAll(sql, '[statement]')
    : undefined;
}
