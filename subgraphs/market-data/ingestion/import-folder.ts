/** Where files are imported from. */
export interface ImportFolder {
  readonly path: string;
  readonly maxBytes: number;
}
