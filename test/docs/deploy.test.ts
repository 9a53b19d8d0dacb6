import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

import { SETTING_NAMES } from '../../bot/settings.ts'
import { parseDockerfile } from './dockerfile.ts'
import { readBicep } from './read-bicep.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const { scripts, version } = JSON.parse(read('package.json'))

/** Settings among names: a secret may come from a file. */
function unknownSettings(names: string[]): string[] {
  const own = ['NODE_ENV']
  return names.filter((name) => ![...SETTING_NAMES, ...own].includes(name.replace(/_FILE$/, '')))
}

describe('deploy/container/compose.yaml', () => {
  const compose = parse(read('deploy/container/compose.yaml'))

  it('is what the Compose Specification allows', () => {
    const ajv = new Ajv2019({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/)
    // Its ids are of an older draft, and repeat where a part lies.
    const isOldId = (key: string, value: unknown) => ['id', '$schema'].includes(key) && typeof value === 'string'
    const published = read('test/fixtures/deploy/compose-spec.schema.json')
    const isValid = ajv.compile(JSON.parse(published, (key, value) => (isOldId(key, value) ? undefined : value)))
    // The name of the project came into the specification after this edition.
    const { name, ...described } = compose
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect([isValid(described), isValid.errors]).toEqual([true, null])
    expect(isValid({ ...described, services: { bot: { imaginary: 1 } } })).toBe(false)
  })

  it('names settings that exist, and secrets and networks that it has', () => {
    const { bot, proxy } = compose.services
    expect(unknownSettings(Object.keys(bot.environment))).toEqual([])
    for (const secret of bot.secrets) expect(compose.secrets).toHaveProperty(secret)
    for (const network of bot.networks) expect(compose.networks).toHaveProperty(network)
    expect(bot.environment.TRUSTED_PROXIES).toBe(proxy.networks.front.ipv4_address)
  })

  it('takes nothing of the host, and gives the bot no rights', () => {
    const { bot, database } = compose.services
    expect(bot).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    expect([bot.ports, database.ports]).toEqual([undefined, undefined])
    expect(compose.networks.back.internal).toBe(true)
  })
})

describe('deploy/kubernetes/bot.yaml', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/bot.yaml'))
  const manifests = new Map(
    documents.map((document) => {
      const manifest = document.toJS()
      return [String(manifest.kind), manifest]
    }),
  )
  const specOf = (kind: string) => manifests.get(kind)?.spec
  const pod = specOf('Deployment').template.spec
  const [bot] = pod.containers

  it('is YAML without a fault', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
    expect(manifests.size).toBe(documents.length)
  })

  it('keeps one of two replicas up, whatever is drained or rolled out', () => {
    expect(specOf('Deployment').replicas).toBe(2)
    expect(specOf('Deployment').strategy.rollingUpdate.maxUnavailable).toBe(0)
    expect(specOf('PodDisruptionBudget').minAvailable).toBe(1)
  })

  it('selects its own pods everywhere', () => {
    const labels = specOf('Deployment').template.metadata.labels
    for (const kind of ['Deployment', 'PodDisruptionBudget']) expect(specOf(kind).selector.matchLabels).toEqual(labels)
    expect(specOf('Service').selector).toEqual(labels)
    expect(specOf('NetworkPolicy').podSelector.matchLabels).toEqual(labels)
    expect(specOf('Service').ports[0].targetPort).toBe(bot.ports[0].name)
  })

  it('asks the addresses that the bot answers', () => {
    const paths = [bot.startupProbe, bot.readinessProbe, bot.livenessProbe].map(({ httpGet }) => httpGet.path)
    expect(paths).toEqual(['/readyz', '/readyz', '/healthz'])
  })

  it('runs as the user of the image, with a root it cannot write', () => {
    const steps = parseDockerfile(read('deploy/container/Dockerfile')).at(-1)?.steps ?? []
    const user = steps.find(({ name }) => name === 'USER')?.words
    expect(`${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`).toBe(user)
    expect(bot.securityContext.readOnlyRootFilesystem).toBe(true)
    expect(bot.image.split(':').at(-1)).toBe(version)
  })

  it('names settings that exist, and volumes that it has', () => {
    const config = documents.map((document) => document.toJS()).find(({ kind }) => kind === 'ConfigMap')
    expect(unknownSettings(Object.keys(config.data))).toEqual([])
    const volumes = pod.volumes.map(({ name }: { name: string }) => name)
    expect(bot.volumeMounts.map(({ name }: { name: string }) => name)).toEqual(volumes)
  })
})

describe('deploy/azure/main.bicep', () => {
  const bicep = readBicep(read('deploy/azure/main.bicep'))

  it('closes what it opens', () => {
    expect(bicep.unclosed).toEqual([])
    expect(readBicep("var a = [{ b: 'c' ]").unclosed).not.toEqual([])
  })

  it('declares what it speaks of, and uses what it declares', () => {
    expect(bicep.undeclared).toEqual([])
    expect(bicep.unused).toEqual([])
    expect(readBicep('param lone string\noutput x string = other.id').undeclared).toEqual(['other'])
    expect(readBicep('param lone string\noutput x string = other.id').unused).toEqual(['lone'])
  })

  it('has the bot, its app, its database, its vault and both channels', () => {
    const types = bicep.resources.map((resource) => resource.split('@')[0])
    expect(types).toEqual(
      expect.arrayContaining([
        'Microsoft.BotService/botServices',
        'Microsoft.BotService/botServices/channels',
        'Microsoft.App/containerApps',
        'Microsoft.DBforPostgreSQL/flexibleServers',
        'Microsoft.KeyVault/vaults',
        'Microsoft.ManagedIdentity/userAssignedIdentities',
      ]),
    )
    expect(bicep.resources.filter((resource) => !/^[\w.]+\/[\w/]+@\d{4}-\d\d-\d\d$/.test(resource))).toEqual([])
  })

  it('names settings that exist', () => {
    expect(bicep.settings.length).toBeGreaterThan(8)
    expect(unknownSettings(bicep.settings)).toEqual([])
  })
})

describe('deploy/linux/activation-support.service', () => {
  const unit = read('deploy/linux/activation-support.service')

  it('starts the bot as "npm start" does', () => {
    const [, command = ''] = /^ExecStart=\S+\/node (.*)$/m.exec(unit) ?? []
    expect(`node ${command}`).toBe(scripts.start)
  })

  it('does not try again with settings that are wrong', () => {
    expect(unit).toMatch(/^Restart=on-failure$/m)
    expect(unit).toMatch(/^RestartPreventExitStatus=78$/m)
  })
})

describe('npm scripts', () => {
  it('need no shell: they run on Windows as they are', () => {
    const shell = /[;|<>$`*']|(?<!&)&(?!&)|^[A-Z_]+=/
    expect(Object.entries<string>(scripts).filter(([, script]) => shell.test(script))).toEqual([])
  })

  it('are all files that exist', () => {
    const commands = readdirSync(join(ROOT, 'bot/commands'))
    const named = Object.values<string>(scripts).flatMap(
      (script) => /bot\/commands\/([\w-]+\.ts)/.exec(script)?.[1] ?? [],
    )
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((file) => !commands.includes(file))).toEqual([])
  })
})
