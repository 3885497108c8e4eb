import { STRUCTURED_PLACES } from './structured-places';
import { ADDRESS_PLACES } from './address-places';
import { CONFIGURATION_PLACES } from './configuration-places';
import { DOCUMENT_PLACES } from './document-places';
import { MESSAGE_PLACES } from './message-places';
import type { Place } from './place';

export type { Pair, Place } from './place';

/** Every place that a secret is tried in, by what the redactor is asked for. */
export const PLACES: readonly Place[] = [
  ...ADDRESS_PLACES,
  ...DOCUMENT_PLACES,
  ...CONFIGURATION_PLACES,
  ...MESSAGE_PLACES,
  ...STRUCTURED_PLACES,
];
