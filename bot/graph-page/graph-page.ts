import { fileURLToPath } from 'node:url'

import type { DialogGraph } from '../../knowledge/index.ts'
import { pageHead } from '../pages/page-head.ts'
import { toPageData } from './page-data.ts'

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">`

/** One HTML page, complete in itself, that shows administrators every topic of a graph and the way through it. */
export async function renderGraphPage(graph: DialogGraph): Promise<string> {
  const [script, style] = await Promise.all([bundle('browser.ts'), bundle('graph-page.css')])
  // `<` is the only character that could end the script element.
  const data = JSON.stringify(toPageData(graph)).replaceAll('<', '\\u003c')
  return `${pageHead('Dialog graph', `${POLICY}\n<style>${style}</style>`)}
<body>
<div id="page"></div>
<script type="application/json" id="graph">${data}</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
}

async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
  })
  const [file] = outputFiles
  if (!file) throw new Error(`Bundling ${entry} gave no file.`)
  return file.text.trim()
}
