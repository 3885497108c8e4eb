const SOFT_BREAK = /=\r?\n/g;
const ENCODED_BYTES = /(?:=[\dA-F]{2})+/g;

/** Headers and text of a mail with one part, its transfer encoding undone (RFC 2045, 6). */
export function mailTextOf(source: string): string {
  const at = source.indexOf('\r\n\r\n');
  const [head, body] = [source.slice(0, at), source.slice(at)];
  if (/^content-transfer-encoding: base64/im.test(head)) {
    return head + Buffer.from(body, 'base64').toString();
  }
  return /^content-transfer-encoding: quoted-printable/im.test(head) ? head + plain(body) : source;
}

function plain(body: string): string {
  return body
    .replaceAll(SOFT_BREAK, '')
    .replaceAll(ENCODED_BYTES, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString());
}
