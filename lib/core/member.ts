import type { Role } from './policy.ts'

/** Somebody who may sign in. */
export interface MemberRow {
  id: string
  email: string
  name: string
  role: Role
  createdAt: string
  /** Of the newest session that is open; null when there is none. */
  lastSeenAt: string | null
}

/** A browser that is signed in. `id` says nothing of what it holds. */
export interface SessionRow {
  id: string
  /** The socket's address when it was opened. */
  address: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
}

/** How members may be changed. */
export interface MemberChanges {
  /** The password is told here and nowhere again. `conflict` when the address is taken. */
  add(person: { name: string; email: string; role: Role }): Promise<{ email: string; password: string }>
  /** From the member's next request on. `conflict` for the last admin, who stays one. */
  setRole(email: string, role: Role): Promise<{ email: string; before: Role }>
  /** Their sessions end as well. `conflict` for the last admin. */
  remove(email: string): Promise<{ email: string; name: string; role: Role }>
  /** The password is told here and nowhere again; all sessions of the member end. */
  renewPassword(email: string): Promise<{ email: string; password: string; sessionsEnded: number }>
}
