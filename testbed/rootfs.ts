import { debootstrapArgs, debootstrapEnv, suite } from './debootstrap.ts'
import { digestOf } from './digest.ts'
import { type Environment, pipe } from './programs.ts'
import type { Work } from './work.ts'

/** The image with the programs of both, Odoo and PostgreSQL. */
export const rootfsImage = 'testbed/rootfs:19'

const odoo = '/usr/lib/python3/dist-packages/odoo'

// Odoo as Debian packages it, what the official image adds for common addons, PostgreSQL 17. Odoo's time zones include old names.
const packages = [
  'odoo-19',
  'postgresql',
  'locales',
  'tzdata-legacy',
  'ca-certificates',
  'python3-ldap',
  'python3-odf',
  'python3-pdfminer',
  'python3-packaging',
  'python3-phonenumbers',
  'python3-setuptools',
  'python3-slugify',
  'python3-watchdog',
]

// Translations alone are three quarters of Odoo. PostgreSQL without its compiler of queries works as well.
const leftOut = [
  ...['man', 'doc', 'locale', 'info'].map((folder) => `/usr/share/${folder}/*`),
  `${odoo}/*.po`,
  `${odoo}/*.pot`,
  `${odoo}/addons/l10n_*`,
  `${odoo}/addons/test_*`,
  '/usr/lib/postgresql/*/lib/bitcode/*',
  '/usr/lib/postgresql/*/lib/llvmjit*',
  '/usr/lib/*/libLLVM*',
]

// odoo-19 is in sid only, whose Python is too new for it: from there comes what the release does not have.
const hooks = [
  `--setup-hook=grep -h '^deb ' "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/*.list 2>/dev/null | head -n 1 | sed -E 's/(.*) ${suite} main.*/\\1 sid main/' >"$1/etc/apt/sources.list.d/zz-sid.list"`,
  `--setup-hook=printf 'Package: *\\nPin: release n=sid\\nPin-Priority: 100\\n' >"$1/etc/apt/preferences.d/sid"`,
  // Debian's own compiling stops at the first file that was left out; the official image has all of it.
  `--customize-hook=chroot "$1" python3 -m compileall -q ${odoo}`,
  // What was right for this machine alone does not belong into an image.
  `--customize-hook=rm -rf "$1"/etc/apt/sources.list* "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/var/log/*.log "$1"/var/log/apt`,
]

const options = [
  '--variant=minbase',
  ...leftOut.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
  '--dpkgopt=force-unsafe-io',
  ...hooks,
  `--include=${packages.join(',')}`,
]

/** What the root file system is made of, as one digest. */
export const rootfsRecipe = digestOf(options)

/** Makes the root file system and imports it as an image; takes one to three minutes. */
export async function makeRootfs(docker: Environment, { say, signal }: Work): Promise<void> {
  say('Making the root file system of Odoo 19 and PostgreSQL 17 from Debian packages (one to three minutes) …')
  const env = { ...docker, ...(await debootstrapEnv(signal)) }
  const label = `LABEL devops-agent.testbed=1 devops-agent.testbed.recipe=${rootfsRecipe}`
  const reader: [string, string[]] = ['docker', ['import', '--change', label, '-', rootfsImage]]
  await pipe(['mmdebstrap', debootstrapArgs('-', options)], reader, { env, signal, deadlineMs: 900_000 })
}
