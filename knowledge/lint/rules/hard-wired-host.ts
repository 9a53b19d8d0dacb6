import type { Corpus, Finding } from '../../compile/corpus.ts'
import { quote } from '../../compile/finding.ts'
import { at, eachInvocation, isStandIn } from '../each-invocation.ts'
import { placedValues } from '../parse-command.ts'
import type { Value } from '../tools/index.ts'
import { judge } from '../value-kinds.ts'

/** The same for everybody: this machine, and the KMS host that Azure offers its virtual machines. */
const PUBLIC =
  /^(?:localhost|127\.0\.0\.1|::1|azkms\.core\.windows\.net|kms\.core\.windows\.net|time\.windows\.com)(?::\d+)?$/i
const NAMED: readonly Value[] = ['host', 'hostAndPort', 'domain', 'lookUpName']

/** A command names a host or a domain of somebody, where each organisation has its own. */
export function hardWiredHost(corpus: Corpus): Finding[] {
  return [...eachInvocation(corpus)].flatMap((checked) =>
    placedValues(checked.invocation)
      .filter(({ value, kind }) => NAMED.includes(kind) && isLiteral(value, kind))
      .map(({ value }) =>
        at(checked, value, `${quote(value)} is one organisation's; use a slot such as {kmsHostIntended}`),
      ),
  )
}

function isLiteral(value: string, kind: Value): boolean {
  const name = value.replace(/^_vlmcs\._tcp\.?/i, '')
  const isName = name !== '' && !/^:\d+$/.test(name) && !name.includes('{')
  return isName && !PUBLIC.test(name) && !isStandIn(value) && judge(value, kind) === 'fits'
}
