import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { OpsError } from '../../core/error.ts'

/** From where may be fetched: hosts as `host`, `host:port` or `host/owner`; folders by their absolute path. */
export interface Allowed {
  hosts: readonly string[]
  paths: readonly string[]
}

/** A repository that may be reached. */
export interface Address {
  /** What git is given. */
  url: string
  /** `host` or `host:port`; empty for a folder. */
  host: string
  /** The beginning of http addresses of this host; empty for everything else. */
  origin: string
  /** A folder name that a person recognises and that is unique to the address. */
  slug: string
}

/** An address without what somebody may have written into it to get in: our own credentials do that. */
export function withoutSecret(url: string): string {
  return url.replace(/^(ssh:\/\/[^/:@]*):[^/]*@/i, '$1@').replace(/^((?!ssh:)[a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
}

const schemes = ['https:', 'http:', 'ssh:', 'git:']
const hostName = /^([a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])$/

/** Reads an address as a person gives it, and refuses what is not allow-listed. */
export async function findAddress(repository: string, allowed: Allowed): Promise<Address> {
  if (/[\p{Cc}]/u.test(repository)) throw invalid('The address of the repository contains a control character.')
  if (repository === '' || repository.startsWith('-')) throw invalid(`${JSON.stringify(repository)} is not the address of a repository.`)
  if (repository.startsWith('/')) return folder(repository, allowed)
  if (/^[^/]*:[^/]*@/.test(repository))
    throw invalid(
      'The address of the repository contains a secret.',
      'Remove it; credentials belong into config/agent.yml, under credentials.',
    )
  const scp = /^(?:([\w.-]+)@)?([^/:@]+):(?!\/\/)(.+)$/.exec(repository)
  if (scp?.[3] !== undefined && !repository.includes('::'))
    return remote(parse(`ssh://${scp[1] ?? 'git'}@${scp[2]}/${scp[3].replace(/^\//, '')}`), allowed, repository)
  return remote(parse(repository), allowed)
}

function parse(text: string): URL {
  const url = URL.parse(text)
  // The text is not repeated: whatever it is, it may contain a secret.
  if (url === null) throw invalid('The address of the repository is neither a URL, user@host:path nor an absolute path.')
  return url
}

async function remote(url: URL, allowed: Allowed, asGiven?: string): Promise<Address> {
  if (url.protocol === 'file:') return fileUrl(url, allowed)
  if (!schemes.includes(url.protocol))
    throw new OpsError('refused', `Repositories are not fetched by ${JSON.stringify(url.protocol)}.`, 'Use https, ssh, git or a path.')
  const host = url.host.toLowerCase()
  if (!hostName.test(url.hostname.toLowerCase())) throw invalid('The address of the repository names no host.')
  const user = url.protocol === 'ssh:' ? url.password : url.username + url.password
  if (user !== '')
    throw invalid(
      `The address of the repository on ${host} contains a user name or a secret.`,
      `Remove what stands before the @; credentials for ${host} belong into config/agent.yml, under credentials.`,
    )
  if (url.search !== '' || url.hash !== '') throw invalid(`The address of the repository on ${host} contains a ? or a #.`)
  const segments = segmentsOf(url, host)
  const owner = `${host}/${segments[0]}`
  const isAllowed = allowed.hosts.some((entry) => `${host}/${segments.join('/')}/`.startsWith(`${normal(entry)}/`))
  if (!isAllowed)
    throw new OpsError(
      'refused',
      `Repositories of ${owner} are not allowed here.`,
      `Add ${host} or ${owner} under allow.hosts in config/agent.yml.`,
    )
  const origin = url.protocol.startsWith('http') ? `${url.protocol}//${host}/` : ''
  const text = asGiven ?? url.href
  return { url: text, host, origin, slug: slugOf(`${host}-${segments.join('-')}`, text) }
}

/** The path in parts, without `..` in any spelling: an owner that is allow-listed is not to be left by it. */
function segmentsOf(url: URL, host: string): string[] {
  const text = decode(url.pathname)
  const segments = text.split('/').filter((part) => part !== '' && part !== '.')
  if (segments.length === 0) throw invalid(`The address names no repository on ${host}.`)
  if (segments.includes('..') || segments[0]?.startsWith('-') || /[\p{Cc}\\]/u.test(text))
    throw invalid(`The path of the repository on ${host} is not a plain path.`)
  return segments
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalid('The path of the repository contains a % that stands for nothing.')
  }
}

/** An entry of the allow-list with its host in lower case; an owner keeps its case, since hosts may tell owners apart by it. */
function normal(entry: string): string {
  const [host = '', ...owner] = entry.split('/').filter((part) => part !== '')
  return [host.toLowerCase(), ...owner].join('/')
}

async function fileUrl(url: URL, allowed: Allowed): Promise<Address> {
  if (url.host !== '') throw invalid(`The file URL names the host ${url.host}.`, 'Give file:///absolute/path.')
  return folder(fileURLToPath(url), allowed)
}

/** A folder below an allow-listed one, links resolved on both sides. What is outside is refused whether it exists or not. */
async function folder(given: string, allowed: Allowed): Promise<Address> {
  const real = await realpath(given).catch(() => undefined)
  const roots = await Promise.all(allowed.paths.map((root) => realpath(root).catch(() => path.resolve(root))))
  const place = real ?? path.resolve(given)
  const isBelow = (root: string, at: string) => at === root || at.startsWith(root.endsWith('/') ? root : `${root}/`)
  const known = real === undefined ? [...roots, ...allowed.paths] : roots
  if (!known.some((root) => isBelow(root, place)))
    throw new OpsError(
      'refused',
      `Repositories in ${place} are not allowed here.`,
      'Add a folder above it under allow.paths in config/agent.yml.',
    )
  if (real === undefined) throw new OpsError('not_found', `There is no folder ${given}.`, 'Correct the path of the repository.')
  return { url: real, host: '', origin: '', slug: slugOf(path.basename(real), real) }
}

function slugOf(name: string, address: string): string {
  const readable = name
    .replace(/\.git$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60)
  return `${readable || 'repository'}-${createHash('sha256')
    .update(address.replace(/(\.git)?\/*$/, ''))
    .digest('hex')
    .slice(0, 12)}`
}

function invalid(message: string, hint = 'Give https://host/owner/name, git@host:owner/name or an absolute path.'): OpsError {
  return new OpsError('invalid', message, hint)
}
