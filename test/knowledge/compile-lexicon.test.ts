import { describe, expect, it } from 'vitest'
import { parseLexicon } from '../../knowledge/compile/index.ts'

const LEAST = `
macros: { REACH: reach | (find|see) them , KMS: kms }
concepts: { host: "server  host", person: "server boss" }
products:
  office: { tools: ospp, names: "word excel", servers: lync, marks: "abc def" }
  windows: { tools: slmgr }
  not: { office: open | libre office, windows: x }
  served: by {KMS}
  fine: is fine
  both: both of them
  acting: "says tells"
programs: wsus
otherPorts: "80 443"
bare: error
anchors: activate
fillers: "the a"
negatives: { foreign: [weather, "{KMS} key"], smalltalk: [hello] }
human: [a person]
vague: [it fails]
`
const MORE = `${LEAST}
asides: [by the way]
glossary: { computer: "Rechner, ordenadór", host: server }
signals: [{ topic: t, when: [product office] }]
versions: { t: "2013" }
noise: "ping tracert"
`

describe('parseLexicon', () => {
  it('reads what every lexicon has', () => {
    expect(parseLexicon(LEAST)).toEqual({
      macros: { REACH: ['reach', '(find', 'see) them'], KMS: ['kms'] },
      concepts: new Map([
        ['server', ['host', 'person']],
        ['host', ['host']],
        ['boss', ['person']],
      ]),
      products: {
        office: {
          tools: new Set(['ospp']),
          names: new Set(['word', 'excel']),
          servers: new Set(['lync']),
          marks: ['abc', 'def'],
          not: ['open', 'libre office'],
        },
        windows: { tools: new Set(['slmgr']), names: new Set(), servers: new Set(), marks: [], not: ['x'] },
      },
      served: ['by {KMS}'],
      fine: ['is fine'],
      both: ['both of them'],
      acting: new Set(['says', 'tells']),
      programs: new Set(['wsus']),
      otherPorts: new Set(['80', '443']),
      bare: new Set(['error']),
      anchors: new Set(['activate']),
      fillers: new Set(['the', 'a']),
      negatives: [
        { reason: 'foreign', pattern: 'weather' },
        { reason: 'foreign', pattern: '{KMS} key' },
        { reason: 'smalltalk', pattern: 'hello' },
      ],
      human: ['a person'],
      vague: ['it fails'],
      asides: [],
      glossary: new Map(),
      signals: [],
      versions: {},
      noise: new Set(),
    })
  })

  it('reads what a lexicon may have besides', () => {
    expect(parseLexicon(MORE)).toEqual({
      ...parseLexicon(LEAST),
      asides: ['by the way'],
      glossary: new Map([
        ['rechner', 'computer'],
        ['ordenador', 'computer'],
        ['server', 'host'],
      ]),
      signals: [{ topic: 't', when: ['product office'] }],
      versions: { t: '2013' },
      noise: new Set(['ping', 'tracert']),
    })
  })
})
