// Loaded before everything else, in plain JavaScript: an older Node cannot even read the TypeScript that would say this.
const NEEDED = 26
const found = process.versions.node

if (Number(found.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `This bot needs Node ${NEEDED} or newer and was started with ${found}. Run "npm ci" and start it with "npm start": that uses the Node that comes with it.\n`,
  )
  process.exit(78)
}
