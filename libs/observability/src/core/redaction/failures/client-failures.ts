import { field, messageField, textField } from './fields';

const PRISMA_CODE = /^P2\d{3}$/;
/** Redis repeats the arguments of a command that it does not know. */
const ARGUMENTS = ' with args beginning with: ';
const REDIS_ARGUMENTS = /,? with args beginning with: [^]*/;
/**
 * Query builders write the whole statement, with its values, before what the database says. What
 * follows the table is looked at as well: "Select an item from the list" is a sentence.
 */
const STATEMENTS = [
  /^\s*(?:insert|replace|merge) into [\w."'`[\]$@-]{1,128}\s*(?:\(|(?:values|select|default|using|as)\b)/i,
  /^\s*(?:delete|select\s[^]*?)\sfrom\s+[\w."'`[\]$@-]{1,128}(?:\s+(?:as\s+)?(?:["'`[][\w$]{1,64}["'`\]]|\w{1,3}))?(?:\s*,\s*[\w."'`[\]$@-]{1,128}(?:\s+(?:as\s+)?(?:["'`[][\w$]{1,64}["'`\]]|\w{1,3}))?){0,8}(?:\s+(?:as|where|using|inner|left|right|full|cross|join|order|group|having|limit|for|union|returning)\b|\s+-\s)/i,
  /^\s*update [\w."'`[\]$@-]{1,128}(?:\s+(?:as\s+)?(?:["'`[][\w$]{1,64}["'`\]]|\w{1,3}))?\s+set\s+[\w."'`[\]$@-]{1,128}\s*=/i,
];
const BEFORE_REASON = ' - ';
const MAX_WORD = 20;
/** A shorter text stands in others by accident. */
const MIN_REPEATED = 4;

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
    (each) => typeof each === 'string' && each.length >= MIN_REPEATED && message.includes(each),
  );
  return repeats ? `${message.split(' ', 1)[0]?.slice(0, MAX_WORD) ?? ''} in ${command}` : message;
}

/** Drizzle, Knex and others: a statement, then what the database says. */
function ofQuery(error: unknown): string | undefined {
  const message = messageField(error);
  const sql = textField(error, 'sql') ?? textField(error, 'query');
  const hasValues = Array.isArray(field(error, 'params')) && message.startsWith('Failed query');
  if (hasValues) return 'query failed';
  if (STATEMENTS.some((statement) => statement.test(message))) {
    const reason = message.lastIndexOf(BEFORE_REASON);
    return reason < 0 || isInQuotes(message.slice(0, reason))
      ? 'query failed'
      : `query failed: ${message.slice(reason + BEFORE_REASON.length)}`;
  }
  return sql !== undefined && sql !== '' && message.includes(sql)
    ? message.replaceAll(sql, '[statement]')
    : undefined;
}

/** Whether a text in quotes goes on at the end of the statement: a dash in a value begins no reason. */
function isInQuotes(statement: string): boolean {
  // Whether a backslash escapes a quote depends on the database.
  const readings = [statement, statement.replaceAll(/\\["']/g, '')];
  return readings.some((text) => ["'", '"'].some((quote) => text.split(quote).length % 2 === 0));
}
