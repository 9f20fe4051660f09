import { StorageError } from './storage-error.ts'

/** Why a data directory cannot be used, in words for whoever set DATA_DIR. An error that is none of a file comes back as it is. */
export function directoryRefusal(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = reasons[code]
  if (why === undefined) return error
  return new StorageError('bad_directory', `DATA_DIR: ${why(dataDir)}, and start again.`, { cause: error })
}

const notAllowed = (dataDir: string): string =>
  `the user that runs the bot may not read and write all of ${dataDir}. Give the folder to that user (chown -R), or set another one`

const notAFolder = (dataDir: string): string =>
  `${dataDir} is a file, or leads through one. Set a folder that is there or can be made`

const reasons: Readonly<Record<string, (dataDir: string) => string>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: dataDir => `${dataDir} is on a disk that is read-only. Set a folder on another one`,
  EEXIST: notAFolder,
  ENOTDIR: notAFolder,
  ENOENT: dataDir => `the folder ${dataDir} cannot be made. Set another one`,
  ENAMETOOLONG: () => 'the path of the folder is too long. Set a shorter one',
}
