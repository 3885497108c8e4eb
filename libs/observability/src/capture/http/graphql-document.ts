import type { GraphqlOperation } from '../../core';

const MAX_DOCUMENT_LENGTH = 16_384;
/**
 * Texts and comments are passed over; a word may be a directive's. A text that does not end goes on
 * to the end of its line or of the document, so no character is read twice.
 */
const TOKENS = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n\r]*|[{}()]|@?[_A-Za-z]\w*/g;
const TYPES = new Set(['query', 'mutation', 'subscription']);

/** The head of a definition, word by word. */
interface Head {
  keyword: string | undefined;
  name: string | undefined;
}

/**
 * Finds an operation in a GraphQL document without parsing it: only its first words matter.
 * @param wanted the name of the operation; the first one is found without it
 */
export function operationIn(document: string, wanted?: string): GraphqlOperation | undefined {
  let depth = 0;
  let head: Head = { keyword: undefined, name: undefined };
  for (const [token] of document.slice(0, MAX_DOCUMENT_LENGTH).matchAll(TOKENS)) {
    if (depth === 0) {
      const found = token === '{' ? operationOf(head) : undefined;
      if (found && (wanted === undefined || found.name === wanted)) return found;
      readHead(head, token);
    }
    depth += depthOf(token);
    if (depth === 0 && token === '}') head = { keyword: undefined, name: undefined };
  }
  return undefined;
}

function readHead(head: Head, token: string): void {
  if (!/^\w/.test(token)) return;
  if (head.keyword === undefined) head.keyword = token;
  else head.name ??= token;
}

/** A document may begin with its fields: a query without a name. */
function operationOf({ keyword = 'query', name }: Head): GraphqlOperation | undefined {
  return TYPES.has(keyword) ? { type: keyword, name } : undefined;
}

function depthOf(token: string): number {
  if (token === '{' || token === '(') return 1;
  return token === '}' || token === ')' ? -1 : 0;
}
