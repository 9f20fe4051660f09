import { fdatasyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

// PGlite ships with fsync off and with a file system whose fsync does nothing: a commit would be gone after
// a power cut. Without -F PostgreSQL asks for a sync at each commit, and wal_sync_method=fsync makes it ask
// through the one operation that is handed to the disk below. shared_buffers saves about 120 MB of memory.
const durableParameters = [
  ...PGlite.defaultStartParams.filter(parameter => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  '-c',
  'shared_buffers=16MB',
]

/**
 * @typedef {{ nfd: number }} OpenFile
 * @typedef {(stream: OpenFile, buffer: Uint8Array, offset: number, length: number, position?: number) => number} Write
 * @typedef {{ FS: { filesystems: { NODEFS: { stream_ops: { write: Write, fsync?: (stream: OpenFile) => number } } } } }} Emscripten
 */

/**
 * What may be watched of a cluster's files.
 * @typedef {{ sync?: (descriptor: number) => void, onWriteError?: (error: unknown) => void }} Hooks
 */

class DurableNodeFS extends NodeFS {
  /** @type {Required<Hooks>} */
  #hooks

  /**
   * @param {string} directory
   * @param {Hooks} hooks
   */
  constructor(directory, hooks) {
    super(directory)
    this.#hooks = { sync: fdatasyncSync, onWriteError: () => {}, ...hooks }
  }

  /**
   * @override
   * @param {Parameters<NodeFS['init']>[0]} pg
   * @param {Parameters<NodeFS['init']>[1]} options
   */
  async init(pg, options) {
    const made = await super.init(pg, options)
    const { sync, onWriteError } = this.#hooks
    /** @param {unknown} module */
    const install = module => {
      const operations = /** @type {Emscripten} */ (module).FS.filesystems.NODEFS.stream_ops
      const write = operations.write
      operations.fsync = stream => {
        try {
          sync(stream.nfd)
        } catch (error) {
          onWriteError(error)
          throw error
        }
        return 0
      }
      operations.write = (stream, buffer, offset, length, position) => {
        try {
          return write(stream, buffer, offset, length, position)
        } catch (error) {
          onWriteError(error)
          throw error
        }
      }
    }
    made.emscriptenOpts.preRun = [...(made.emscriptenOpts.preRun ?? []), install]
    return made
  }
}

/**
 * Opens the cluster in a directory, or creates it there, so that a commit is on disk when it is answered.
 * @param {string} directory
 * @param {Hooks} [hooks]
 * @returns {Promise<PGlite>}
 */
export async function openDurableCluster(directory, hooks = {}) {
  const cluster = new PGlite({ fs: new DurableNodeFS(directory, hooks), startParams: durableParameters })
  await cluster.waitReady
  return cluster
}

/**
 * A cluster in memory, gone with the process: empty, or a copy of an image made with `dumpDataDir`.
 * @param {Blob | null} image
 * @returns {Promise<PGlite>}
 */
export async function openMemoryCluster(image) {
  const cluster = new PGlite(image === null ? {} : { loadDataDir: image })
  await cluster.waitReady
  return cluster
}
