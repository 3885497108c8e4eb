const MARK = '(?:[ \\t]{1,2}|[,;|:] ?)';
const EXPIRY = `${MARK}(?:exp(?:iry|ires)?[.:]? ?)?(?:0[1-9]|1[0-2]) ?[/|] ?(?:20)?\\d\\d`;
const CODE = `${MARK}\\d{3,4}`;
const NAMED_CODE = `${MARK}(?:cvv2?|cvc2?|csc|cid)[ :=]{0,2}\\d{3,4}`;
/** `4111111111111111 12/25 123`, `…|12|2025|123`, `… cvv 123`, in either order. */
const EXPIRY_AND_CODE = new RegExp(
  `(?:${EXPIRY}(?:${NAMED_CODE}|${CODE})?|${NAMED_CODE}(?:${EXPIRY})?|${CODE}${EXPIRY})(?![\\w/-])`,
  'iy',
);

/** Where the expiry and the verification code end that stand behind the number of a card; its end where none do. */
export function endOfVerification(text: string, end: number): number {
  EXPIRY_AND_CODE.lastIndex = end;
  return EXPIRY_AND_CODE.test(text) ? EXPIRY_AND_CODE.lastIndex : end;
}
