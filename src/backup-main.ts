// npm run backup -- <file>    writes everything the bot knows to a file
// npm run restore -- <file>   reads it into an empty database
import process from 'node:process'
import { writeBackup } from './storage/engine/backup.ts'
import { openStorage } from './storage/engine/open.ts'
import { readBackupMigrations, restoreBackup } from './storage/engine/restore.ts'
import { StorageError } from './storage/engine/storage-error.ts'

const usage = 'Say which file: npm run backup -- <file>, or npm run restore -- <file>.\n'

async function run(task: string | undefined, file: string | undefined): Promise<string> {
  if (file === undefined || (task !== 'backup' && task !== 'restore'))
    throw new StorageError('bad_backup', usage)
  const where = {
    databaseUrl: process.env['DATABASE_URL']?.trim() || null,
    dataDir: process.env['DATA_DIR']?.trim() || './data',
  }
  const surroundings = { onFatal: fail, log: { warn: () => {} } }
  const migrations = task === 'restore' ? { migrations: await readBackupMigrations(file) } : {}
  const storage = await openStorage(where, { ...surroundings, ...migrations })
  try {
    const rows =
      task === 'backup' ? await writeBackup(storage, file, new Date()) : await restoreBackup(storage, file)
    return task === 'backup'
      ? `${rows} rows were written to ${file}. Keep the encryption key too: the secrets in the file are sealed with it.\n`
      : `${rows} rows were restored. Start the bot with the encryption key that sealed them.\n`
  } finally {
    await storage.close()
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

run(process.argv[2], process.argv[3]).then(
  message => process.stdout.write(message),
  (error: unknown) =>
    fail(error instanceof StorageError ? error.message : `The ${process.argv[2]} failed: ${String(error)}`),
)
