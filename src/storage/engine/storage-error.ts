export type StorageErrorKind =
  | 'locked'
  | 'disk_full'
  | 'network_directory'
  | 'bad_directory'
  | 'bad_address'
  | 'no_server'
  | 'no_rights'
  | 'unfit'
  | 'not_started'
  | 'other_version'
  | 'newer_schema'
  | 'migration_failed'
  | 'missing_key'
  | 'not_empty'
  | 'bad_backup'

/** What a file system or a database calls an error; null where it has no name. */
export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error ? String(error.code) : null

/** A refusal of the storage that a person has to act on. The message is for them: it says what to do. */
export class StorageError extends Error {
  readonly kind: StorageErrorKind
  /** True: by itself it may be otherwise in a while. */
  readonly mayPass: boolean

  constructor(kind: StorageErrorKind, message: string, options: { cause?: unknown; mayPass?: boolean } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {})
    this.name = 'StorageError'
    this.kind = kind
    this.mayPass = options.mayPass ?? false
  }
}
