import { ManifestFields, type ManifestProblem } from './manifest-fields.ts'
import { parsePython } from './python-literal.ts'
import { firstNotUtf8, hasByteOrderMark } from './python-source.ts'

/** What a module's `__manifest__.py` says, with Odoo's defaults for what it does not. */
export interface Manifest {
  name: string
  version: string
  summary: string
  author: string
  license: string
  category: string
  website: string
  /** `['base']` when none is named, as in Odoo. */
  depends: string[]
  data: string[]
  demo: string[]
  installable: boolean
  application: boolean
  /** True: once all of `depends` are there; a list: once these of them are, and at once when it is empty. */
  autoInstall: false | true | string[]
  externalDependencies: { python: string[]; bin: string[] }
  /** Codes of countries, in lower case: Odoo 17 and newer install it by itself only for companies in one of them. Empty for all. */
  countries: string[]
  /** Every key that the manifest has, in its order. */
  keys: string[]
}

/** A manifest with what is wrong in it, in its order. No manifest when it cannot be read at all. */
export type ManifestReading = { manifest: Manifest; problems: ManifestProblem[] } | { manifest: null; problems: ManifestProblem[] }

/** Reads a manifest without executing it. What has the wrong type is a problem, and its default stands in for it. */
export function readManifest(source: Uint8Array | string): ManifestReading {
  const reading = parsePython(source)
  if (!reading.ok) return unreadable('manifest-syntax', reading.problem)
  if (reading.value.type !== 'dict')
    return unreadable('manifest-type', {
      message: `The manifest is of type ${reading.value.type}, and must be a dict.`,
      line: 1,
      column: 1,
    })
  const fields = new ManifestFields(reading.value.entries)
  const manifest = manifestFrom(fields)
  fields.checkKeys()
  const encoding = typeof source === 'string' ? null : encodingProblem(source)
  return { manifest, problems: [...(encoding ? [encoding] : []), ...fields.problems()] }
}

function manifestFrom(fields: ManifestFields): Manifest {
  const named = fields.texts('depends')
  const depends = named.length > 0 ? named : ['base']
  return {
    name: fields.required('name', 'Odoo lists the module without one'),
    version: fields.version('1.0'),
    summary: fields.text('summary'),
    author: fields.required('author', 'Odoo warns'),
    license: fields.required('license', 'Odoo warns, and takes LGPL-3') || 'LGPL-3',
    category: fields.text('category') || 'Uncategorized',
    website: fields.text('website'),
    depends,
    data: fields.texts('data'),
    demo: fields.texts('demo'),
    installable: fields.flag('installable', true),
    application: fields.flag('application', false),
    autoInstall: fields.autoInstall(depends),
    externalDependencies: fields.externalDependencies(),
    countries: fields.texts('countries').map((code) => code.toLowerCase()),
    keys: fields.keys(),
  }
}

function unreadable(rule: string, problem: { message: string; line: number; column: number }): ManifestReading {
  return { manifest: null, problems: [{ rule, severity: 'error', ...problem }] }
}

/** Odoo decodes every manifest as UTF-8, whatever its first line says, and does not know the byte order mark. */
function encodingProblem(bytes: Uint8Array): ManifestProblem | null {
  const found = { rule: 'manifest-encoding', severity: 'error' as const }
  if (hasByteOrderMark(bytes)) {
    const message = 'The manifest begins with a byte order mark: Odoo does not read it. Save it as UTF-8 without one.'
    return { ...found, message, line: 1, column: 1 }
  }
  const place = firstNotUtf8(bytes)
  if (!place) return null
  const { line, column } = place
  return { ...found, message: 'The manifest is not in UTF-8: Odoo reads no other coding, whatever its first line says.', line, column }
}
