// Loaded before everything else, in plain JavaScript: an older Node cannot even read the TypeScript that would say this.
const NEEDED = 26
const found = process.versions.node

if (Number(found.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `This bot needs Node ${NEEDED} or newer and was started with ${found}. Run "npm ci" and start it with "npm start": that uses the Node that comes with it.\n`,
  )
  process.exit(78)
}

// Without its types stripped anew each time, the code is there sooner and takes 20 MB less.
const { enableCompileCache } = await import('node:module')
enableCompileCache(`${process.env.CACHE_DIR || `${process.env.DATA_DIR || 'data'}/cache`}/code`)
