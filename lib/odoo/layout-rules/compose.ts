import { isMap, isNode, isSeq, parseDocument, type YAMLSeq } from 'yaml'
import { isWithin, plainPath } from '../layout-rule.ts'

/** A folder or file of the tree as a container has it. */
export interface Mount {
  /** Below the root. */
  source: string
  /** Absolute, in the container. */
  target: string
}

/** What a service of a compose file says of Odoo's files. */
export interface ComposeService {
  name: string
  image: string
  mounts: Mount[]
  /** Of its command; null where that names none. */
  addonsPath: string | null
}

/**
 * Reads the services of a compose file at `path` below the root, which lies at `at`; a sentence where it cannot be read. Mounts of volumes and of what
 * lies elsewhere are passed over.
 */
export function servicesIn(text: string, path: string, at: string): ComposeService[] | string {
  const document = parseDocument(text, { merge: true })
  const [error] = document.errors
  if (error) return error.message.split('\n')[0] ?? 'It is not YAML.'
  const root: unknown = document.toJS()
  return Object.entries(recordOf(recordOf(root).services)).map(([name, service]) => {
    const { image, volumes, command } = recordOf(service)
    return {
      name,
      image: typeof image === 'string' ? image : '',
      mounts: Array.isArray(volumes) ? volumes.flatMap((one: unknown) => mountOf(one, { folder: folderOf(path), at }) ?? []) : [],
      addonsPath: addonsPathIn(command),
    }
  })
}

/** True of a service that runs Odoo: by its name, its image, or a configuration of Odoo's that it mounts. */
export function isOdoo({ name, image, mounts }: ComposeService): boolean {
  const program = image.replace(/^.*\//, '').replace(/[:@].*$/, '')
  return name === 'odoo' || /^odoo(?:[-_]|$)|[-_]odoo$/.test(program) || mounts.some(({ target }) => /\/odoo[\w.-]*\.conf$/.test(target))
}

/** Where a path of the tree is in the container; null where no mount has it. The narrowest mount counts, as in a container. */
export function targetOf(path: string, mounts: readonly Mount[]): string | null {
  const [mount] = mounts.filter(({ source }) => source === '' || isWithin(path, source)).sort((a, b) => b.source.length - a.source.length)
  if (!mount) return null
  const rest = mount.source === '' ? path : path.slice(mount.source.length + 1)
  return rest === '' ? mount.target : `${mount.target}/${rest}`
}

/**
 * The text with more mounts in one service; null where there is no such place to write. A list that has items gets lines after its last, and nothing
 * else of the text changes; without one, comments and order stay.
 */
export function withMounts(text: string, service: string, mounts: readonly string[]): string | null {
  const document = parseDocument(text)
  const map: unknown = document.getIn(['services', service])
  if (!isMap(map)) return null
  const volumes: unknown = map.get('volumes', true)
  if (isSeq(volumes) && !volumes.flow) return withItems(text, volumes, mounts)
  if (isSeq(volumes)) for (const mount of mounts) volumes.add(document.createNode(mount))
  else document.setIn(['services', service, 'volumes'], [...mounts])
  return document.toString({ lineWidth: 0 })
}

function withItems(text: string, { items, range }: YAMLSeq, mounts: readonly string[]): string | null {
  const last: unknown = items.at(-1)
  if (!isNode(last) || !last.range || !range) return null
  const dash = text.lastIndexOf('-', range[0] + 1)
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash)
  const end = text.indexOf('\n', last.range[1] - 1)
  const lines = mounts.map((mount) => `${indent}- ${mount}\n`).join('')
  return end === -1 ? `${text}\n${lines}` : `${text.slice(0, end + 1)}${lines}${text.slice(end + 1)}`
}

/** Where the places that a compose file names count from. */
interface From {
  folder: string
  at: string
}

function mountOf(volume: unknown, from: From): Mount | null {
  if (typeof volume === 'string') {
    const [source = '', target = ''] = plainVariables(volume).split(':')
    return /^[./]/.test(source) ? placed(source, target, from) : null
  }
  const { type, source, target } = recordOf(volume)
  if (type !== 'bind' || typeof source !== 'string' || typeof target !== 'string') return null
  return placed(plainVariables(source), target, from)
}

function placed(source: string, target: string, { folder, at }: From): Mount | null {
  const path = source.startsWith('/') ? belowOf(source, at) : plainPath(`${folder}/${source}`)
  return path === null || !target.startsWith('/') ? null : { source: path, target: target.replace(/\/+$/, '') }
}

function belowOf(path: string, at: string): string | null {
  const plain = `/${plainPath(path) ?? ''}`
  return isWithin(plain, at) ? plain.slice(at.length + 1) : null
}

/** The folder that compose is started in is its file's, and a variable that nobody sets is its default. */
function plainVariables(text: string): string {
  return text.replace(/\$(?:\{PWD\}|PWD\b)/g, '.').replace(/\$\{\w+:?-([^}]*)\}/g, '$1')
}

/** The folder of a file; empty for one directly below the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function addonsPathIn(command: unknown): string | null {
  const words = Array.isArray(command) ? command.map(String) : typeof command === 'string' ? command.split(/\s+/) : []
  const joined = words.find((word) => word.startsWith('--addons-path='))
  if (joined !== undefined) return joined.slice('--addons-path='.length)
  const place = words.indexOf('--addons-path')
  return place === -1 ? null : (words[place + 1] ?? null)
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
