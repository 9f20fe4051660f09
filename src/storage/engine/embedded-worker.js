import { readFileSync, writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { openDurableCluster, openMemoryCluster } from './embedded-cluster.js'

// Plain JavaScript: a worker thread is loaded by Node itself, also where the sources run without a build.

/**
 * `serve`: answer on a unix socket until told to stop. `create`: make the cluster and end, because making one
 * takes about 800 MB that a thread does not give back. `image`: write a copy of a memory cluster when told to stop.
 * @typedef {object} EmbeddedTask
 * @property {'serve' | 'create'} mode
 * @property {string | null} directory Where the cluster is; null: in memory.
 * @property {string | null} image A file to load a memory cluster from.
 * @property {string | null} saveImage A file to write the memory cluster to at the end.
 * @property {string} socket
 * @property {SharedArrayBuffer} gauges Statements begun, statements answered, pings answered, failed writes.
 */

const task = /** @type {EmbeddedTask} */ (workerData)
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort)
const gauges = new Int32Array(task.gauges)
const [begun, answered, pings, failedWrites] = [0, 1, 2, 3]

const cluster =
  task.directory === null
    ? await openMemoryCluster(task.image === null ? null : new Blob([readFileSync(task.image)]))
    : await openDurableCluster(task.directory, { onWriteError: () => Atomics.add(gauges, failedWrites, 1) })

if (task.mode === 'create') {
  await cluster.close()
  port.postMessage('created')
  port.close()
} else {
  const run = cluster.execProtocolRawStream.bind(cluster)
  cluster.execProtocolRawStream = async (message, options) => {
    Atomics.add(gauges, begun, 1)
    try {
      return await run(message, options)
    } catch (error) {
      // An SQL error is an answer; an exception means that PostgreSQL itself has broken down.
      port.postMessage({ broken: String(error) })
      throw error
    } finally {
      Atomics.add(gauges, answered, 1)
    }
  }
  // The server mixes up the messages of several connections: it must never see a second one.
  const server = new PGLiteSocketServer({ db: cluster, path: task.socket, maxConnections: 1 })
  await server.start()

  port.on('message', async message => {
    if (message === 'ping') Atomics.add(gauges, pings, 1)
    if (message === 'stop') {
      await server.stop()
      if (task.saveImage !== null) {
        const image = await cluster.dumpDataDir('none')
        writeFileSync(task.saveImage, new Uint8Array(await image.arrayBuffer()))
      }
      await cluster.close()
      port.postMessage('stopped')
      port.close()
    }
  })
  port.postMessage('ready')
}
