import { loadPackage } from '../../../core';
import { DestinationPackageMissingError } from './destination.errors';

/**
 * Loads an optional package, the app's own.
 * @param option the destination that needs it, for the message
 * @throws DestinationPackageMissingError
 */
export function requirePackage(packageName: string, option: string): unknown {
  try {
    return loadPackage(packageName);
  } catch (cause) {
    throw DestinationPackageMissingError.for(option, packageName, cause);
  }
}
