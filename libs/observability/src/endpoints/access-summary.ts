import type { EndpointAccess, ResolvedEndpointsOptions } from './endpoints.options';

/** A startup log line about access to the endpoints. */
export interface AccessLine {
  readonly level: 'info' | 'warn';
  readonly message: string;
}

type Places = Readonly<Record<'metrics' | 'details', string>>;
type Accesses = ResolvedEndpointsOptions['access'];

const TO_OPEN = 'set endpoints.access, OBSERVABILITY_TOKEN or OBSERVABILITY_ACCESS=open';

/** Open is never a default: a token alone does not override the option or variable that opened them. */
const TO_CLOSE =
  'To close them set endpoints.access or OBSERVABILITY_ACCESS to "token", with a token.';

/**
 * The startup log lines about the endpoints: what is closed and how to open it, and what is open to others.
 * @param hasServer whether the app itself answers HTTP
 */
export function accessSummary(
  { access, management, paths, warnings }: Omit<ResolvedEndpointsOptions, 'guard' | 'token'>,
  hasServer: boolean,
): AccessLine[] {
  const { metrics, detail, errors, info, loggers, health } = paths;
  const places = {
    metrics,
    details: `${detail}, ${errors}, ${info}, ${loggers} and the checks on ${health}`,
  };
  return [
    ...warnings.map((message) => ({ level: 'warn' as const, message })),
    ...(hasServer ? linesFor("the app's port", access, places) : []),
    ...(management ? linesFor(`the port ${management.port}`, management.access, places) : []),
  ];
}

function linesFor(where: string, access: Accesses, places: Places): AccessLine[] {
  const open = placesThatAre('open', access, places);
  const closed = placesThatAre('closed', access, places);
  const local = placesThatAre('local', access, places);
  const shut = [
    closed && `${closed}: closed at ${where}.`,
    local && `${local}: at ${where} for clients on this machine only.`,
  ].filter((sentence) => sentence !== '');
  const warning = `${open}: open to everyone who reaches ${where}. ${TO_CLOSE}`;
  return [
    ...(shut.length > 0
      ? [{ level: 'info' as const, message: `${shut.join(' ')} To open them ${TO_OPEN}.` }]
      : []),
    ...(open ? [{ level: 'warn' as const, message: warning }] : []),
  ];
}

/** `/metrics, /errors`; empty if there are none. */
function placesThatAre(word: EndpointAccess, access: Accesses, places: Places): string {
  return (['metrics', 'details'] as const)
    .filter((name) => access[name] === word)
    .map((name) => places[name])
    .join(', ');
}
