import { UsageError } from '../terminal/cli.errors';

/**
 * The address of the health page: one without a path, or with a slash at its end, gets `health`;
 * any other is taken as it is.
 * @throws UsageError for what is no address, without repeating it: it may hold a password
 */
export function healthAddressFrom(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw UsageError.because('--url must be an address that begins with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw UsageError.because(
      '--url must hold no user and no password; name a token by --token-env.',
    );
  }
  const { pathname } = url;
  if (pathname.endsWith('/') && !pathname.endsWith('/health/')) url.pathname += 'health';
  return url;
}
