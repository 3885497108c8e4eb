/** Which program, in which version, runs where: said on every signal. */
export interface ServiceIdentity {
  readonly name: string;
  readonly version: string;
  readonly environment: string;
  /** The commit it was built from, where it is known. */
  readonly commit?: string;
}
