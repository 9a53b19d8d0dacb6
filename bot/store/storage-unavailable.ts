/** Nothing can be stored now; it is worth trying again soon. */
export class StorageUnavailable extends Error {
  readonly code = 'storage-unavailable'
}
