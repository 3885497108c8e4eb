import { errorChain, keptText, pathIn, REPORT_HINTS, shownAddress } from '../../core';
import { HEALTH_PRESENTERS, httpStatusOf } from '../../health';

/**
 * What the first request, the first error and the first probe use. The build loads a file when one of its names is
 * first used, so naming them when the app starts keeps that off the first request.
 */
export function loadForFirstUse(): readonly unknown[] {
  return [
    errorChain,
    keptText,
    pathIn,
    REPORT_HINTS,
    shownAddress,
    HEALTH_PRESENTERS,
    httpStatusOf,
  ];
}
