import { z } from 'zod'

/** One input of a verb, as forms, flags and tables show it. */
export interface Field {
  name: string
  kind: 'text' | 'number' | 'switch' | 'choice' | 'list'
  title: string
  help: string
  required: boolean
  default: string | number | boolean | string[] | null
  /** The values of a choice. */
  options: string[]
  /** It names a file or folder, or several. */
  isPath: boolean
}

type Schema = z.core.JSONSchema.JSONSchema

/** The fields of a flat input, from its JSON schema. Throws for an input that is not flat: the registry test finds it. */
export function fieldsOf(input: z.ZodObject): Field[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const part: Schema = typeof property === 'object' ? property : {}
    return {
      name,
      kind: kindOf(name, part),
      title: part.title ?? titled(name),
      help: part.description ?? '',
      required: required.has(name),
      default: defaultOf(part.default),
      options: (part.enum ?? []).map(String),
      isPath: part.format === 'path',
    }
  })
}

function kindOf(name: string, { type, enum: options }: Schema): Field['kind'] {
  if (options) return 'choice'
  if (type === 'string') return 'text'
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean') return 'switch'
  if (type === 'array') return 'list'
  throw new Error(`input ${name} is not flat`)
}

function defaultOf(value: unknown): Field['default'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.map(String) : null
}

function titled(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
