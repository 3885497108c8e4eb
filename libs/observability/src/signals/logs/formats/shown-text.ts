const LINE_BREAK = /\r\n|[\r\n\u2028\u2029]/;
/** They would look like a line of its own, or steer the terminal. */
const STEERING = /\r\n|[\p{Cc}\u2028\u2029]/gu;
/** Sets apart what goes on from the lines that begin. */
const INDENT = '    ';

/** The text on one line of a terminal or an editor: whatever would break it or steer the terminal is shown by its escape. */
export function oneLine(text: string): string {
  return text.replaceAll(STEERING, escaped);
}

/**
 * The same over several lines where the text has several. All but the first are indented, so that nothing a client
 * sends can pass for a line of the log.
 */
export function paragraph(text: string): string {
  const lines = text.replaceAll('\t', INDENT).split(LINE_BREAK);
  return lines.map(oneLine).join(`\n${INDENT}`);
}

function escaped(character: string): string {
  if (/[\r\n]/.test(character)) return '\\n';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
