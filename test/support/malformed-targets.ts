/** Request targets and headers that are wrong or hostile, around one path; none asks for an upgrade. */
export function malformedRequests(path: string): readonly string[] {
  return [...targets(path).map((target) => request(target)), ...headers(path)];
}

function targets(path: string): readonly string[] {
  return [
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `${path}/..`,
    `${path}/../..${path}`,
    `${path}/%2e%2e%2fetc%2fpasswd`,
    `${path}/%`,
    `${path}/%E0%A4%A`,
    `${path}/%00`,
    `${path}/%0d%0aset-cookie:a=b`,
    `${path}/<script>alert(1)</script>`,
    `${path}/__proto__`,
    `${path}/constructor`,
    `${path}/${'a'.repeat(6000)}`,
    `${path}?`,
    `${path}??`,
    `${path}?&&&===`,
    `${path}?format`,
    `${path}?format=__proto__`,
    `${path}?format=json&format=text`,
    `${path}?format[]=text`,
    `${path}?verbose=%E0%A4%A`,
    `${path}?exclude=%00&exclude=__proto__&exclude=<script>`,
    `${path}?${'exclude=x&'.repeat(500)}`,
    `${path};jsessionid=1`,
    `${path}#fragment`,
    path.toUpperCase(),
    `http://elsewhere.example${path}`,
    `http://[::1${path}`,
    `*`,
  ];
}

function headers(path: string): readonly string[] {
  return [
    request(path, `accept: ${'text/plain;q=0.1,'.repeat(500)}`),
    request(path, 'accept: ;;;,,,q=;q=1;application/health+json;q=1e309'),
    request(path, 'authorization: Bearer'),
    request(path, 'authorization: \x00\x01'),
    request(path, `authorization: Bearer ${'a'.repeat(6000)}`),
    request(path, 'content-length: 5\r\ntransfer-encoding: chunked'),
  ];
}

function request(target: string, header = 'x-nothing: 1'): string {
  return `GET ${target} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n${header}\r\n\r\n`;
}
