import type { MemberChanges } from './member.ts'
import type { ModeName, Role } from './policy.ts'

/** A token as lists show it: never its secret. */
export interface TokenRow {
  id: string
  name: string
  owner: { id: string; name: string; email: string }
  /** What it was made for; it never does more than its owner may by then. */
  role: Role
  verbs: string[]
  environments: string[]
  /** Null is the configured mode. */
  mode: ModeName | null
  state: 'active' | 'expired' | 'revoked'
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
  revokedAt: string | null
  /** The runs that it began since midnight UTC. */
  runsToday: number
}

export interface NewToken extends Pick<TokenRow, 'name' | 'role' | 'verbs' | 'environments' | 'mode'> {
  ownerId: string
  expiresAt: Date
}

/** What verbs may change of the control room itself, in one transaction. */
export interface RoomStore {
  tokens: {
    /** The member of this id or address; of neither, the only member there is. Null when there is none. */
    owner(wanted: { id?: string; email?: string }): Promise<{ id: string; name: string; role: Role } | null>
    /** The secret is told here and nowhere again. */
    create(token: NewToken): Promise<{ token: TokenRow; secret: string }>
    revoke(id: string): Promise<TokenRow>
  }
  members: MemberChanges
  sessions: {
    /** Ends those sessions of a member whose id begins so; says how many. */
    end(userId: string, id: string): Promise<number>
    /** Ends all sessions of a member but one; says how many. */
    endOthers(userId: string, kept: string | undefined): Promise<number>
    /** Null goes back to the configured mode. */
    setMode(session: string, mode: ModeName | null): Promise<void>
  }
}
