/** Names that cannot be read, used or downloaded. The message says which file, where, and what to do; it is for the user. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}
