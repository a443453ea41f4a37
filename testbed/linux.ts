import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** A process of this machine with its command. */
export interface Process {
  pid: number
  command: string[]
}

/** All processes that this one can see. */
export function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const command = commandOf(Number(name))
      return command ? [{ pid: Number(name), command }] : []
    })
}

/** The command of a process; null when there is none, or when it is dead and only not yet collected. */
export function commandOf(pid: number): string[] | null {
  const text = readIfThere(`/proc/${pid}/cmdline`)
  return text ? text.replace(/\0$/, '').split('\0') : null
}

/** What stands for the namespace of a process: equal for those that share it; null when the process is gone. */
export function namespaceOf(pid: number | 'self', kind: 'net' | 'mnt'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/${kind}`)
  } catch {
    return null
  }
}

/** The processes in the control groups of this container. */
export function processesOfContainer(id: string): number[] {
  return processes()
    .map(({ pid }) => pid)
    .filter((pid) => readIfThere(`/proc/${pid}/cgroup`).includes(id))
}

/** What is mounted at or below this folder, the deepest first. */
export function mountsBelow(folder: string, mountinfo = readFileSync('/proc/self/mountinfo', 'utf8')): string[] {
  // The fifth field is the place; spaces and the like are written as \ and three octal digits (man proc).
  const places = mountinfo
    .split('\n')
    .map((line) => (line.split(' ')[4] ?? '').replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))))
  return places.filter((place) => place === folder || place.startsWith(`${folder}/`)).reverse()
}

/** The kernel gives each start of the machine an id. */
export function bootId(): string {
  return readIfThere('/proc/sys/kernel/random/boot_id').trim()
}

/** The text of a file; empty when it cannot be read. */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
