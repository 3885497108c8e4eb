/**
 * Whether a connection is dead, by the line that the server has for it in CLIENT LIST: it has no
 * connection of that number, or has received nothing on it for a second despite the pending request.
 * One in a blocking command is alive.
 */
export function isDeadOnServer(list: unknown, number: string): boolean {
  const line = String(list)
    .split('\n')
    .find((text) => text.startsWith(`id=${number} `));
  if (line === undefined) return true;
  const { flags = '', idle = '0' } = fieldsOf(line);
  return Number(idle) >= 1 && !flags.includes('b');
}

function fieldsOf(line: string): Readonly<Record<string, string>> {
  return Object.fromEntries(line.split(' ').map((field) => field.split('=') as [string, string]));
}
