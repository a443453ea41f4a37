import type { Tools } from '../tools/tools.ts'
import { OpsError } from './error.ts'
import type { WitnessedCall } from './run.ts'

const longestArguments = 400

export interface Witness {
  /** Asked before each call; a worker that has lost its run throws here, and touches nothing. */
  before(): Promise<void>
  /** Told of each call when it has ended. */
  tell(call: WitnessedCall): Promise<void>
  /** Masks secrets before arguments are shortened: half a secret is one too. */
  redact(text: string): string
}

/** The same tools, with every call of every method witnessed. Arguments are shortened here, redacted by the writer. */
export function witnessed(tools: Tools, witness: Witness): Tools {
  const wrap = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, property, receiver) {
        const member: unknown = Reflect.get(target, property, receiver)
        if (typeof member !== 'function' || typeof property !== 'string') return member
        return (...parameters: unknown[]) => watched(`${name}.${property}`, parameters, () => member.apply(target, parameters), witness)
      },
    })
  return {
    get process() {
      return wrap('process', tools.process)
    },
    get git() {
      return wrap('git', tools.git)
    },
    get github() {
      return wrap('github', tools.github)
    },
    get filesystem() {
      return wrap('filesystem', tools.filesystem)
    },
    get addons() {
      return wrap('addons', tools.addons)
    },
    get docker() {
      return wrap('docker', tools.docker)
    },
    get postgres() {
      return wrap('postgres', tools.postgres)
    },
    get http() {
      return wrap('http', tools.http)
    },
  }
}

async function watched(operation: string, parameters: unknown[], call: () => unknown, witness: Witness): Promise<unknown> {
  await witness.before()
  const started = performance.now()
  const told = (outcome: WitnessedCall['outcome'], message: string) =>
    witness.tell({
      operation,
      arguments: summaryOf(parameters, witness.redact),
      durationMs: Math.round(performance.now() - started),
      outcome,
      message,
    })
  try {
    const result = await call()
    await told('ok', exitOf(result))
    return result
  } catch (error) {
    await told(error instanceof OpsError ? error.code : 'internal', error instanceof Error ? error.message : String(error))
    throw error
  }
}

const leftOut = ['env', 'stdin', 'password', 'signal', 'text']

/** What was asked for, short: signals, callbacks, environments and what may be secret by its place are left out. */
function summaryOf(parameters: unknown[], redact: (text: string) => string): string {
  const kept = parameters.filter((parameter) => parameter !== undefined && typeof parameter !== 'function')
  const text = JSON.stringify(kept, (key, value: unknown) => {
    return leftOut.includes(key) || typeof value === 'function' ? undefined : value
  })
  const inner = redact(text.slice(1, -1))
  return inner.length > longestArguments ? `${inner.slice(0, longestArguments)}…` : inner
}

/** A finished process is a value: its exit code belongs to the story. */
function exitOf(result: unknown): string {
  if (!result || typeof result !== 'object' || !('exitCode' in result)) return ''
  return 'signal' in result && result.signal ? `ended by ${String(result.signal)}` : `exit code ${String(result.exitCode)}`
}
