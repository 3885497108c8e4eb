/** The operation of a GraphQL request, as its client names it. Clients choose the names, so they are no labels. */
export interface GraphqlOperation {
  /** `query`, `mutation` or `subscription`; undefined where the document is not available. */
  readonly type: string | undefined;
  /** Undefined of an operation without a name. */
  readonly name: string | undefined;
}
