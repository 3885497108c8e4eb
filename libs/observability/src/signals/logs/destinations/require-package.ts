import { createRequire } from 'node:module';
import { DestinationPackageMissingError } from './destination.errors';

const requireHere = createRequire(__filename);

/**
 * Loads an optional package, the app's own.
 * @param option the destination that needs it, for the message
 * @throws DestinationPackageMissingError
 */
export function requirePackage(packageName: string, option: string): unknown {
  try {
    return requireHere(packageName);
  } catch (cause) {
    throw DestinationPackageMissingError.for(option, packageName, cause);
  }
}
