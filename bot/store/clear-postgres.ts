import { Client } from 'pg'

// Written anew, a table is locked: as long as this takes for so many bytes, turns wait without being refused.
const REWRITTEN = 256 * 1024 * 1024
const LOCK_PATIENCE = 2000

type Table = { name: string; bytes: number }

/**
 * Takes deleted rows out of the files of the tables, beside running bots, and lets the server begin a new stretch of its
 * journal. Resolves with what remains: PostgreSQL's journal is not a bot's to delete.
 */
export async function clearPostgres(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'activation-support-bot erase' })
  await client.connect()
  try {
    await client.query(`set lock_timeout = ${LOCK_PATIENCE}`)
    const remains: string[] = []
    for (const table of await tablesOf(client)) if (!(await rewrite(client, table))) remains.push(inTable(table.name))
    if (!(await succeeds(client, 'checkpoint'))) remains.push(CHECKPOINT)
    return [...remains, JOURNAL]
  } finally {
    await client.end()
  }
}

const JOURNAL =
  "The server's journal (pg_wal, its archive and its replicas) holds deleted rows until it is written over."
const CHECKPOINT = 'This account may not make a checkpoint: the server does so by itself, within checkpoint_timeout.'
const inTable = (name: string) =>
  `The table ${name} is too large or too busy to be written anew beside the bot: run "vacuum full ${name}" when it rests.`

async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query(`
    select relname as name, pg_total_relation_size(oid)::float8 as bytes
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname`)
  return rows
}

// A plain vacuum frees the place of a row, and leaves its bytes there until something is put over them.
async function rewrite(client: Client, { name, bytes }: Table): Promise<boolean> {
  if (bytes <= REWRITTEN && (await succeeds(client, `vacuum (full) ${quote(name)}`))) return true
  await succeeds(client, `vacuum ${quote(name)}`)
  return false
}

async function succeeds(client: Client, sql: string): Promise<boolean> {
  try {
    await client.query(sql)
    return true
  } catch {
    return false
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
