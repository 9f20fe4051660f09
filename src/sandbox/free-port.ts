/** As many are tried one after the other. */
const most = 50

/** Starts on the wanted port or, where somebody else listens there, on the next one that is free. */
export async function onFreePort<T>(wanted: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = wanted; port < wanted + most && port <= 65_535; port += 1) {
    try {
      return await start(port)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    }
  }
  return start(0)
}
